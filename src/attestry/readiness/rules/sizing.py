"""What a scope takes, and what adding or removing something would change, before anybody decides.

The size of a scope is what its controls leave in a year, plus what they leave once more for each
component that they are performed on: those that are linked with it, or else those whose category the
library says is performed on its kind. A control that is linked with components is performed only
because of them, and falls away with the last one.
Minutes are whole, so that a difference is exactly that of the controls in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from attestry.controls.rules.control import applies
from attestry.frameworks.rules import is_in_scope
from attestry.readiness.rules.effort import Amount
from attestry.readiness.rules.sized import Program, Promise, Scope, SizedComponent, SizedControl


@dataclass(frozen=True, slots=True)
class Size:
    """What a scope comes to in a year."""

    criteria: frozenset[str]
    controls: frozenset[str]
    items: int
    amount: Amount


@dataclass(frozen=True, slots=True)
class Effect:
    """What one scope is more or less than another; ``uncovered`` are promises that it leaves open."""

    criteria_added: tuple[str, ...]
    criteria_gone: tuple[str, ...]
    controls_added: tuple[str, ...]
    controls_gone: tuple[str, ...]
    items: int
    amount: Amount
    uncovered: tuple[Promise, ...]

    @property
    def criteria(self) -> int:
        """How many criteria more; negative: fewer."""
        return len(self.criteria_added) - len(self.criteria_gone)

    @property
    def controls(self) -> int:
        """How many controls more; negative: fewer."""
        return len(self.controls_added) - len(self.controls_gone)


def size(program: Program, scope: Scope) -> Size:
    """What a scope comes to."""
    found = performed(program, scope)
    assumed = program.assumed
    items, minutes = _on_components(program, scope, found)
    again = assumed["again"] * scope.systems
    shared_items = sum(one.items for one in found if not one.kinds)
    shared_minutes = sum(one.minutes for one in found if not one.kinds)
    items += sum(one.items for one in found if one.kinds)
    minutes += sum(one.minutes for one in found if one.kinds)
    return Size(
        criteria=frozenset(
            reference
            for reference, category in program.criteria.items()
            if is_in_scope(category, scope.chosen)
        ),
        controls=frozenset(one.key for one in found),
        items=shared_items + items + items * again // 100,
        amount=Amount(shared_minutes + minutes + minutes * again // 100, assumed["rate"]),
    )


def _on_components(program: Program, scope: Scope, found: Collection[SizedControl]) -> tuple[int, int]:
    """The items and minutes that controls leave once more for the components that they are performed on."""
    assumed = program.assumed
    by_kind: Counter[str] = Counter()
    linked: Counter[int] = Counter()
    for one in found:
        by_kind.update(dict.fromkeys(_kinds(one), one.an_item))
        linked.update(dict.fromkeys(one.components, one.an_item))
    count_by_kind = Counter(kind for one in found for kind in _kinds(one))
    count_linked = Counter(pk for one in found for pk in one.components)
    items = minutes = 0
    for part in program.components:
        if part.pk not in scope.removed:
            named = part.pk in count_linked
            items += assumed[part.kind] * (count_linked[part.pk] if named else count_by_kind[part.kind])
            minutes += assumed[part.kind] * (linked[part.pk] if named else by_kind[part.kind])
    for kind, count in scope.added:
        items += assumed[kind] * count_by_kind[kind] * count
        minutes += assumed[kind] * by_kind[kind] * count
    return items, minutes


def _kinds(control: SizedControl) -> frozenset[str]:
    """The kinds that a control is performed on; none where it is linked with components of its own."""
    return frozenset() if control.components else control.kinds


def performed_on(program: Program, scope: Scope, kind: str) -> tuple[SizedControl, ...]:
    """The controls of a scope that the library says are performed on a kind of component."""
    return tuple(one for one in performed(program, scope) if kind in _kinds(one))


def performed_on_component(
    program: Program, scope: Scope, component: SizedComponent
) -> tuple[SizedControl, ...]:
    """The controls that are linked with a component; where none is, those of its kind."""
    linked = tuple(one for one in performed(program, scope) if component.pk in one.components)
    return linked or performed_on(program, scope, component.kind)


def performed(program: Program, scope: Scope) -> tuple[SizedControl, ...]:
    """The controls that a scope's categories bring and that still have something to be done to."""
    return tuple(
        one
        for one in program.controls
        if applies(one.applies_when, scope.chosen, uses_ai=program.uses_ai)
        and not (one.components and one.components <= scope.removed)
    )


def effect(program: Program, now: Scope, then: Scope, before: Size | None = None) -> Effect:
    """What ``then`` would be more or less than ``now``, and which promises it would leave open.

    ``before`` is the size of ``now``, where whoever asks has reckoned it already.
    """
    before, after = before or size(program, now), size(program, then)
    return Effect(
        criteria_added=tuple(one for one in program.criteria if one in after.criteria - before.criteria),
        criteria_gone=tuple(one for one in program.criteria if one in before.criteria - after.criteria),
        controls_added=_in_order(program, after.controls - before.controls),
        controls_gone=_in_order(program, before.controls - after.controls),
        items=after.items - before.items,
        amount=Amount(after.amount.minutes - before.amount.minutes, after.amount.rate),
        uncovered=uncovered(program.promises, now, then, before.controls - after.controls),
    )


def uncovered(
    promises: Iterable[Promise],
    now: Scope,
    then: Scope,
    falling: frozenset[str],
) -> tuple[Promise, ...]:
    """The promises that lose their category, their last component, or to ``falling`` their last control."""
    dropped, going = now.chosen - then.chosen, then.removed - now.removed
    return tuple(
        one
        for one in promises
        if one.category in dropped
        or _loses(one.components, going, then.removed)
        or _loses(one.controls, falling)
    )


def toggled(scope: Scope, category: str) -> Scope:
    """The same scope with one category more, or without it."""
    return replace(scope, chosen=scope.chosen ^ {category})


def without(scope: Scope, component: int) -> Scope:
    """The same scope without one component."""
    return replace(scope, removed=scope.removed | {component})


def _loses(held: frozenset[Any], going: frozenset[Any], gone: frozenset[Any] = frozenset()) -> bool:
    return bool(held & going) and held <= going | gone


def _in_order(program: Program, keys: Collection[str]) -> tuple[str, ...]:
    return tuple(one.key for one in program.controls if one.key in keys)
