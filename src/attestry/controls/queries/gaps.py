"""The gaps that rooms find by themselves, asked of every room that offers a ``gaps.py``.

The rooms that find gaps stand above this one, so they are found and not imported. Each offers
``gaps(at) -> Iterable[Gap]``, in a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache, wraps
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import attestry
from attestry.controls.rules.gap import Gap
from attestry.kit.remembered import remembered


@cache
def _finders() -> tuple[Callable[[datetime], tuple[Gap, ...]], ...]:
    return tuple(
        _of_room(import_module(f"{room.name}.gaps").gaps)
        for room in iter_modules(attestry.__path__, "attestry.")
        if room.ispkg and find_spec(f"{room.name}.gaps")
    )


def _of_room(find: Callable[[datetime], Iterable[Gap]]) -> Callable[[datetime], tuple[Gap, ...]]:
    """Each room's own are remembered by themselves: where one is written in, the others are not asked."""

    @remembered
    @wraps(find)
    def found(at: datetime) -> tuple[Gap, ...]:
        return tuple(find(at))

    return found


@remembered
def gaps_at(at: datetime) -> tuple[Gap, ...]:
    """Every gap that any room finds at an instant, by key."""
    return tuple(sorted((gap for find in _finders() for gap in find(at)), key=lambda gap: gap.key))
