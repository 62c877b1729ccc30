"""How management answers: with entries of the ledger, or by saying why there is nothing to provide."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.accounts.models import User
from attestry.engagements.models import Engagement
from attestry.engagements.rules.side import Side
from attestry.engagements.wall import refuse_unless_management
from attestry.evidence.models import Entry, EntryKind
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.requests.actions.asking import refuse_owner
from attestry.requests.actions.moving import held, step
from attestry.requests.errors import NoWayThere, RequestRefused
from attestry.requests.models import Request, RequestEvidence
from attestry.requests.rules.state import RequestState

KEEP = "requests.keep"


@act("requests.answer")
def attach_evidence(
    actor: Actor, request: Request, *, entry_seq: int, note: str = "", is_handed_in: bool = False
) -> RequestEvidence:
    """Let an entry of the ledger answer the request; ``is_handed_in`` says that it was sealed for it alone.

    Raises RequestRefused, NoWayThere, BehindTheWall.
    """
    kept = held(request)
    _refuse_unless_theirs(actor, kept)
    if kept.the_state.is_settled:
        raise NoWayThere(kept.number, kept.the_state, RequestState.SUBMITTED)
    entry = Entry.objects.filter(pk=entry_seq).exclude(kind=EntryKind.RUN).first()
    if entry is None:
        raise RequestRefused("entry", f"There is no evidence under the number {entry_seq}.")
    if kept.evidence.filter(entry=entry, taken_back_at=None).exists():
        raise RequestRefused("entry", f"Entry {entry_seq} answers it already.")
    made = RequestEvidence.objects.create(
        request=kept,
        entry=entry,
        note=note.strip(),
        is_handed_in=is_handed_in,
        by=actor.name,
        at=clock.now(),
    )
    record(kept.subject, after={"entry": entry.seq, "note": made.note})
    return made


@act("requests.answer")
def take_back_evidence(actor: Actor, evidence: RequestEvidence, *, reason: str) -> RequestEvidence:
    """Say that an entry does not answer the request after all; that it once did stays visible.

    Raises RequestRefused without a reason, NoWayThere while the answer is with the firm.
    """
    kept = held(evidence.request)
    _refuse_unless_theirs(actor, kept)
    if not kept.the_state.is_owed:
        raise NoWayThere(kept.number, kept.the_state, RequestState.OPEN)
    if not reason.strip():
        raise RequestRefused("reason", "Say why it does not answer.")
    one = RequestEvidence.objects.select_for_update().get(pk=evidence.pk)
    one.taken_back_at, one.taken_back_by = clock.now(), actor.name
    one.taken_back_why = reason.strip()
    one.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_why"])
    record(kept.subject, before={"entry": one.entry_id}, after={"taken_back": one.taken_back_why})
    return one


@act("requests.answer")
def submit_request(actor: Actor, request: Request, *, note: str = "") -> Request:
    """Hand the answer to the firm. Raises RequestRefused where nothing answers, NoWayThere."""
    kept = held(request)
    _refuse_unless_theirs(actor, kept)
    if not kept.evidence.filter(taken_back_at=None).exists():
        raise RequestRefused("evidence", "Nothing answers it yet. Attach evidence, or say why there is none.")
    return step(actor, kept, RequestState.SUBMITTED, Side.MANAGEMENT, note)


@act("requests.answer")
def cannot_provide(actor: Actor, request: Request, *, reason: str) -> Request:
    """Say that there is nothing to provide, and why. Raises RequestRefused, NoWayThere."""
    kept = held(request)
    _refuse_unless_theirs(actor, kept)
    if not reason.strip():
        raise RequestRefused("reason", "Say why it cannot be provided; the firm reads it.")
    return step(actor, kept, RequestState.NOT_PROVIDED, Side.MANAGEMENT, reason)


@act(KEEP)
def assign_request(actor: Actor, request: Request, *, owner: User) -> Request:
    """Let somebody else answer it. Raises RequestRefused for somebody who cannot."""
    kept = held(request)
    refuse_unless_management(actor, kept.engagement, "Who answers a request")
    refuse_owner(owner)
    before, kept.owner = kept.owner.email, owner
    kept.save(update_fields=["owner"])
    record(kept.subject, before={"owner": before}, after={"owner": owner.email})
    return kept


@act(KEEP)
def assign_several(
    actor: Actor, engagement: Engagement, *, requests: Sequence[Request], owner: User
) -> tuple[Request, ...]:
    """Let somebody else answer several requests of an engagement: all of them, or none."""
    return tuple(assign_request(actor, one, owner=owner) for one in requests)


def _refuse_unless_theirs(actor: Actor, request: Request) -> None:
    """A request is answered by its owner, or by whoever keeps the list."""
    refuse_unless_management(actor, request.engagement, "Answering a request")
    if actor.kind == "user" and not actor.may(KEEP) and request.owner.subject != actor.key:
        raise NotAllowed(
            f"{request.number} is {request.owner.name}'s to answer.",
            next_step="Ask them, or let the compliance lead assign it to you.",
        )
