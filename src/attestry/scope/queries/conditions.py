"""The conditions of the six steps, asked of every room that offers a ``conditions.py``.

The rooms that know them stand above this one, so they are found and not imported. Each offers
``conditions(at) -> Iterable[Condition]``, in a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache, wraps
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import attestry
from attestry.kit.remembered import remembered
from attestry.scope.rules.condition import Condition, Step


@cache
def _providers() -> tuple[Callable[[datetime], tuple[Condition, ...]], ...]:
    return tuple(
        _of_room(import_module(f"{room.name}.conditions").conditions)
        for room in iter_modules(attestry.__path__, "attestry.")
        if room.ispkg and find_spec(f"{room.name}.conditions")
    )


def _of_room(
    provide: Callable[[datetime], Iterable[Condition]],
) -> Callable[[datetime], tuple[Condition, ...]]:
    """Each room's own are remembered by themselves: where one is written in, the others are not asked."""

    @remembered
    @wraps(provide)
    def found(at: datetime) -> tuple[Condition, ...]:
        return tuple(provide(at))

    return found


@remembered
def conditions_at(at: datetime) -> tuple[Condition, ...]:
    """Every condition that any room knows, by step, entry before exit, in the order of the work."""
    found = [condition for provide in _providers() for condition in provide(at)]
    return tuple(sorted(found, key=_place))


def _place(one: Condition) -> tuple[int, bool, int, str]:
    return list(Step).index(one.step), not one.is_entry, one.order, one.key
