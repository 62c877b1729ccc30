"""What the firm says of an answer: accepted, or returned with a reason; and what it asks for no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attestry.engagements.models import Engagement
from attestry.engagements.rules.side import Side
from attestry.engagements.wall import refuse_unless_firm
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.requests.actions.asking import refuse_due, refuse_unless_asking
from attestry.requests.actions.moving import held, step
from attestry.requests.errors import EvidenceAttached, RequestRefused
from attestry.requests.models import Request
from attestry.requests.rules.state import RequestState


@act("requests.judge")
def accept_request(actor: Actor, request: Request) -> Request:
    """Take the answer as sufficient to work with; it is no conclusion. Raises BehindTheWall, NoWayThere."""
    kept = held(request)
    refuse_unless_firm(actor, kept.engagement, "Accepting a request")
    return step(actor, kept, RequestState.ACCEPTED, Side.FIRM)


@act("requests.judge")
def return_request(actor: Actor, request: Request, *, reason: str) -> Request:
    """Hand an answer back. Raises RequestRefused without a reason, BehindTheWall, NoWayThere."""
    kept = held(request)
    refuse_unless_firm(actor, kept.engagement, "Returning a request")
    if not reason.strip():
        raise RequestRefused("reason", "Say what is wanting, so that it can be answered.")
    return step(actor, kept, RequestState.RETURNED, Side.FIRM, reason)


@act("requests.ask")
def withdraw_request(actor: Actor, request: Request, *, reason: str) -> Request:
    """Ask for it no more. Raises EvidenceAttached, RequestRefused, BehindTheWall, NoWayThere."""
    kept = held(request)
    refuse_unless_asking(actor, kept.engagement)
    attached = kept.evidence.filter(taken_back_at=None).count()
    if attached:
        raise EvidenceAttached(kept.number, attached)
    if not reason.strip():
        raise RequestRefused("reason", "Say why it is asked for no more.")
    return step(actor, kept, RequestState.WITHDRAWN, Side.FIRM, reason)


@act("requests.ask")
def reschedule_request(actor: Actor, request: Request, *, due_on: date) -> Request:
    """Ask for it by another day. Raises RequestRefused, BehindTheWall."""
    kept = held(request)
    refuse_unless_asking(actor, kept.engagement)
    refuse_due(kept.engagement, due_on)
    before, kept.due_on = kept.due_on, due_on
    kept.save(update_fields=["due_on"])
    record(kept.subject, before={"due": before.isoformat()}, after={"due": due_on.isoformat()})
    return kept


@act("requests.ask")
def reschedule_several(
    actor: Actor, engagement: Engagement, *, requests: Sequence[Request], due_on: date
) -> tuple[Request, ...]:
    """Ask for several requests of an engagement by another day: all of them, or none."""
    return tuple(reschedule_request(actor, one, due_on=due_on) for one in requests)
