"""The standard that engagements name from a day on, and taking it over into one that is not issued."""

from __future__ import annotations

from datetime import date

from attestry.engagements.errors import EngagementRefused
from attestry.engagements.models import Engagement, StandardSetting
from attestry.engagements.queries.standards import standard_on
from attestry.engagements.wall import refuse_unless_management
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict


@act("engagements.keep")
def set_standard(actor: Actor, *, text: str, effective_on: date, reason: str) -> StandardSetting:
    """Name a standard and its version from a day on; engagements that stand keep theirs.

    Raises EngagementRefused for a field that is empty.
    """
    for field, said in (("text", text), ("reason", reason)):
        if not said.strip():
            raise EngagementRefused(field, "This cannot be empty.")
    made = StandardSetting.objects.create(
        text=text.strip(),
        effective_on=effective_on,
        reason=reason.strip(),
        set_by=actor.name,
        set_at=clock.now(),
    )
    record(
        "engagements:standard",
        after={"text": made.text, "effective_on": effective_on.isoformat(), "reason": made.reason},
    )
    return made


@act("engagements.keep")
def take_standard(actor: Actor, engagement: Engagement) -> Engagement:
    """Let an engagement name the standard in force today. Raises Conflict for one that is over."""
    refuse_unless_management(actor, engagement, "The standard of an engagement")
    held = Engagement.objects.select_for_update().get(pk=engagement.pk)
    if held.the_state.is_over:
        raise Conflict(
            f"“{held.title}” is {held.the_state.label.lower()}: what it names stays.",
            next_step="A reissue or the next engagement names the new one.",
        )
    now = standard_on(clock.now().date())
    before, held.standard, held.standard_since_on = held.standard, now.text, now.since_on
    held.save(update_fields=["standard", "standard_since_on"])
    record(held.subject, before={"standard": before}, after={"standard": held.standard})
    return held
