"""Reading the stamp back out of a leaked file: a whole copy, a page of it, or a picture of a page."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from attestry.disclosures.errors import NoStamp
from attestry.disclosures.models import Disclosure
from attestry.disclosures.rules.stamp import marks_in, typed_mark
from attestry.kit.late import Late

if TYPE_CHECKING:
    import pypdf
    from PIL import Image
    from pypdf import errors as pdf_errors
else:
    pypdf = Late("pypdf")
    Image = Late("PIL.Image")
    pdf_errors = Late("pypdf.errors")

_READ_PAGES, _READ_MARKS = 60, 10_000


def traced(leaked: bytes) -> list[Disclosure]:
    """The disclosures whose stamps are in a file. Raises NoStamp where none of ours is."""
    text = _pdf_text(leaked) if leaked.startswith(b"%PDF") else _picture_text(leaked)
    found = known(marks_in(text + leaked.decode("latin-1")))
    if not found:
        raise NoStamp
    return found


def typed(text: str) -> list[Disclosure]:
    """The disclosure whose number and code somebody read off a page. Raises NoStamp."""
    mark = typed_mark(text)
    found = known([mark]) if mark else []
    if not found:
        raise NoStamp
    return found


def known(marks: list[tuple[int, str]]) -> list[Disclosure]:
    """Disclosures of ours: a number with another code is somebody's invention."""
    said = set(marks[:_READ_MARKS])
    rows = Disclosure.objects.filter(pk__in={number for number, _ in said})
    found = rows.select_related("grant__reader__user_entity")
    return [one for one in found if (one.pk, one.code) in said]


def _pdf_text(leaked: bytes) -> str:
    try:
        reader = pypdf.PdfReader(BytesIO(leaked), strict=False)
        if reader.is_encrypted:
            reader.decrypt("")
        said = [str(value) for value in (reader.metadata or {}).values()]
        for page in list(reader.pages)[:_READ_PAGES]:
            piece = page.get("/PieceInfo")
            said.append(str(piece.get_object()) if piece is not None else "")
            said.append(page.extract_text())
    except (pdf_errors.PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ""
    return "\n".join(said)


def _picture_text(leaked: bytes) -> str:
    try:
        with Image.open(BytesIO(leaked)) as picture:
            return "\n".join(str(value) for value in picture.info.values())
    except (OSError, ValueError, SyntaxError):
        return ""
