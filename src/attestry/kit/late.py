"""A heavy library of rarely used paths: named at the top of a file, loaded when first asked for something.

The type checker is given the real module under ``if TYPE_CHECKING``; ``else`` gives its stand-in.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Late:
    """Stands for a module that is not loaded yet; asking it for a name loads the module, once."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        """What the module has under ``name``. Raises ImportError where the module is not installed."""
        return getattr(import_module(self._module), name)
