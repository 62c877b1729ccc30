"""Whoever bears a token: its user, narrowed to what the token may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from attestry.accounts.actions.tokens import note_use
from attestry.accounts.models import ApiToken
from attestry.accounts.rules import READ, token_digest
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import DomainError
from attestry.ui.errors import refused

_SCHEME = "bearer "
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_READ_ONLY = {True: frozenset({READ}), False: frozenset[str]()}


class TokenRefused(DomainError):
    """A token that nobody bears, or that has ended."""

    status = 401


class BearerTokens:
    """Middleware that takes the bearer of a valid token for its user, without a session.

    A token reads every page that its user reads; it changes things only below ``/api/``, where no
    browser sends what it did not mean to, and only if it may act.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, as the bearer's where a token is shown."""
        said = request.headers.get("Authorization", "")
        if not said.lower().startswith(_SCHEME):
            return self.get_response(request)
        token = _token(said[len(_SCHEME) :].strip())
        if token is None:
            return _refusal(request, TokenRefused("This token is not valid.", next_step="Make a new one."))
        if request.method not in _SAFE:
            if not request.path.startswith("/api/") or not token.may_act:
                words = "This token only reads." if not token.may_act else "A token acts only below /api/."
                return _refusal(
                    request, TokenRefused(words, next_step="See the API in the docs."), status=403
                )
            request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        request.user = token.user
        request.bearer = token  # type: ignore[attr-defined]
        return self.get_response(request)


def narrowed(actor: Actor, request: HttpRequest) -> Actor:
    """The actor of a request: one that a token speaks for says so, and only reads where it may not act."""
    token: ApiToken | None = getattr(request, "bearer", None)
    if token is None:
        return actor
    permissions = actor.permissions if token.may_act else _READ_ONLY[actor.may(READ)]
    return replace(actor, name=f"{actor.name} (token {token.name})", permissions=permissions)


def _token(text: str) -> ApiToken | None:
    now = clock.now()
    found = ApiToken.objects.select_related("user").filter(token_digest=token_digest(text)).first()
    if found is None or found.revoked_at is not None or found.expires_at <= now or not found.user.is_active:
        return None
    note_use(found)
    return found


def _refusal(request: HttpRequest, error: DomainError, status: int = 401) -> HttpResponse:
    error.status = status
    answer = refused(request, error)
    if status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer
