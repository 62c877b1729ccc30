"""Views that want a permission, and who is asking."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponseBase

from attestry.accounts.models import User
from attestry.journal.rules import Actor
from attestry.kit.errors import NotAllowed

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
