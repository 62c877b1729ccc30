"""The wall: which side of an engagement somebody stands on, and what that lets them reach.

Other rooms of the examination ask here, at every page and in every act. Whoever stands on neither
side learns nothing of an engagement, not even that it is there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase

from attestry.accounts.access import actor_of
from attestry.accounts.queries import is_auditor
from attestry.accounts.rules import READ, Role
from attestry.engagements.errors import BehindTheWall, UnknownEngagement
from attestry.engagements.models import Engagement, TeamMember
from attestry.engagements.rules.side import Duty, Side
from attestry.journal.rules import Actor

Arguments = ParamSpec("Arguments")
Page = Callable[Concatenate[HttpRequest, Engagement, Arguments], HttpResponseBase]
View = Callable[..., HttpResponseBase]

SIDE = "side_of_the_wall"


def member_of(actor: Actor, engagement: Engagement) -> TeamMember | None:
    """The actor as a member of the firm's team; None where they are not on it now."""
    if actor.kind != "user":
        return None
    team = TeamMember.objects.filter(
        engagement=engagement, left_at=None, user__is_active=True, user__role=Role.AUDITOR
    )
    return team.filter(user__email=actor.key.removeprefix("user:")).select_related("user").first()


def side_of(actor: Actor, engagement: Engagement) -> Side:
    """Which side the actor stands on. Raises UnknownEngagement for an auditor who is not on the team."""
    if member_of(actor, engagement):
        return Side.FIRM
    if is_auditor(actor) or not actor.may(READ):
        raise UnknownEngagement
    return Side.MANAGEMENT


def refuse_unless_firm(actor: Actor, engagement: Engagement, what: str, *duties: Duty) -> TeamMember:
    """The member of the team who acts, with one of ``duties`` where some are named.

    The house and its operator stand outside: what the firm concludes, somebody of the firm writes.
    Raises BehindTheWall, and UnknownEngagement for an auditor of another engagement.
    """
    member = member_of(actor, engagement)
    if member is None:
        if is_auditor(actor):
            raise UnknownEngagement
        raise BehindTheWall(what, belongs_to="the firm")
    if duties and Duty(member.duty) not in duties:
        raise BehindTheWall(what, belongs_to=" or ".join(f"the {one.label.lower()}" for one in duties))
    return member


def refuse_unless_management(actor: Actor, engagement: Engagement, what: str) -> None:
    """Raises BehindTheWall for the firm, and UnknownEngagement for whoever stands on neither side."""
    if actor.kind == "user" and side_of(actor, engagement) is Side.FIRM:
        raise BehindTheWall(what, belongs_to="management")


def the_engagement(actor: Actor, number: int) -> Engagement:
    """An engagement that the actor may know of. Raises UnknownEngagement."""
    found = Engagement.objects.select_related("system", "firm").filter(pk=number).first()
    if found is None:
        raise UnknownEngagement
    side_of(actor, found)
    return found


def for_the_firm(page: Page[Arguments]) -> View:
    """A page of the firm's side: below ``/engagements/<n>/firm/``."""

    @wraps(page)
    def walled(
        request: HttpRequest, number: int, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponseBase:
        engagement = _stands_around(request, number)
        refuse_unless_firm(actor_of(request), engagement, "This page")
        return page(request, engagement, *args, **kwargs)

    setattr(walled, SIDE, Side.FIRM)
    return walled


def for_management(page: Page[Arguments]) -> View:
    """A page of management's side: below ``/engagements/<n>/management/``."""

    @wraps(page)
    def walled(
        request: HttpRequest, number: int, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponseBase:
        engagement = _stands_around(request, number)
        refuse_unless_management(actor_of(request), engagement, "This page")
        return page(request, engagement, *args, **kwargs)

    setattr(walled, SIDE, Side.MANAGEMENT)
    return walled


def for_both_sides(page: Page[Arguments]) -> View:
    """A page that both sides see, each what is theirs of it."""

    @wraps(page)
    def walled(
        request: HttpRequest, number: int, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponseBase:
        return page(request, _stands_around(request, number), *args, **kwargs)

    setattr(walled, SIDE, None)
    return walled


def for_management_alone(page: View) -> View:
    """A page of management's that belongs to no one engagement: planning, the list of firms, settings."""

    @wraps(page)
    def walled(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if is_auditor(actor_of(request)):
            raise BehindTheWall("This page", belongs_to="management")
        return page(request, *args, **kwargs)

    setattr(walled, SIDE, Side.MANAGEMENT)
    return walled


def for_each_their_own(page: View) -> View:
    """A page over several engagements that shows each reader those that they may know of."""
    setattr(page, SIDE, None)
    return page


def _stands_around(request: HttpRequest, number: int) -> Engagement:
    """The engagement of a page, which the page's header then shows. Raises UnknownEngagement."""
    found = the_engagement(actor_of(request), number)
    request.engagement = found  # type: ignore[attr-defined]
    return found


def engagements_of(actor: Actor) -> list[Engagement]:
    """The engagements that the actor may know of, the newest first."""
    found = Engagement.objects.select_related("system", "firm")
    if is_auditor(actor):
        email = actor.key.removeprefix("user:")
        found = found.filter(team__user__email=email, team__left_at=None)
    return list(found)
