"""One's own account: what it may do, and its password."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, user_of
from attestry.accounts.actions.signing_in import set_password
from attestry.accounts.errors import PasswordTooWeak
from attestry.accounts.forms import PasswordForm
from attestry.accounts.middleware import for_everyone
from attestry.accounts.rules import Role
from attestry.accounts.views.signing_in import BY_LINK


@for_everyone
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show the account; set its password.

    The old password is asked for, except from somebody whom a link signed in.
    """
    user = user_of(request)
    asks_current = user.has_usable_password() and not request.session.get(BY_LINK)
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if asks_current and not user.check_password(form.cleaned_data["current"]):
            form.add_error("current", "This is not your current password.")
        elif _set(request, form):
            messages.success(request, "Your password is set. Every other session of yours has ended.")
            return redirect("profile")
    facts = {"user": user, "role": Role(user.role).label, "form": form, "asks_current": asks_current}
    return render(request, "accounts/profile.html", facts, status=422 if form.errors else 200)


def _set(request: HttpRequest, form: PasswordForm) -> bool:
    try:
        user = set_password(actor_of(request), user_of(request), password=form.cleaned_data["password"])
    except PasswordTooWeak as refusal:
        form.add_error("password", refusal.message)
        return False
    update_session_auth_hash(request, user)
    return True
