"""Signing in by password or by link, and signing out."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from attestry.accounts.actions.signing_in import begin_attempt, note_sign_in, use_link
from attestry.accounts.errors import TooManyAttempts
from attestry.accounts.forms import SignInForm
from attestry.accounts.middleware import public
from attestry.accounts.models import User
from attestry.accounts.origin import origin_of
from attestry.accounts.queries import user_by_password
from attestry.accounts.rules import Role
from attestry.accounts.views.second_factor import wait_for_second_factor
from attestry.journal.rules import Actor
from attestry.kit import clock

BY_LINK = "signed_in_by_link"
_DOOR = Actor.system("sign-in")
_REFUSED = "The address and the password do not belong together, or the account is closed."


@public
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The form, and what it leads to. The same words for every wrong pair."""
    form = SignInForm(request.POST if request.method == "POST" else None)
    refusal = ""
    if form.is_valid():
        user = _by_password(request, form.cleaned_data["email"], form.cleaned_data["password"])
        if user is not None and user.role == Role.AUDITOR:
            return wait_for_second_factor(request, user, by_link=False, onwards=_onwards(request).url)
        if user is not None:
            login(request, user)
            return _onwards(request)
        refusal = _REFUSED
    facts = {
        "form": form,
        "refusal": refusal,
        "next": _asked_for(request),
    }
    return render(request, "accounts/sign_in.html", facts, status=401 if refusal else 200)


@public
@require_GET
def sign_in_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Spend the link and go to the first page. A browser that only looks ahead spends nothing."""
    if "prefetch" in request.headers.get("Sec-Purpose", ""):
        return HttpResponse(status=503)
    user = use_link(_DOOR, token)
    if user.role == Role.AUDITOR:
        return wait_for_second_factor(request, user, by_link=True)
    login(request, user)
    request.session[BY_LINK] = True
    return redirect(settings.LOGIN_REDIRECT_URL)


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect(settings.LOGIN_URL)


def _by_password(request: HttpRequest, email: str, password: str) -> User | None:
    origin = origin_of(request)
    if not begin_attempt(_DOOR, address=email, origin=origin):
        raise TooManyAttempts(
            "There were too many attempts to sign in.",
            next_step="Wait a quarter of an hour, or use a sign-in link.",
        )
    user = user_by_password(email, password)
    if user is not None:
        note_sign_in(_DOOR, user, at=clock.now(), address=email, origin=origin)
    return user


def _asked_for(request: HttpRequest) -> str:
    """The page that somebody wanted before they were asked to sign in."""
    return request.POST.get("next") or request.GET.get("next") or ""


def _onwards(request: HttpRequest) -> HttpResponseRedirect:
    asked = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(asked if asked and ours else resolve_url(settings.LOGIN_REDIRECT_URL))
