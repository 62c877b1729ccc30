"""Reading a stream in a test: what was said, sorted by kind, every row checked against its table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from attestry.connectors.rules.observation import Coverage, Cursor, Gap, Provenance, Rows, Session
from attestry.connectors.sources.git.streams import STREAMS
from attestry.kit.duck import TableShape, shapes

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SOURCE = Path(__file__).parent.parent
_TYPES: dict[str, type] = {
    "VARCHAR": str, "BIGINT": int, "BOOLEAN": bool, "TIMESTAMP": datetime, "DATE": date,
}  # fmt: skip


@dataclass
class Seen:
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)
    coverage: list[Coverage] = field(default_factory=list)
    provenance: list[Provenance] = field(default_factory=list)
    cursor: str | None = None
    largest_batch: int = 0

    def table(self, name: str) -> list[dict[str, Any]]:
        return self.rows.get(name, [])

    def only(self, name: str) -> dict[str, Any]:
        (row,) = self.table(name)
        return row


@cache
def declared() -> dict[str, TableShape]:
    ddl = (SOURCE / "tables.sql").read_text()
    return {shape.name: shape for shape in shapes(ddl, "tables.sql")}


def read(stream: str, path: Path, *, cursor: str | None = None, **settings: Any) -> Seen:
    session = Session(
        settings={"repository": str(path), "name": "app", **settings}, secrets={}, now=NOW,
        scratch=path, cursor=cursor,
    )  # fmt: skip
    seen = Seen()
    for said in STREAMS[stream](session):
        match said:
            case Rows(table, rows):
                seen.largest_batch = max(seen.largest_batch, len(rows))
                for row in rows:
                    _check_row(declared()[table], row)
                seen.rows.setdefault(table, []).extend(dict(row) for row in rows)
            case Gap():
                seen.gaps.append(said)
            case Coverage():
                seen.coverage.append(said)
            case Provenance():
                seen.provenance.append(said)
            case Cursor(value):
                seen.cursor = value
    for table, found in seen.rows.items():
        keys = [tuple(row[column] for column in declared()[table].key) for row in found]
        assert len(keys) == len(set(keys)), f"{table}: a key occurs twice"
    return seen


def _check_row(shape: TableShape, row: Mapping[str, Any]) -> None:
    assert set(row) <= set(shape.column_names), set(row) - set(shape.column_names)
    assert all(row.get(column) is not None for column in shape.key), row
    for column, value in row.items():
        kind = shape.types[column]
        assert value is None or type(value) is _TYPES[kind], f"{shape.name}.{column}: {value!r} is no {kind}"
        if kind == "VARCHAR":
            assert "\0" not in (value or "")
            (value or "").encode()
        if kind == "BIGINT":
            assert -(2**63) <= (value or 0) < 2**63
        if kind == "TIMESTAMP":
            assert value is None or value.tzinfo is not None
