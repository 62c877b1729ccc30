"""What adding to the scope takes, for the forms on which it is added."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from attestry.frameworks.rules import Category
from attestry.readiness.queries.sizing import sized
from attestry.readiness.rules.sized import Program, Scope
from attestry.readiness.rules.sizing import Effect, effect, performed_on, size, toggled
from attestry.scope.queries.categories import the_system
from attestry.scope.rules.system import ComponentKind
from attestry.scope.rules.weight import Weight, Weights


def weights(at: datetime) -> Weights:
    """What toggling each category and one more component of each kind would change in a year."""
    found = sized(the_system(), at=at)
    program, now = found.program, found.now
    before = size(program, now)
    return Weights(
        categories={
            one.value: _weight(effect(program, now, toggled(now, one.value), before)) for one in Category
        },
        kinds={kind.value: weight_of_kind(program, now, kind.value) for kind in ComponentKind},
        currency=program.assumed.currency,
        kept_by=found.said.by if found.said else "",
    )


def weight_of_kind(program: Program, now: Scope, kind: str) -> Weight:
    """One more component of a kind, with the controls that its items rest on."""
    on_it = performed_on(program, now, kind)
    changed = _weight(effect(program, now, replace(now, added=((kind, 1),))))
    spoken_to = {reference for one in on_it for reference in one.criteria} & size(program, now).criteria
    return replace(changed, performed_on=tuple(one.key for one in on_it), speaks_to=len(spoken_to))


def _weight(changed: Effect) -> Weight:
    return Weight(
        criteria=changed.criteria,
        controls=changed.controls,
        items=changed.items,
        hours=changed.amount.hours,
        cost=changed.amount.cost,
        uncovered=tuple(one.key for one in changed.uncovered),
    )
