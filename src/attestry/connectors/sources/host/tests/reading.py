"""Reading a stream in a test: what was said, sorted by kind, every row and gap checked against its table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from attestry.connectors.rules.observation import Gap, Provenance, Rows, Session
from attestry.connectors.sources.host.streams import STREAMS
from attestry.kit.duck import TableShape, shapes

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SOURCE = Path(__file__).parent.parent
_TYPES: dict[str, type] = {
    "VARCHAR": str, "BIGINT": int, "BOOLEAN": bool, "TIMESTAMP": datetime, "DATE": date,
}  # fmt: skip


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
            for row in said.rows:
                _check_row(declared()[said.table], row)
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
