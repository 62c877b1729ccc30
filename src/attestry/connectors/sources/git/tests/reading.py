"""Reading a stream in a test: what was said, sorted by kind, every row checked against its table."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from attestry.connectors.rules.observation import Coverage, Cursor, Gap, Provenance, Rows, Session
from attestry.connectors.rules.rows import RowWriter
from attestry.connectors.sources.git.streams import STREAMS
from attestry.kit.duck import TableShape, shapes

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SOURCE = Path(__file__).parent.parent


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
                    RowWriter(declared()[table]).written(row)
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
