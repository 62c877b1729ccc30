"""Planning an engagement: what it speaks of, and by which firm and standard."""

from __future__ import annotations

from datetime import date

from attestry.engagements.errors import EngagementRefused
from attestry.engagements.models import Engagement, Firm
from attestry.engagements.queries.standards import standard_on
from attestry.engagements.rules.dates import period_warnings, wrong_period
from attestry.engagements.rules.kind import EngagementKind
from attestry.frameworks.queries.editions import edition_in_force
from attestry.frameworks.rules import TRUST_SERVICES
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.scope.models import System
from attestry.scope.queries.categories import chosen_categories


@act("engagements.plan")
def plan_engagement(
    actor: Actor,
    system: System,
    *,
    kind: EngagementKind,
    title: str,
    until_on: date,
    from_on: date | None = None,
    firm: Firm | None = None,
    standard: str = "",
    period_reason: str = "",
) -> Engagement:
    """Plan an examination of the system in its scope of today.

    Where no standard is said, it names the one in force today. Raises EngagementRefused for a field that
    cannot be, and for a period that readers hold against a report where no reason is given.
    """
    called = title.strip()
    if not called:
        raise EngagementRefused("title", "Say what the engagement is called.")
    wrong = wrong_period(kind, from_on, until_on, today=clock.now().date())
    for field, why in wrong.items():
        raise EngagementRefused(field, why)
    warnings = period_warnings(kind, from_on, until_on)
    if warnings and not period_reason.strip():
        raise EngagementRefused("period_reason", f"{warnings[0]} Say why it is kept all the same.")
    categories = chosen_categories(system)
    if not categories:
        raise EngagementRefused("system", "Nothing is in scope. Choose the categories first.")
    in_force = standard_on(clock.now().date())
    left_out = system.inapplicable_criteria.values_list("reference", "reason")
    made = Engagement.objects.create(
        system=system,
        kind=kind.value,
        title=called,
        categories=sorted(categories),
        inapplicable=dict(left_out),
        edition=edition_in_force(TRUST_SERVICES, on=until_on).key,
        standard=standard.strip() or in_force.text,
        standard_since_on=None if standard.strip() else in_force.since_on,
        from_on=from_on,
        until_on=until_on,
        period_reason=period_reason.strip(),
        firm=firm,
        created_by=actor.name,
        created_at=clock.now(),
    )
    record(
        made.subject,
        after={
            "kind": kind.value,
            "title": called,
            "from": from_on.isoformat() if from_on else None,
            "until": until_on.isoformat(),
            "categories": made.categories,
            "firm": firm.name if firm else None,
        },
    )
    return made
