"""Reading a stream in a test: what was said, sorted by kind, every row and gap checked against its table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from attestry.connectors.rules.observation import Gap, Provenance, Rows, Session
from attestry.connectors.rules.rows import RowWriter
from attestry.connectors.sources.host.streams import STREAMS
from attestry.kit.duck import TableShape, shapes

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SOURCE = Path(__file__).parent.parent


@dataclass
class Seen:
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)
    provenance: list[Provenance] = field(default_factory=list)

    def table(self, name: str) -> dict[str, dict[str, Any]]:
        """Rows by what follows the machine's name in their item id."""
        item = declared()[name].item_column
        return {row[item].partition("/")[2]: row for row in self.rows.get(name, [])}

    def only(self, name: str) -> dict[str, Any]:
        (row,) = self.rows[name]
        return row

    def unknown(self, name: str) -> set[str]:
        """Columns of a table that some gap says are unknown."""
        return {column for gap in self.gaps if gap.table == name for column in gap.columns}


@cache
def declared() -> dict[str, TableShape]:
    return {shape.name: shape for shape in shapes((SOURCE / "tables.sql").read_text(), "tables.sql")}


def read(stream: str, root: Path | str, **settings: Any) -> Seen:
    session = Session(settings={"root": str(root), **settings}, secrets={}, now=NOW, scratch=Path(str(root)))
    seen = Seen()
    for said in STREAMS[stream](session):
        if isinstance(said, Rows):
            writer = RowWriter(declared()[said.table])
            assert all(writer.written(row) for row in said.rows)
            seen.rows.setdefault(said.table, []).extend(dict(row) for row in said.rows)
            assert len(said.rows) <= 500
        elif isinstance(said, Gap):
            seen.gaps.append(said)
        elif isinstance(said, Provenance):
            seen.provenance.append(said)
    assert list(faults(seen)) == []
    return seen


def faults(seen: Seen) -> Iterator[str]:
    """Keys that occur twice, and gaps that do not fit the declared tables."""
    for table, rows in seen.rows.items():
        shape = declared()[table]
        keys = [tuple(row.get(column) for column in shape.key) for row in rows]
        if len(keys) != len(set(keys)) or any(None in key for key in keys):
            yield f"{table}: keys {keys}"
    for gap in seen.gaps:
        if not set(gap.columns) <= set(declared()[gap.table].column_names) or not gap.detail:
            yield f"{gap}"
