"""Renewing an engagement, and settling what was carried into the new one."""

from __future__ import annotations

from datetime import date, timedelta

from attestry.engagements.actions.planning import plan_engagement
from attestry.engagements.carried import matters_of
from attestry.engagements.errors import EngagementRefused
from attestry.engagements.models import CarriedMatter, Engagement
from attestry.engagements.rules.dates import first_period_after, next_period
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.rules.state import State
from attestry.engagements.wall import refuse_unless_management
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict


def renewed_period(engagement: Engagement) -> tuple[date, date]:
    """The period of the engagement that would follow: from the day after, no day between."""
    if engagement.from_on is None:
        return first_period_after(engagement.until_on)
    return next_period(engagement.from_on, engagement.until_on)


@act("engagements.plan")
def renew_engagement(
    actor: Actor, engagement: Engagement, *, title: str, until_on: date | None = None, period_reason: str = ""
) -> Engagement:
    """Plan the engagement that follows: its period from the day after, today's scope, the same firm.

    A Type 1 is followed by a Type 2. What is open, what changed and how the scope differs is carried over
    and marked; the team is proposed and joins by name, since independence is signed anew. Raises Conflict
    for one that is renewed already, has not begun or was withdrawn, and EngagementRefused.
    """
    refuse_unless_management(actor, engagement, "Renewing an engagement")
    held = Engagement.objects.select_for_update().select_related("system", "firm").get(pk=engagement.pk)
    later = Engagement.objects.filter(renews=held).first()
    if later is not None:
        raise Conflict(
            f"“{held.title}” is renewed by “{later.title}” already.", next_step="Go on with that one."
        )
    if held.state in (State.PLANNING, State.WITHDRAWN):
        raise Conflict(
            f"“{held.title}” is {held.the_state.label.lower()}: there is nothing to follow it.",
            next_step="Plan an engagement of its own.",
        )
    from_on, usual_until = renewed_period(held)
    kind = held.the_kind if held.the_kind.has_period else EngagementKind.SOC_2_TYPE_2
    if until_on is not None and until_on - from_on < timedelta(days=1):
        raise EngagementRefused("until_on", "The period ends before it begins, or on the same day.")
    made = plan_engagement(
        actor,
        held.system,
        kind=kind,
        title=title,
        from_on=from_on,
        until_on=until_on or usual_until,
        firm=held.firm,
        period_reason=period_reason,
    )
    made.renews = held
    made.save(update_fields=["renews"])
    carried = matters_of(held)
    CarriedMatter.objects.bulk_create(
        CarriedMatter(
            engagement=made,
            kind=one.kind.value,
            key=one.key[:200],
            title=one.title[:300],
            why=one.why,
            url=one.url[:300],
            carried_at=clock.now(),
        )
        for one in carried
    )
    record(made.subject, after={"renews": held.pk, "carried": [one.key for one in carried]})
    return made


@act("engagements.keep")
def settle_matter(actor: Actor, matter: CarriedMatter, *, outcome: str) -> CarriedMatter:
    """Say what became of a matter that was carried over. Raises EngagementRefused and Conflict."""
    held = CarriedMatter.objects.select_for_update().select_related("engagement").get(pk=matter.pk)
    refuse_unless_management(actor, held.engagement, "What became of a matter")
    if held.settled_at is not None:
        raise Conflict(f"“{held.title}” is settled already.", next_step="See how.")
    if not outcome.strip():
        raise EngagementRefused("outcome", "Say what became of it.")
    held.outcome, held.settled_by, held.settled_at = outcome.strip(), actor.name, clock.now()
    held.save(update_fields=["outcome", "settled_by", "settled_at"])
    record(held.engagement.subject, after={"settled": held.key, "outcome": held.outcome})
    return held
