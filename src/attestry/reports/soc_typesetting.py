"""The files of an examination's report, for the room of opinions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from attestry.reports.kinds.soc2.build import build
from attestry.reports.kinds.soc2.word import draw
from attestry.reports.typesetting import typeset
from attestry.reports.word import write

_TEMPLATE = Path(__file__).parent / "kinds" / "soc2" / "report.typ"


def pdf_of(content: Mapping[str, Any], draft_mark: str, at: datetime) -> bytes:
    """A tagged PDF (PDF/UA-1, PDF/A-2a). Raises TypesettingFailed."""
    made = typeset(
        build(content, draft_mark=draft_mark),
        _TEMPLATE,
        as_of=at,
        organization=content["organization"],
        is_sample=content["is_sample"],
    )
    return made.pdf


def docx_of(content: Mapping[str, Any], draft_mark: str, at: datetime, copy_of: str) -> bytes:
    """The same for a word processor. ``copy_of``: the SHA-256 of the PDF that was issued, if any."""
    made = write(
        build(content, draft_mark=draft_mark, copy_of=copy_of),
        draw,
        as_of=at,
        organization=content["organization"],
        is_sample=content["is_sample"],
    )
    return made.docx
