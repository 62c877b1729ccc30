"""What a year's evidence takes by the controls in use and by what was last assumed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from attestry.controls.models import Control
from attestry.controls.queries.listing import every_line
from attestry.controls.rules.control import State, applies
from attestry.readiness.models import EffortPlan
from attestry.readiness.queries.report_plan import Said
from attestry.readiness.rules.effort import Effort, Performed, effort
from attestry.readiness.rules.effort_assumptions import EffortAssumptions, assumptions_from
from attestry.scope.models import System
from attestry.scope.queries.categories import chosen_categories


@dataclass(frozen=True, slots=True)
class EffortPage:
    """The effort with what it assumes; ``waiting`` are controls in scope that nobody has decided on."""

    effort: Effort
    assumed: EffortAssumptions
    said: Said | None
    waiting: int


def effort_page(system: System, *, at: datetime) -> EffortPage:
    """The effort of the calendar year of ``at``, in UTC, in a constant number of queries."""
    plan = EffortPlan.objects.filter(system=system).first()
    assumed = assumptions_from(plan.assumptions if plan else None)
    lines = every_line()
    chosen = chosen_categories(system)
    when = dict(Control.objects.values_list("key", "applies_when"))
    used = [
        Performed(one.key, one.title, one.category_title, one.execution, one.frequency)
        for one in lines
        if one.is_in_use
    ]
    return EffortPage(
        effort=effort(used, assumed, year=at.year),
        assumed=assumed,
        said=Said(plan.assumed_by, plan.assumed_at) if plan else None,
        waiting=sum(
            one.state is State.PROPOSED and applies(when[one.key], chosen, uses_ai=system.uses_ai)
            for one in lines
        ),
    )
