"""The program as right-sizing looks at it: its controls, components and promises, with what each takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from attestry.controls.models import Control
from attestry.controls.queries.commitments import (
    commitment_lines,
    controls_by_component,
    references_by_control,
)
from attestry.controls.queries.listing import standing_controls
from attestry.controls.rules.control import IN_USE, State
from attestry.effectiveness.rules.occurrences import Rhythm, occurrences
from attestry.frameworks.queries.criteria import criteria_in_scope
from attestry.frameworks.rules import Category
from attestry.readiness.models import EffortPlan
from attestry.readiness.queries.report_plan import Said
from attestry.readiness.rules.effort import items_a_year, minutes_an_item
from attestry.readiness.rules.effort_assumptions import EffortAssumptions, assumptions_from
from attestry.readiness.rules.lean import REVIEW_PREFIX, SLOWER, LeanControl, LeanProfile, lean_profile
from attestry.readiness.rules.sized import Program, Promise, Scope, SizedComponent, SizedControl
from attestry.readiness.rules.sizing import performed
from attestry.scope.models import System
from attestry.scope.queries.categories import chosen_categories
from attestry.scope.rules.system import Verdict


@dataclass(frozen=True, slots=True)
class Sized:
    """The program, the scope as it is, and who last said what is assumed."""

    program: Program
    now: Scope
    said: Said | None
    lean: LeanProfile


def sized(system: System, *, at: datetime) -> Sized:
    """The program over the calendar year of ``at``, in UTC, in a constant number of queries."""
    plan = EffortPlan.objects.filter(system=system).first()
    assumed = assumptions_from(plan.assumptions if plan else None)
    counts = _counts(at.year)
    chosen = chosen_categories(system)
    found = list(
        standing_controls()
        .exclude(state=State.RETIRED)
        .order_by("category__position", "key")
        .select_related("category")
    )
    on: dict[str, set[int]] = {}
    for component, keys in controls_by_component(system).items():
        for key in keys:
            on.setdefault(key, set()).add(component)
    references = references_by_control()
    lines = tuple(
        _sized(one, assumed, counts, references.get(one.key, ()), frozenset(on.get(one.key, ())))
        for one in found
    )
    promises = _promises(system)
    program = Program(
        criteria={one.reference: one.category for one in criteria_in_scope(set(Category))},
        controls=lines,
        components=tuple(
            SizedComponent(*row)
            for row in system.components.exclude(verdict=Verdict.OUT).values_list("pk", "kind", "name")
        ),
        promises=promises,
        assumed=assumed,
        uses_ai=system.uses_ai,
    )
    now = Scope(chosen)
    said = Said(plan.assumed_by, plan.assumed_at) if plan else None
    in_scope = {one.key for one in performed(program, now)}
    lean = _lean([one for one in found if one.key in in_scope], program, now, counts, references)
    return Sized(program, now, said, lean)


def _lean(
    controls: list[Control],
    program: Program,
    now: Scope,
    counts: dict[Rhythm, int],
    references: Mapping[str, tuple[str, ...]],
) -> LeanProfile:
    kept_promises = {key for one in program.promises for key in one.controls}
    lines = [
        LeanControl(
            key=one.key,
            title=one.title,
            is_key=one.is_key,
            is_in_use=one.state in IN_USE,
            keeps_a_promise=one.key in kept_promises,
            criteria=references.get(one.key, ()),
            execution=one.execution,
            frequency=one.frequency,
            minutes=_minutes(one, one.frequency, program.assumed, counts),
            items=items_a_year(one.frequency, program.assumed, counts),
            items_slower=items_a_year(SLOWER.get(one.frequency, one.frequency), program.assumed, counts),
            is_review=one.key.startswith(f"{REVIEW_PREFIX}-"),
            minutes_slower=_minutes(one, SLOWER.get(one.frequency, one.frequency), program.assumed, counts),
        )
        for one in controls
    ]
    criteria = [one.reference for one in criteria_in_scope(now.chosen)]
    return lean_profile(lines, criteria, program.assumed)


def _sized(
    control: Control,
    assumed: EffortAssumptions,
    counts: dict[Rhythm, int],
    criteria: Iterable[str],
    components: frozenset[int],
) -> SizedControl:
    return SizedControl(
        key=control.key,
        title=control.title,
        applies_when=control.applies_when,
        items=items_a_year(control.frequency, assumed, counts),
        minutes=_minutes(control, control.frequency, assumed, counts),
        an_item=minutes_an_item(control.execution, assumed),
        criteria=frozenset(criteria),
        kinds=frozenset(control.category.performed_on),
        components=components,
    )


def _minutes(control: Control, frequency: str, assumed: EffortAssumptions, counts: dict[Rhythm, int]) -> int:
    return items_a_year(frequency, assumed, counts) * minutes_an_item(control.execution, assumed)


def _promises(system: System) -> tuple[Promise, ...]:
    return tuple(
        Promise(
            key=one.commitment.key,
            text=one.commitment.text,
            category=one.commitment.category,
            components=frozenset(each.pk for each in one.commitment.components.all()),
            controls=frozenset(each.key for each in one.controls if each.is_live),
        )
        for one in commitment_lines(system)
    )


def _counts(year: int) -> dict[Rhythm, int]:
    return {one: len(occurrences(one, date(year, 1, 1), date(year + 1, 1, 1))) for one in Rhythm}
