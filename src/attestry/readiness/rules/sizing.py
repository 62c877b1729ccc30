"""What a scope takes, and what adding or removing something would change, before anybody decides.

The size of a scope is what its controls leave in a year, plus what its components are assumed to add.
A control that names components is performed only because of them, and falls away with the last one.
Minutes are whole, so that a difference is exactly that of the controls in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from attestry.controls.rules.control import applies
from attestry.frameworks.rules import is_in_scope
from attestry.readiness.rules.effort import Amount
from attestry.readiness.rules.effort_assumptions import EffortAssumptions


@dataclass(frozen=True, slots=True)
class SizedControl:
    """A control that could belong to the scope: what brings it, and what it takes in a year."""

    key: str
    title: str
    applies_when: str
    items: int
    minutes: int
    components: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SizedComponent:
    """A component that counts as in."""

    pk: int
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment: its category, the components that carry it, and the live controls that keep it."""

    key: str
    text: str
    category: str
    components: frozenset[int]
    controls: frozenset[str]


@dataclass(frozen=True, slots=True)
class Program:
    """Everything that sizes are reckoned from. ``criteria`` gives each reference its category."""

    criteria: Mapping[str, str]
    controls: tuple[SizedControl, ...]
    components: tuple[SizedComponent, ...]
    promises: tuple[Promise, ...]
    assumed: EffortAssumptions
    uses_ai: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope as it is or as it might be. ``added`` counts further components by kind."""

    chosen: frozenset[str]
    removed: frozenset[int] = frozenset()
    added: tuple[tuple[str, int], ...] = ()
    systems: int = 0


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
    kinds = [one.kind for one in program.components if one.pk not in scope.removed]
    on_components = sum(assumed[kind] for kind in kinds)
    on_components += sum(assumed[kind] * count for kind, count in scope.added)
    items = sum(one.items for one in found) + on_components
    minutes = sum(one.minutes for one in found) + on_components * assumed["hybrid"]
    again = assumed["again"] * scope.systems
    return Size(
        criteria=frozenset(
            reference
            for reference, category in program.criteria.items()
            if is_in_scope(category, scope.chosen)
        ),
        controls=frozenset(one.key for one in found),
        items=items + items * again // 100,
        amount=Amount(minutes + minutes * again // 100, assumed["rate"]),
    )


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
