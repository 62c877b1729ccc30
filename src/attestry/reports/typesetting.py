"""From a report's facts to a tagged PDF: the same facts give the same bytes.

The frame (cover, running heads, footers, disclaimer) is put around whatever a kind's template
draws, so that no kind can leave the disclaimer out. PDF/UA-1 (ISO 14289-1) and PDF/A-2a
(ISO 19005-2) are checked by the compiler, which refuses what does not conform.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from attestry.kit.digest import canonical_json
from attestry.kit.late import Late
from attestry.reports.contents import Contents
from attestry.reports.errors import TypesettingFailed
from attestry.reports.given import given

if TYPE_CHECKING:
    import typst
else:
    typst = Late("typst")

FONTS = Path(__file__).parent / "fonts"
FRAME = Path(__file__).parent / "typst" / "frame.typ"
_MAIN = b"""#import "frame.typ": issue
#import "report.typ": body
#let given = json("given.json")
#issue(given, body(given.facts))
"""


@dataclass(frozen=True, slots=True)
class Typeset:
    """A finished file and the digest of what it was made from."""

    pdf: bytes
    input_digest: str


def typeset(
    contents: Contents, template: Path, *, as_of: datetime, organization: str, is_sample: bool
) -> Typeset:
    """Set a report. Raises TypesettingFailed where the template does not fit the facts."""
    made = given(contents, as_of=as_of, organization=organization, is_sample=is_sample)
    files = {
        "main.typ": _MAIN,
        "frame.typ": FRAME.read_bytes(),
        "report.typ": template.read_bytes(),
        "given.json": canonical_json({**made.said, "digest": made.digest}),
    }
    return Typeset(_compiled(files, as_of), made.digest)


def _compiled(files: dict[str, bytes], as_of: datetime) -> bytes:
    """The PDF of the files, dated ``as_of`` and not when it was made, so that it is the same again."""
    try:
        # The stub does not know that a project may be handed over as files in memory.
        compiler = typst.Compiler(files, font_paths=[FONTS], ignore_system_fonts=True)  # type: ignore[misc]
        pdf = compiler.compile(format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=int(as_of.timestamp()))
    except typst.TypstError as refusal:
        raise TypesettingFailed(str(refusal)) from refusal
    if not isinstance(pdf, bytes):
        raise TypesettingFailed("the compiler answered with something else than one file")
    return pdf
