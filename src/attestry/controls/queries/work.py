"""The work that is done on gaps, asked of every room that offers a ``work.py``.

The rooms that keep work stand above this one, so they are found and not imported. Each offers
``work(gap_keys) -> Iterable[Work]`` for gaps whose keys begin so, in a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import attestry
from attestry.controls.rules.work import Work


@cache
def _keepers() -> tuple[Callable[[str], Iterable[Work]], ...]:
    return tuple(
        import_module(f"{room.name}.work").work
        for room in iter_modules(attestry.__path__, "attestry.")
        if room.ispkg and find_spec(f"{room.name}.work")
    )


def work_on(gap_keys: str) -> list[Work]:
    """The work on every gap whose key begins so (``risk:7:``): what is left first, then by its title."""
    found = [one for keep in _keepers() for one in keep(gap_keys)]
    return sorted(found, key=lambda one: (one.is_done, one.title))
