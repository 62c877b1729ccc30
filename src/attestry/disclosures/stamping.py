"""Stamped copies and page pictures of a PDF: seen on every page, and embedded where programs find it again.

A copy is drawn anew: scripts, attachments, actions and forms of the file are left out of it. PDFium is not
made for threads (its own documentation), so one page is drawn at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from attestry.disclosures.errors import FileRefused
from attestry.disclosures.rules.stamp import Mark
from attestry.kit.digest import canonical_json
from attestry.kit.late import Late
from attestry.reports.errors import TypesettingFailed
from attestry.reports.typesetting import FONTS

if TYPE_CHECKING:
    import pypdf
    import pypdfium2
    import typst
    from PIL import PngImagePlugin
    from pypdf import errors as pdf_errors
    from pypdf import generic
    from pypdf.generic import DictionaryObject, IndirectObject
else:
    pypdf = Late("pypdf")
    PngImagePlugin = Late("PIL.PngImagePlugin")
    generic = Late("pypdf.generic")
    pdf_errors = Late("pypdf.errors")
    pypdfium2 = Late("pypdfium2")
    typst = Late("typst")

MOST_PAGES = 1500
_OVERLAY = Path(__file__).parent / "typst" / "stamp.typ"
_WIDTH = 1240  # pixels of a page picture: an A4 page at 150 dots an inch
_PAPER = Lock()
# What a file could do by itself (ISO 32000-1 §12.6, §7.11.4, §12.7): none of it comes into a copy.
_ACTIVE = ("/OpenAction", "/AA", "/AcroForm", "/Perms", "/Collection", "/Requirements", "/AF")


@dataclass(frozen=True, slots=True)
class Opened:
    """A PDF that can be stamped; ``was_closed`` says that a password opened it."""

    pdf: bytes
    pages: int
    was_closed: bool


def opened(pdf: bytes, password: str = "") -> Opened:
    """A PDF without its password, if it had one. Raises FileRefused for what is none, and for a wrong one."""
    try:
        reader = pypdf.PdfReader(BytesIO(pdf), strict=False)
        was_closed = reader.is_encrypted
        if was_closed and not reader.decrypt(password):
            raise FileRefused(
                "password: it does not open the file." if password else "password: the file asks for one.",
                next_step="Type the password that opens it, or share a file without one.",
            )
        pages = len(reader.pages)
        if not 1 <= pages <= MOST_PAGES:
            raise FileRefused(
                f"document: it has {pages} pages; 1 to {MOST_PAGES:,} can be stamped.", next_step="Split it."
            )
        if was_closed:
            writer = pypdf.PdfWriter(clone_from=reader)
            pdf = _written(writer)
    except (pdf_errors.PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError) as refusal:
        raise FileRefused(
            "document: this is no PDF that can be read.", next_step="Print it to a PDF again."
        ) from refusal
    return Opened(pdf, pages, was_closed)


def stamped(pdf: bytes, mark: Mark, *, only_page: int | None = None, is_picture: bool = False) -> bytes:
    """A copy with the mark on every page, in each page's own data and in the file's; ``only_page`` from 1."""
    reader = pypdf.PdfReader(BytesIO(pdf), strict=False)
    _disarm(reader)  # before it is drawn anew, so that nothing of what is left out is in the copy either
    if only_page is None:
        writer = pypdf.PdfWriter(clone_from=reader)
    else:
        writer = pypdf.PdfWriter()
        writer.add_page(reader.pages[only_page - 1])
    overlays: dict[tuple[float, float], IndirectObject] = {}
    for page in writer.pages:
        if page.rotation:
            page.transfer_rotation_to_content()
        size = (round(float(page.mediabox.width), 1), round(float(page.mediabox.height), 1))
        if size not in overlays:
            overlays[size] = _overlay(writer, mark, size, is_picture=is_picture)
        _lay_over(writer, page, overlays[size], f"/AttestryStamp{list(overlays).index(size)}")
        _embed(page, mark)
    writer.add_metadata({"/AttestryCopy": mark.embedded, "/Subject": mark.words})
    return _written(writer)


def picture(pdf: bytes, mark: Mark, page: int) -> bytes:
    """One page as a PNG with the mark on it. Raises FileRefused for a page that is not there."""
    one = stamped(pdf, mark, only_page=page, is_picture=True)
    with _PAPER:
        document = pypdfium2.PdfDocument(one)
        try:
            sheet = document[0]
            drawn = sheet.render(scale=_WIDTH / max(sheet.get_width(), 1.0)).to_pil()
        finally:
            document.close()
    kept = BytesIO()
    drawn.save(kept, "PNG", pnginfo=_png_mark(mark))
    return kept.getvalue()


def page_count(pdf: bytes) -> int:
    """How many pages there are."""
    return len(pypdf.PdfReader(BytesIO(pdf), strict=False).pages)


def _png_mark(mark: Mark) -> Any:
    made = PngImagePlugin.PngInfo()
    made.add_text("Comment", mark.embedded)
    return made


def _disarm(reader: pypdf.PdfReader) -> None:
    root: Any = reader.trailer["/Root"]
    for name in _ACTIVE:
        root.pop(name, None)
    names = root.get("/Names")
    if names is not None:
        places = names.get_object().get("/Dests")
        root.pop("/Names")
        if places is not None:
            root[generic.NameObject("/Names")] = generic.DictionaryObject(
                {generic.NameObject("/Dests"): places}
            )
    for page in reader.pages:
        page.pop("/AA", None)
        marks = page.get("/Annots")
        if marks is not None:
            kept = [one for one in marks.get_object() if _is_link(one.get_object())]
            page[generic.NameObject("/Annots")] = generic.ArrayObject(kept)


def _is_link(annotation: DictionaryObject) -> bool:
    """Whether it only leads somewhere: within the file, or to an address."""
    if annotation.get("/Subtype") != "/Link" or "/AA" in annotation:
        return False
    does = annotation.get("/A")
    return does is None or does.get_object().get("/S") in ("/URI", "/GoTo")


def _overlay(
    writer: pypdf.PdfWriter, mark: Mark, size: tuple[float, float], *, is_picture: bool
) -> IndirectObject:
    """The mark as a form that pages of one size draw (ISO 32000-1 §8.10)."""
    width, height = size
    said = {"width": width, "height": height, "words": mark.words, "across": is_picture}
    said |= {"name": f"{mark.name}, {mark.company}", "label": mark.label}
    files = {"main.typ": _OVERLAY.read_bytes(), "given.json": canonical_json(said)}
    compiler = typst.Compiler(files, font_paths=[FONTS], ignore_system_fonts=True)  # type: ignore[misc]
    made = compiler.compile(format="pdf", pdf_tags=False, timestamp=int(mark.at.timestamp()))
    if not isinstance(made, bytes):
        raise TypesettingFailed("the compiler answered with something else than one file")
    sheet = pypdf.PdfReader(BytesIO(made)).pages[0]
    form: Any = generic.StreamObject()
    content = sheet.get_contents()
    form.set_data(content.get_data() if content is not None else b"")
    form[generic.NameObject("/Type")] = generic.NameObject("/XObject")
    form[generic.NameObject("/Subtype")] = generic.NameObject("/Form")
    box = [generic.FloatObject(one) for one in (0, 0, width, height)]
    form[generic.NameObject("/BBox")] = generic.ArrayObject(box)
    resources: Any = sheet["/Resources"]
    form[generic.NameObject("/Resources")] = resources.get_object().clone(writer)
    return writer._add_object(form.flate_encode())


def _lay_over(writer: pypdf.PdfWriter, page: pypdf.PageObject, overlay: IndirectObject, name: str) -> None:
    """Draw the form over what the page draws, as an artifact that a screen reader leaves out."""
    resources: Any = page.get("/Resources")
    own = generic.DictionaryObject(resources.get_object() if resources is not None else {})
    forms: Any = own.get("/XObject")
    drawn = generic.DictionaryObject(forms.get_object() if forms is not None else {})
    drawn[generic.NameObject(name)] = overlay
    own[generic.NameObject("/XObject")] = drawn
    page[generic.NameObject("/Resources")] = own
    before, after = generic.StreamObject(), generic.StreamObject()
    before.set_data(b"q\n")
    left, bottom = float(page.mediabox.left), float(page.mediabox.bottom)
    after.set_data(f"\nQ\n/Artifact BMC q 1 0 0 1 {left} {bottom} cm {name} Do Q EMC\n".encode())
    content: Any = page.get("/Contents")
    parts: list[Any] = []
    if content is not None:
        found = content.get_object()
        parts = list(found) if isinstance(found, list) else [page.raw_get("/Contents")]
    parts = [writer._add_object(before), *parts, writer._add_object(after)]
    page[generic.NameObject("/Contents")] = generic.ArrayObject(parts)


def _embed(page: pypdf.PageObject, mark: Mark) -> None:
    """The mark in the page's own data (ISO 32000-1 §14.5), so that a page that is cut out still has it."""
    when = generic.TextStringObject(f"D:{mark.at:%Y%m%d%H%M%S}Z")
    said = generic.DictionaryObject(
        {
            generic.NameObject("/LastModified"): when,
            generic.NameObject("/Private"): generic.TextStringObject(mark.embedded),
        }
    )
    page[generic.NameObject("/PieceInfo")] = generic.DictionaryObject({generic.NameObject("/Attestry"): said})
    page[generic.NameObject("/LastModified")] = when


def _written(writer: pypdf.PdfWriter) -> bytes:
    kept = BytesIO()
    writer.pdf_header = "%PDF-1.7"
    writer.write(kept)
    return kept.getvalue()
