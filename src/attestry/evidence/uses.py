"""Who rests on an entry, asked of every room above that offers a ``uses.py``.

The room that reads evidence stands above this one, so it is found and not imported.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import attestry
from attestry.evidence.models import Entry
from attestry.evidence.rules.use import Uses


@cache
def _askers() -> tuple[Callable[[Entry], Uses], ...]:
    return tuple(
        import_module(f"{room.name}.uses").uses
        for room in iter_modules(attestry.__path__, "attestry.")
        if room.ispkg and room.name != "attestry.evidence" and find_spec(f"{room.name}.uses")
    )


def uses_of(entry: Entry) -> tuple[Uses, ...]:
    """What every room says that rests on the entry; rooms with nothing to say are left out."""
    return tuple(found for ask in _askers() if (found := ask(entry)).total)
