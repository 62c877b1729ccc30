"""The second factor that an auditor gives before being signed in, and opening an account by a link.

Nobody is signed in while the code is asked for: the session only remembers who gave the password or came by
a link, for ten minutes. So every session of an auditor has had its second factor.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from attestry.accounts.actions.auditors import open_auditor, set_second_factor, use_second_factor
from attestry.accounts.actions.signing_in import begin_attempt
from attestry.accounts.errors import CodeRefused, PasswordTooWeak, TooManyAttempts
from attestry.accounts.forms import CodeForm, OpenForm
from attestry.accounts.middleware import public
from attestry.accounts.models import User
from attestry.accounts.one_time_codes import new_secret, provisioning_address
from attestry.accounts.origin import origin_of
from attestry.accounts.queries import has_second_factor, users
from attestry.accounts.rules import AUDITOR_SESSION_LASTS, Role
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.secrets import SecretBox

_DOOR = Actor.system("sign-in")
_WAITING, _SECRET = "waits_for_second_factor", "second_factor_secret"
_WAITS_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Who gave the first proof, whether by a link, and where they want to go."""

    user: User
    by_link: bool
    onwards: str


def wait_for_second_factor(
    request: HttpRequest, user: User, *, by_link: bool, onwards: str = ""
) -> HttpResponse:
    """Remember who gave the first proof, and ask for the second."""
    request.session.flush()
    until = clock.to_text(clock.now() + _WAITS_FOR)
    request.session[_WAITING] = {"user": user.pk, "by_link": by_link, "until": until, "onwards": onwards}
    return redirect("second_factor")


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the code; where a link leads to a new password or factor, set these first."""
    waiting = _waiting(request)
    if waiting is None:
        return redirect(settings.LOGIN_URL)
    sets_up = waiting.by_link or not has_second_factor(waiting.user)
    kind = OpenForm if waiting.by_link else CodeForm
    form = kind(request.POST if request.method == "POST" else None)
    if form.is_valid() and _given(request, waiting, form, sets_up=sets_up):
        return _signed_in(request, waiting)
    secret = _secret(request) if sets_up else ""
    context = {
        "form": form,
        "by_link": waiting.by_link,
        "email": waiting.user.email,
        "secret": secret,
        "grouped": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "otpauth": provisioning_address(secret, waiting.user.email) if secret else "",
    }
    return render(request, "accounts/second_factor.html", context, status=401 if form.errors else 200)


def _given(request: HttpRequest, waiting: _Waiting, form: CodeForm, *, sets_up: bool) -> bool:
    """Whether what was typed opens the account. Raises TooManyAttempts."""
    user, code = waiting.user, form.cleaned_data["code"]
    origin = origin_of(request)
    if not begin_attempt(_DOOR, address=f"second factor of {user.email}", origin=origin):
        raise TooManyAttempts("There were too many wrong codes.", next_step="Wait a quarter of an hour.")
    try:
        if waiting.by_link:
            password = form.cleaned_data["password"]
            open_auditor(_DOOR, user, password=password, secret=_secret(request), code=code)
        elif sets_up:
            set_second_factor(_DOOR, user, secret=_secret(request), code=code)
        else:
            use_second_factor(_DOOR, user, code=code)
    except CodeRefused as refusal:
        form.add_error("code", str(refusal))
    except PasswordTooWeak as refusal:
        form.add_error("password", str(refusal))
    return not form.errors


def _signed_in(request: HttpRequest, waiting: _Waiting) -> HttpResponse:
    request.session.flush()
    login(request, users().get(pk=waiting.user.pk))
    request.session.set_expiry(int(AUDITOR_SESSION_LASTS.total_seconds()))
    return redirect(waiting.onwards or resolve_url(settings.LOGIN_REDIRECT_URL))


def _waiting(request: HttpRequest) -> _Waiting | None:
    said = request.session.get(_WAITING)
    if said is None or clock.from_text(said["until"]) <= clock.now():
        return None
    user = users().filter(pk=said["user"], is_active=True, role=Role.AUDITOR).first()
    return _Waiting(user, said["by_link"], said["onwards"]) if user else None


def _secret(request: HttpRequest) -> str:
    """The secret that is being set up, kept sealed in the session until a code shows that an app holds it."""
    box = SecretBox(settings.HOME.keys)
    if _SECRET not in request.session:
        request.session[_SECRET] = box.seal(new_secret())
    return box.open(request.session[_SECRET])
