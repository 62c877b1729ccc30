"""Views that want a permission, and who is asking."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponseBase

from attestry.accounts.actions.viewing import note_view
from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.journal.rules import Actor
from attestry.kit.errors import NotAllowed

SHOWS_EVIDENCE = "shows_evidence"
Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponseBase]


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in user as an actor."""
    return cast("Actor", request.actor)  # type: ignore[attr-defined]


def user_of(request: HttpRequest) -> User:
    """The signed-in user. Only in views that want one."""
    return cast("User", request.user)


def requires(permission: str) -> Callable[[View[Arguments]], View[Arguments]]:
    """Let a view run only for somebody who holds the permission; the rest see why not."""

    def decorate(view: View[Arguments]) -> View[Arguments]:
        @wraps(view)
        def guarded(
            request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs
        ) -> HttpResponseBase:
            actor = actor_of(request)
            if not actor.may(permission):
                raise NotAllowed(
                    f"{actor.name} may not see this page.",
                    next_step="Ask an administrator for a role that includes it.",
                )
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def shows_evidence(subject: str, how: str) -> Callable[[View[Arguments]], View[Arguments]]:
    """Write in the journal that an auditor saw what this view shows.

    ``subject`` names the journal's subject by the view's own arguments (``entry:{seq}``), ``how`` the form
    in which it was seen. A page that was refused was not seen; other users' views are not kept.
    """

    def decorate(view: View[Arguments]) -> View[Arguments]:
        @wraps(view)
        def noted(
            request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs
        ) -> HttpResponseBase:
            answer = view(request, *args, **kwargs)
            user = request.user
            if isinstance(user, User) and user.role == Role.AUDITOR and answer.status_code < 300:
                note_view(actor_of(request), subject.format(**kwargs), how=how.format(**kwargs))
            return answer

        setattr(noted, SHOWS_EVIDENCE, how)
        return noted

    return decorate
