"""Taking an engagement to its next state."""

from __future__ import annotations

from attestry.accounts.queries import is_auditor
from attestry.engagements.errors import CannotMoveOn
from attestry.engagements.models import Engagement, EngagementStep
from attestry.engagements.queries.standing import standing_of
from attestry.engagements.rules.beginning import lacking_to_begin
from attestry.engagements.rules.state import State, is_the_firms, ways_from
from attestry.engagements.wall import refuse_unless_firm
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock


@act("engagements.move")
def move_on(actor: Actor, engagement: Engagement, *, to: State, reason: str = "") -> Engagement:
    """Take the engagement to a state that follows its own. Raises CannotMoveOn with what is missing.

    An engagement is issued by issuing its report, and not from here. Whether its work is ready for review,
    or goes back from it, the firm alone says. Raises BehindTheWall and UnknownEngagement.
    """
    held = Engagement.objects.select_for_update().get(pk=engagement.pk)
    before = held.the_state
    if held.the_kind.is_attestation and is_the_firms(before, to):
        refuse_unless_firm(actor, held, f"Going from {before.label.lower()} to {to.label.lower()}")
    elif is_auditor(actor):
        refuse_unless_firm(actor, held, "The engagement")
    missing = []
    if to not in ways_from(before, held.the_kind):
        missing.append(f"from “{before.label}” there is no way to it")
    elif to is State.ISSUED:
        missing.append("an engagement is issued by issuing its report")
    elif before is State.PLANNING and to is not State.WITHDRAWN:
        missing.extend(lacking_to_begin(standing_of(held), today=clock.now().date()))
    elif to is State.WITHDRAWN and not reason.strip():
        missing.append("nobody said why it is withdrawn")
    if missing:
        raise CannotMoveOn(to.label, missing)
    if held.begun_at is None and to.is_running:
        held.begun_at = clock.now()
    held.state = to.value
    held.save(update_fields=["state", "begun_at"])
    EngagementStep.objects.create(
        engagement=held,
        before=before.value,
        after=to.value,
        reason=reason.strip(),
        by=actor.name,
        at=clock.now(),
    )
    record(held.subject, before={"state": before.value}, after={"state": to.value, "reason": reason.strip()})
    return held
