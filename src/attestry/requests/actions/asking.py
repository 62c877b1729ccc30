"""Asking: the list of an engagement, made from the library, one by one, or from a file."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from attestry.accounts.models import User
from attestry.accounts.rules import READ, Role
from attestry.controls.models import Control
from attestry.engagements.models import Engagement
from attestry.engagements.rules.state import State
from attestry.engagements.wall import member_of, refuse_unless_firm, refuse_unless_management
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.requests.errors import RequestRefused
from attestry.requests.models import Request
from attestry.requests.queries.tailoring import fitting
from attestry.requests.rules.kind import Frequency, RequestKind

OWN_GROUP = "Further requests"
OWN_NUMBER = "R"
NUMBER = re.compile(r"[-\w]{1,20}", re.ASCII)
WHAT_NUMBER = "a number is at most 20 letters, digits, hyphens and underscores"


@act("requests.ask")
def tailor_requests(actor: Actor, engagement: Engagement, *, owner: User, due_on: date) -> list[Request]:
    """Ask for everything of the library that fits the engagement and is not asked for yet.

    Each is owed by the owner of the first of its controls that has one, else by ``owner``. Raises
    BehindTheWall for management once the firm's work began, and RequestRefused.
    """
    refuse_unless_asking(actor, engagement)
    refuse_owner(owner)
    refuse_due(engagement, due_on)
    known = set(engagement.requests.values_list("number", flat=True))
    wanted = [found for found in fitting(engagement) if found.request.id not in known]
    owners = _owners_of({key for found in wanted for key in found.request.controls})
    at = clock.now()
    made = Request.objects.bulk_create(
        Request(
            engagement=engagement,
            number=found.request.id,
            group=found.group,
            title=found.request.title,
            text=found.request.text,
            kind=found.request.kind.value,
            frequency=found.request.frequency.value,
            criteria=list(found.request.criteria),
            controls=list(found.request.controls),
            owner=next((owners[key] for key in found.request.controls if key in owners), owner),
            due_on=due_on,
            position=found.position,
            asked_by=actor.name,
            asked_at=at,
            changed_at=at,
        )
        for found in wanted
    )
    record(engagement.subject, after={"asked": [one.number for one in made], "due": due_on.isoformat()})
    return made


@act("requests.ask")
def ask(
    actor: Actor,
    engagement: Engagement,
    *,
    title: str,
    text: str,
    kind: RequestKind,
    owner: User,
    due_on: date,
    group: str = OWN_GROUP,
    number: str = "",
    frequency: Frequency = Frequency.ONCE,
    criteria: Collection[str] = (),
    controls: Collection[str] = (),
) -> Request:
    """Ask for one thing. Raises RequestRefused with the field, and BehindTheWall."""
    refuse_unless_asking(actor, engagement)
    refuse_owner(owner)
    refuse_due(engagement, due_on)
    if not title.strip():
        raise RequestRefused("title", "Say what is asked for.")
    count = engagement.requests.count()
    called = number.strip() or f"{OWN_NUMBER}-{count + 1:03}"
    if not NUMBER.fullmatch(called):
        raise RequestRefused("number", WHAT_NUMBER)
    if engagement.requests.filter(number=called).exists():
        raise RequestRefused("number", f"“{called}” is asked for already.")
    at = clock.now()
    made = Request.objects.create(
        engagement=engagement,
        number=called,
        group=group.strip() or OWN_GROUP,
        title=title.strip(),
        text=text.strip(),
        kind=kind.value,
        frequency=frequency.value,
        criteria=list(criteria),
        controls=list(controls),
        owner=owner,
        due_on=due_on,
        position=1000 + count,
        asked_by=actor.name,
        asked_at=at,
        changed_at=at,
    )
    record(made.subject, after={"title": made.title, "owner": owner.email, "due": due_on.isoformat()})
    return made


def refuse_unless_asking(actor: Actor, engagement: Engagement) -> None:
    """The firm asks; before its work begins, management may lay the list out. Raises BehindTheWall."""
    if member_of(actor, engagement):
        return
    if engagement.the_state is not State.PLANNING:
        refuse_unless_firm(actor, engagement, "The list of requests, once the firm's work began,")
    refuse_unless_management(actor, engagement, "The list of requests")


def refuse_owner(owner: User) -> None:
    """Raises RequestRefused for somebody who cannot answer: an auditor, or a closed account."""
    if not owner.is_active or owner.role == Role.AUDITOR or not owner.actor().may(READ):
        raise RequestRefused("owner", f"{owner.name} cannot answer requests.")


def refuse_due(engagement: Engagement, due_on: date) -> None:
    """Raises RequestRefused for a day that is over."""
    if due_on < clock.now().date():
        raise RequestRefused("due_on", "That day is over.")


def _owners_of(keys: Collection[str]) -> dict[str, User]:
    found = Control.objects.filter(key__in=keys, owner__is_active=True).select_related("owner")
    return {one.key: one.owner for one in found if one.owner is not None}
