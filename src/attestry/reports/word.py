"""From a report's facts to a DOCX (ECMA-376): the same facts give the same bytes.

The frame (cover, heads, footers, disclaimer) is put around whatever blocks a kind draws, so that
no kind can leave the disclaimer out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from attestry.kit.late import Late
from attestry.reports.blocks import Block, Bullets, Grid, Heading, Paragraph
from attestry.reports.contents import Contents
from attestry.reports.given import given
from attestry.reports.kinds import Draw

if TYPE_CHECKING:
    import docx
    from docx.document import Document
    from docx.opc import pkgwriter
    from docx.oxml import ns, parser
else:
    docx = Late("docx")
    pkgwriter = Late("docx.opc.pkgwriter")
    ns, parser = Late("docx.oxml.ns"), Late("docx.oxml.parser")

# A ZIP cannot say an earlier day; a fixed one keeps the bytes the same.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_POINT = 12_700
# Word takes no longer property of a document.
_PROPERTY = 255
_CENTIMETRE = 360_000


@dataclass(frozen=True, slots=True)
class Written:
    """A finished file and the digest of what it was made from."""

    docx: bytes
    input_digest: str


def write(contents: Contents, draw: Draw, *, as_of: datetime, organization: str, is_sample: bool) -> Written:
    """Write a report."""
    made = given(contents, as_of=as_of, organization=organization, is_sample=is_sample)
    document = docx.Document()
    _set_up(document, made.said, made.digest, as_of)
    _cover(document, made.said, made.digest)
    for block in draw(contents.facts):
        _put(document, block)
    held = BytesIO()
    package = document.part.package
    for part in package.parts:
        part.before_marshal()
    pkgwriter.PackageWriter.write(held, package.rels, package.parts)  # type: ignore[no-untyped-call]
    return Written(_fixed(held.getvalue()), made.digest)


def _set_up(document: Document, said: dict[str, Any], digest: str, as_of: datetime) -> None:
    naive = as_of.replace(tzinfo=None)
    about = document.core_properties
    about.title = f"{said['title']}: {said['organization']}"[:_PROPERTY]
    about.author = said["organization"][:_PROPERTY]
    about.comments, about.language = said["short_disclaimer"], "en-GB"
    about.created = about.modified = naive
    about.last_modified_by, about.revision = said["software"], 1
    normal = document.styles["Normal"].font
    normal.name, normal.size = "Calibri", 10 * _POINT
    section = document.sections[0]
    section.page_width, section.page_height = 21 * _CENTIMETRE, int(29.7 * _CENTIMETRE)  # type: ignore[assignment]
    section.left_margin = section.right_margin = int(2.2 * _CENTIMETRE)  # type: ignore[assignment]
    sample = "  Sample company: made up." if said["is_sample"] else ""
    draft = "" if said["is_final"] else ", draft"
    section.header.paragraphs[0].text = f"{said['organization']}: {said['title']}{draft}.{sample}"
    if said["draft_mark"]:
        section.header.add_paragraph().add_run(_clean(said["draft_mark"])).bold = True
    foot = section.footer.paragraphs[0]
    foot.text = f"{said['short_disclaimer']} (Disclaimer, {said['disclaimer_version']}.) {digest[:16]}  Page "
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        foot.add_run()._r.append(_field(kind, words))
    for paragraph in (*section.header.paragraphs, foot):
        for run in paragraph.runs:
            run.font.size = 8 * _POINT


def _field(kind: str, words: str) -> Any:
    space = ns.nsdecls("w")
    if kind:
        return parser.parse_xml(f'<w:fldChar {space} w:fldCharType="{kind}"/>')
    return parser.parse_xml(f'<w:instrText {space} xml:space="preserve">{words}</w:instrText>')


def _cover(document: Document, said: dict[str, Any], digest: str) -> None:
    if said["is_sample"]:
        document.add_paragraph(
            "Sample company. Everything in this document is made up and ran on a simulated clock. It is "
            "evidence of nothing."
        )
    document.add_paragraph(said["organization"])
    document.add_heading(said["title"], level=0)
    document.add_paragraph(said["final"] if said["is_final"] else said["draft"])
    if said["draft_mark"]:
        _put(document, Paragraph("It may change, and nobody may rely on it.", said["draft_mark"]))
    _put(document, Grid(("", ""), said["cover"], (5, 11.6)))
    for label, key in (("What this is.", "what_it_is"), ("What this is not.", "what_it_is_not")):
        _put(document, Paragraph(said[key], label))
    _put(document, Paragraph(f"{said['disclaimer']} (Disclaimer, {said['disclaimer_version']}.)"))
    _put(document, Paragraph(f"{digest}", f"Made by {said['software']}. Digest of what it was made from:"))
    document.add_page_break()  # type: ignore[no-untyped-call]


def _put(document: Document, block: Block) -> None:
    match block:
        case Heading(words, level):
            document.add_heading(_clean(words), level=level)
        case Paragraph(words, label):
            made = document.add_paragraph()
            if label:
                made.add_run(f"{_clean(label)} ").bold = True
            made.add_run(_clean(words))
        case Bullets(lines):
            for line in lines:
                document.add_paragraph(_clean(line), style="List Bullet")
        case Grid() if not block.rows:
            document.add_paragraph(_clean(block.empty))
        case Grid():
            _table(document, block)


def _table(document: Document, block: Grid) -> None:
    has_head = any(block.head)
    rows = [list(block.head)] * has_head + [[_clean(str(value)) for value in row] for row in block.rows]
    table = document.add_table(rows=len(rows), cols=len(block.head), style="Table Grid")
    table.autofit = not block.widths
    cells = table._cells
    for place, words in enumerate(word for row in rows for word in row):
        run = cells[place].paragraphs[0].add_run(str(words))
        run.font.size = 8 * _POINT
        run.font.bold = has_head and place < len(block.head)
        if block.widths:
            cells[place].width = int(block.widths[place % len(block.head)] * _CENTIMETRE)
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(parser.parse_xml(f"<w:cantSplit {ns.nsdecls('w')}/>"))
        if has_head and not number:
            properties.append(parser.parse_xml(f"<w:tblHeader {ns.nsdecls('w')}/>"))
    document.add_paragraph()


def _clean(words: str) -> str:
    """Without the characters that XML cannot hold (XML 1.0, 2.2)."""
    return "".join(one for one in words if one in "\t\n" or (one >= " " and not "\ud800" <= one <= "\udfff"))


def _fixed(made: bytes) -> bytes:
    """The same parts under one fixed time, so that the same facts give the same bytes."""
    held = BytesIO()
    with ZipFile(BytesIO(made)) as source, ZipFile(held, "w", ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=_place):
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return held.getvalue()


def _place(name: str) -> tuple[bool, str]:
    """The list of types first, as readers that stream want it."""
    return (name != "[Content_Types].xml", name)
