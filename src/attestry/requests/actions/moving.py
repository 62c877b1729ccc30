"""One step of a request: written down once, whoever takes it."""

from __future__ import annotations

from attestry.engagements.rules.side import Side
from attestry.journal.acts import record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.requests.errors import NoWayThere
from attestry.requests.models import Request, RequestStep
from attestry.requests.rules.state import RequestState, may_become


def held(request: Request) -> Request:
    """The request as it stands now, held until the act ends."""
    return Request.objects.select_for_update(of=("self",)).select_related("engagement").get(pk=request.pk)


def step(actor: Actor, request: Request, wanted: RequestState, side: Side, reason: str = "") -> Request:
    """Take a held request to another state. Only inside an act. Raises NoWayThere."""
    before = request.the_state
    if not may_become(before, wanted):
        raise NoWayThere(request.number, before, wanted)
    at = clock.now()
    request.state, request.changed_at = wanted.value, at
    request.save(update_fields=["state", "changed_at"])
    RequestStep.objects.create(
        request=request,
        before=before.value,
        after=wanted.value,
        reason=reason.strip(),
        side=side.value,
        by=actor.name,
        at=at,
    )
    record(
        request.subject, before={"state": before.value}, after={"state": wanted.value, "why": reason.strip()}
    )
    return request
