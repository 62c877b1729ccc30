"""The sources and the tables they declare, as pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attestry
from attestry.connectors.rules.declaration import FieldDeclaration, Manifest
from attestry.kit.content import load_yaml
from attestry.kit.duck import TableShape, shapes
from lint.reference.page import page, span, table

_FOLDERS = sorted(
    path.parent
    for path in (Path(attestry.__file__).parent / "connectors" / "sources").glob("*/manifest.yaml")
)
# What rooms of the house keep themselves is declared in the same way, beside the room.
_REGISTERS = sorted(path.parent for path in Path(attestry.__file__).parent.glob("*/register/manifest.yaml"))


def sources() -> str:
    """Every source: what to fill in, what it reads, and with which rights."""
    said = "What can be connected. Each source's own guide stands on the page where one adds a connection."
    return page("Sources", said, *(part for folder in _FOLDERS for part in _source(_manifest(folder))))


def _manifest(folder: Path) -> Manifest:
    return load_yaml(folder / "manifest.yaml", Manifest)


def _source(one: Manifest) -> Iterator[str]:
    yield f"## {one.title}\n\n`{one.id}`. {one.summary}"
    fields = [(field, "setting") for field in one.settings] + [(field, "secret") for field in one.secrets]
    if fields:
        yield "### What to fill in"
        yield table(("Name", "Title", "Kind", "What to put there"), (_field(*field) for field in fields))
    yield "### Streams"
    yield table(
        ("Stream", "What it is", "Kind", "Read every", "Fresh for", "Tables"),
        (
            (
                f"`{stream.id}`",
                f"{stream.title}. {stream.summary}",
                stream.kind.value,
                span(stream.every),
                span(stream.fresh_for),
                ", ".join(f"[`{name}`](tables.md#{name})" for name in stream.tables),
            )
            for stream in one.streams
        ),
    )
    if one.scopes:
        yield "### Rights it asks for"
        yield table(("Right", "Why"), ((f"`{scope.name}`", scope.why) for scope in one.scopes))


def _field(field: FieldDeclaration, sort: str) -> tuple[str, str, str, str]:
    kind = "secret" if sort == "secret" else field.kind
    needed = " Needed." if field.required else ""
    choices = f" One of: {', '.join(field.choices)}." if field.choices else ""
    return f"`{field.name}`", field.title, kind, f"{field.help}{choices}{needed}"


def tables() -> str:
    """Every declared table with every column."""
    said = (
        "The typed tables that sources and the house's own registers fill and control tests read. The column "
        "set in bold "
        "names the item that a row belongs to. Instants are UTC. An empty value says that the source has no "
        "such value; what could not be seen is a gap, never an empty value. Columns marked *personal* hold "
        "personal data."
    )
    return page("Tables", said, *(part for folder in (*_FOLDERS, *_REGISTERS) for part in _tables_of(folder)))


def _tables_of(folder: Path) -> Iterator[str]:
    manifest = _manifest(folder)
    personal = {name for stream in manifest.streams for name in stream.personal}
    declared = shapes((folder / "tables.sql").read_text(encoding="utf-8"), f"{folder.name}/tables.sql")
    yield f"## {manifest.title}"
    for shape in declared:
        yield f"### {shape.name}\n\n{shape.description}"
        yield table(("Column", "Type", "Means"), _columns(shape, personal))


def _columns(shape: TableShape, personal: set[str]) -> Iterator[tuple[str, str, str]]:
    for column in shape.columns:
        name = f"**`{column.name}`**" if column.name == shape.item_column else f"`{column.name}`"
        mark = " *personal*" if f"{shape.name}.{column.name}" in personal else ""
        key = " (key)" if column.name in shape.key else ""
        yield name, f"{column.type}{key}", column.description + mark
