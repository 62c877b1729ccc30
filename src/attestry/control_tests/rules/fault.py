"""The faults that are put into a case's rows, to see whether a control test notices: which, and where.

Only rows behind an item that passes are damaged, and only columns that decide something: a test that
then still answers as before has let the fault through. A fault says *in what way* a value is damaged;
where the damage has a direction (a date moved over a threshold, a text changed into another), every
value that comes into question is tried, since only one side of a threshold is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from attestry.control_tests.rules.damage import UNRELATED, moved, spans_of, texts_of
from attestry.control_tests.rules.definition import Case, Definition
from attestry.kit.duck import TableShape

Row = Mapping[str, Any]


class FaultKind(StrEnum):
    """In what way a row is damaged."""

    NULLED = "nulled"
    FLIPPED = "flipped"
    MOVED = "moved"
    CHANGED = "changed"
    UNJOINED = "unjoined"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Fault:
    """One damage to one row of one case; ``values`` are what is tried in the column's place."""

    kind: FaultKind
    case: str
    table: str
    row: int
    column: str = ""
    values: tuple[Any, ...] = ()

    @property
    def key(self) -> str:
        """What the fault is, whichever row it hits: ``nulled files_vendor.tier``."""
        return f"{self.kind} {self.table}.{self.column}" if self.column else f"{self.kind} {self.table}"


@dataclass(frozen=True, slots=True)
class _Behind:
    """The rows behind the passing items of a case, and the texts that tie tables together."""

    case: Case
    rows: Mapping[str, Sequence[int]]
    ties: Mapping[str, frozenset[str]]


def faults(
    definition: Definition,
    case: Case,
    passing: Sequence[str],
    shapes: Mapping[str, TableShape],
    deciding: Mapping[str, frozenset[str]],
) -> Iterator[Fault]:
    """Every fault for a case whose items ``passing`` pass; ``deciding`` columns decide something.

    A key column is never nulled, for no source brings a row without its key. The population's own
    item column is left alone, for another name is another item; and its rows are not dropped, for no
    test could fail to notice an item that is not there.
    """
    behind = _behind(definition, case, frozenset(passing), shapes)
    for table, rows in behind.rows.items():
        for row in rows:
            if table != definition.meaning.population:
                yield Fault(FaultKind.DROPPED, case.name, table, row)
            for column in definition.meaning.reads[table]:
                if column in deciding[table]:
                    yield from _column_faults(definition, behind, shapes[table], row, column)


def _column_faults(
    definition: Definition, behind: _Behind, shape: TableShape, row: int, column: str
) -> Iterator[Fault]:
    table, value = shape.name, behind.case.given[shape.name][row].get(column)
    if value is None or (table == definition.meaning.population and column == shape.item_column):
        return
    if column not in shape.key:
        yield Fault(FaultKind.NULLED, behind.case.name, table, row, column, (None,))
    if shape.types[column] == "VARCHAR" and _plain(value) in behind.ties[table]:
        yield Fault(FaultKind.UNJOINED, behind.case.name, table, row, column, (UNRELATED,))
    elif column != shape.item_column:
        kind, values = _damaged(definition, behind.case, shape, row, column)
        if values:
            yield Fault(kind, behind.case.name, table, row, column, values)


def _damaged(
    definition: Definition, case: Case, shape: TableShape, row: int, column: str
) -> tuple[FaultKind, tuple[Any, ...]]:
    value, kind = case.given[shape.name][row][column], shape.types[column]
    if kind == "BOOLEAN":
        return FaultKind.FLIPPED, (not value,)
    if kind == "VARCHAR":
        return FaultKind.CHANGED, texts_of(definition, case, shape, row, column)
    parameters = definition.parameters(case.parameters)
    return FaultKind.MOVED, moved(kind, value, spans_of(definition, parameters))


def _behind(
    definition: Definition, case: Case, passing: frozenset[str], shapes: Mapping[str, TableShape]
) -> _Behind:
    """A row of another table is behind a passing item when it shares a text with it, which is how the
    two are joined, and shares none that only items which do not pass have.
    """
    population = definition.meaning.population
    column = shapes[population].item_column
    items = case.given.get(population, ())
    rows = {population: [n for n, row in enumerate(items) if row[column] in passing]}
    own = _texts(items[n] for n in rows[population])
    foreign = _texts(row for row in items if row[column] not in passing) - own
    others: set[str] = set()
    for table in definition.meaning.reads:
        if table != population:
            given = case.given.get(table, ())
            texts = [_texts([row]) for row in given]
            rows[table] = [n for n, found in enumerate(texts) if found & own and not found & foreign]
            others.update(*(texts[n] for n in rows[table]))
    return _Behind(case, rows, {table: frozenset(others) if table == population else own for table in rows})


def _texts(rows: Any) -> frozenset[str]:
    return frozenset(_plain(value) for row in rows for value in row.values() if isinstance(value, str))


def _plain(value: str) -> str:
    return value.casefold()
