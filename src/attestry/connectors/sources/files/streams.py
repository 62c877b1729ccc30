"""The streams of handed-in files: one for each table, and a connection has the one its file fills."""

from __future__ import annotations

import os
import pwd
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attestry.connectors.rules.declaration import Manifest
from attestry.connectors.rules.observation import (
    Collect,
    Observation,
    Provenance,
    Reason,
    Session,
    SourceUnavailable,
)
from attestry.connectors.sources.files.copied import Copy, copied
from attestry.connectors.sources.files.delimited import Delimited
from attestry.connectors.sources.files.handed_in import HandedIn, read_settings
from attestry.connectors.sources.files.json_text import JsonFile
from attestry.connectors.sources.files.layout import Layout, lay_out
from attestry.connectors.sources.files.parquet import ParquetFile
from attestry.connectors.sources.files.reading import Reader
from attestry.connectors.sources.files.refusals import setting_refused
from attestry.connectors.sources.files.rows import Table
from attestry.connectors.sources.files.unpacked import unpacked
from attestry.kit import clock, duck
from attestry.kit.content import load_yaml

_HERE = Path(__file__).parent
_TABLES = tuple(stream.id for stream in load_yaml(_HERE / "manifest.yaml", Manifest).streams)


@lru_cache
def declared_tables() -> dict[str, duck.TableShape]:
    """The declared tables by the id of their stream."""
    ddl = (_HERE / "tables.sql").read_text(encoding="utf-8")
    return {shape.name.removeprefix("files_"): shape for shape in duck.shapes(ddl, "files/tables.sql")}


def streams_of(settings: Mapping[str, Any]) -> list[str]:
    """The one stream that a connection with these settings has. Raises Invalid where it names none."""
    table = settings.get("table")
    if table not in _TABLES:
        raise setting_refused("table", f"{table!r} is not one of {', '.join(_TABLES)}")
    return [str(table)]


def _collect(table: str, session: Session) -> Iterator[Observation]:
    if streams_of(session.settings) != [table]:
        raise SourceUnavailable(Reason.UNSUPPORTED, f"this connection's file does not list {table}")
    handed_in = read_settings(session.settings)
    with TemporaryDirectory(dir=session.scratch) as private:
        copy = copied(handed_in, session, Path(private) / "copy")
        plain = unpacked(copy.path, handed_in.name, handed_in.maximum_bytes)
        yield from _read(handed_in, copy, plain)


def _read(handed_in: HandedIn, copy: Copy, plain: Path) -> Iterator[Observation]:
    shape = declared_tables()[handed_in.table]
    reader = _reader(handed_in, plain)
    layout = lay_out(handed_in, shape, reader.columns())
    if isinstance(reader, ParquetFile):
        reader = reader.checked({theirs: shape.types[ours] for theirs, ours in layout.pairs})
    yield _provenance(handed_in, copy, layout)
    yield from Table(handed_in, shape, layout).observations(reader)


def _reader(handed_in: HandedIn, plain: Path) -> Reader:
    match handed_in.format:
        case "csv":
            return Delimited(plain, handed_in.name, handed_in.encoding, handed_in.delimiter)
        case "parquet":
            return ParquetFile(plain, handed_in.name)
        case _:
            by_line = handed_in.format == "ndjson"
            return JsonFile(plain, handed_in.name, handed_in.encoding, by_line)


def _provenance(handed_in: HandedIn, copy: Copy, layout: Layout) -> Provenance:
    mapped = [f"{theirs}={ours}" for theirs, ours in layout.pairs]
    constant = [f"{ours} is {text!r}" for ours, text in handed_in.constants.items()]
    query = (
        f"{handed_in.format} with sha256 {copy.sha256}, {copy.size_bytes} bytes, "
        f"last changed {clock.to_text(copy.changed_at)}; columns {', '.join(mapped + constant)}"
    )
    return Provenance(principal=_principal(), endpoint=handed_in.name, query=query)


def _principal() -> str:
    """The operating system's user that read the file, by number where it has no name."""
    number = os.geteuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"user {number}"


STREAMS: dict[str, Collect] = {table: partial(_collect, table) for table in _TABLES}
