"""From the contents of a letter to its PDF: a letter of a page or more in the frame of every report.

The frame brings the disclaimer with its version and date; what the template draws cannot take it away.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from attestry.bridge_letters.rules.sentences import days_words, facts_of
from attestry.reports.contents import Contents
from attestry.reports.rules.disclaimer import OF_A_LETTER
from attestry.reports.typesetting import typeset

TEMPLATE = Path(__file__).parent / "typst" / "letter.typ"
IS = "The word of management on the days since its last report, written and signed by management."
IS_NOT = (
    "No auditor's assurance. Nobody independent has looked at these days, and no opinion in the "
    "report speaks of them."
)


def pdf_of(content: Mapping[str, Any], *, at: datetime, template: Path = TEMPLATE) -> bytes:
    """A tagged PDF (PDF/UA-1, PDF/A-2a). Raises TypesettingFailed."""
    contents = Contents(
        title="Bridge letter",
        is_final=True,
        is_one_page=True,
        what_it_is=IS,
        what_it_is_not=IS_NOT,
        cover=(("System", content["report"]["system"]), ("Days", days_words(content))),
        facts=facts_of(content),
        disclaimer=OF_A_LETTER,
    )
    made = typeset(
        contents,
        template,
        as_of=at,
        organization=content["organization"],
        is_sample=content["is_sample"],
    )
    return made.pdf
