"""Every page wants a signed-in user, except those that say they do not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from attestry.accounts.models import User

PUBLIC = "is_public"


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view that may be seen without signing in."""
    setattr(view, PUBLIC, True)
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
            request.actor = request.user.actor()  # type: ignore[attr-defined]
            return None
        if getattr(view, PUBLIC, False):
            return None
        return redirect_to_login(request.get_full_path())
