"""The engagement that the program's report comes from."""

from __future__ import annotations

from attestry.engagements.models import Engagement
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.rules.state import State
from attestry.readiness.queries.report_plan import last_decision
from attestry.scope.models import System


def current_engagement(system: System) -> Engagement | None:
    """The attestation whose last day is the one that was decided on; the newest where none has it."""
    found = list(
        Engagement.objects.select_related("firm")
        .filter(system=system)
        .exclude(state=State.WITHDRAWN)
        .exclude(kind__in=[one for one in EngagementKind if not one.is_attestation])
    )
    decision = last_decision(system)
    decided = [one for one in found if decision and one.until_on == decision.dates.until_on]
    return next(iter(decided or found), None)
