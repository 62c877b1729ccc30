"""Every page wants a signed-in user whose role reads the program, except those that say otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from attestry.accounts.bearing import narrowed
from attestry.accounts.models import User
from attestry.accounts.rules import READ
from attestry.kit.errors import NotAllowed
from attestry.ui.addresses import address
from attestry.ui.errors import refused

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
PUBLIC = "is_public"
FOR_EVERYONE = "is_for_everyone"


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view that may be seen without signing in."""
    setattr(view, PUBLIC, True)
    return view


def for_everyone(view: View) -> View:
    """Mark a view that every signed-in user may see, also one whose role does not read the program."""
    setattr(view, FOR_EVERYONE, True)
    return view


class SignedIn:
    """Middleware that sends a stranger to the sign-in page and gives the rest an actor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; the work is done once the view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """None lets the view run; otherwise the redirect to sign in."""
        if isinstance(request.user, User):
            request.actor = narrowed(request.user.actor(), request)  # type: ignore[attr-defined]
            return _unless_theirs(request, request.user, view)
        if getattr(view, PUBLIC, False):
            return None
        return redirect_to_login(request.get_full_path())


def _unless_theirs(
    request: HttpRequest, user: User, view: Callable[..., HttpResponse]
) -> HttpResponse | None:
    """None where the page is this user's to see; otherwise where to go, or why not."""
    if user.actor().may(READ) or getattr(view, PUBLIC, False) or getattr(view, FOR_EVERYONE, False):
        return None
    if request.path == "/":
        return redirect(address("mine") or "profile")
    return refused(
        request,
        NotAllowed(
            f"{user.name} may not see this page.",
            next_step="Employees see what is theirs; ask an administrator for a role that reads the program.",
        ),
    )
