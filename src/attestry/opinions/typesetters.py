"""How the contents of a report become a PDF: by a room above that offers ``soc_typesetting.py``.

It holds ``pdf_of(content, draft_mark, at) -> bytes``; the drawing of pages is no matter of this room.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any

import attestry
from attestry.kit.errors import Unavailable

Typesetter = Callable[[Mapping[str, Any], str, datetime], bytes]


def pdf_of(content: Mapping[str, Any], *, draft_mark: str, at: datetime) -> bytes:
    """The PDF of the contents. ``draft_mark`` stands on every page; empty for a report that is issued.

    Raises Unavailable where no room typesets.
    """
    found = _typesetter()
    if found is None:
        raise Unavailable("Nothing here typesets reports.", next_step="Install the house whole.")
    return found(content, draft_mark, at)


@cache
def _typesetter() -> Typesetter | None:
    for room in iter_modules(attestry.__path__, "attestry."):
        if room.ispkg and find_spec(f"{room.name}.soc_typesetting"):
            made: Typesetter = import_module(f"{room.name}.soc_typesetting").pdf_of
            return made
    return None
