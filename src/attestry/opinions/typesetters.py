"""How the contents of a report become files: by a room above that offers ``soc_typesetting.py``.

It holds ``pdf_of(content, draft_mark, at)`` and ``docx_of(content, draft_mark, at, copy_of)``, which answer
bytes; the drawing of pages is no matter of this room.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any

import attestry
from attestry.kit.errors import Unavailable


def pdf_of(content: Mapping[str, Any], *, draft_mark: str, at: datetime) -> bytes:
    """The PDF of the contents. ``draft_mark`` stands on every page; empty for a report that is issued.

    Raises Unavailable where no room typesets.
    """
    made: bytes = _typesetter().pdf_of(content, draft_mark, at)
    return made


def docx_of(content: Mapping[str, Any], *, draft_mark: str, at: datetime, copy_of: str = "") -> bytes:
    """The same for a word processor. ``copy_of``: the digest of the PDF that was issued, which it names.

    Raises Unavailable where no room typesets.
    """
    made: bytes = _typesetter().docx_of(content, draft_mark, at, copy_of)
    return made


@cache
def _typesetter() -> Any:
    for room in iter_modules(attestry.__path__, "attestry."):
        if room.ispkg and find_spec(f"{room.name}.soc_typesetting"):
            return import_module(f"{room.name}.soc_typesetting")
    raise Unavailable("Nothing here typesets reports.", next_step="Install the house whole.")
