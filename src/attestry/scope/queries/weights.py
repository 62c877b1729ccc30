"""What things would add to the scope, asked of the room above this one that offers a ``weights.py``.

It offers ``weights(at) -> Weights``, in a constant number of queries. Sizes hang on controls,
which stand above this room, so the room that knows them is found and not imported.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import attestry
from attestry.kit.remembered import remembered
from attestry.scope.rules.weight import Weights


@cache
def _provider() -> Callable[[datetime], Weights] | None:
    for room in iter_modules(attestry.__path__, "attestry."):
        if room.ispkg and find_spec(f"{room.name}.weights"):
            found: Callable[[datetime], Weights] = import_module(f"{room.name}.weights").weights
            return found
    return None


@remembered
def weights_at(at: datetime) -> Weights | None:
    """What each addition would take; None where no room knows."""
    provide = _provider()
    return provide(at) if provide else None
