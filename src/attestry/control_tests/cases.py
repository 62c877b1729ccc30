"""Running a control test's own cases on the tables that sources declare, and nothing more.

The tables hold only the columns that the test says it reads, so a test that reads anything
else does not run at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from attestry.control_tests.evaluation import evaluate, explained_sql, question
from attestry.control_tests.grounds import GAP_TABLE
from attestry.control_tests.rules.definition import Case, Definition
from attestry.control_tests.rules.outcome import Outcome
from attestry.kit import duck
from attestry.kit.clock import from_text
from attestry.kit.duck import Connection, TableShape, quoted


@dataclass(frozen=True, slots=True)
class Answered:
    """The outcome and reason of each item, and why the population was not fully seen."""

    outcomes: dict[str, Outcome]
    reasons: dict[str, str]
    unseen: tuple[str, ...]


def answer(definition: Definition, case: Case, shapes: Mapping[str, TableShape]) -> Answered:
    """What the test says of a case. Raises what ``evaluate`` raises."""
    with duck.opened(threads=1) as connection:
        given(connection, definition, case, shapes)
        duck.lock(connection)
        asked = question(
            definition, shapes, as_of=case.as_of, parameters=definition.parameters(case.parameters)
        )
        evaluated = evaluate(connection, asked)
        sql = explained_sql(connection, asked)
        rows = connection.execute(
            f"SELECT item_id, outcome, reason FROM ({sql})", asked.used or None
        ).fetchall()
    return Answered(
        {item: Outcome(outcome) for item, outcome, _ in rows},
        {item: reason for item, _, reason in rows},
        evaluated.unseen,
    )


def given(
    connection: Connection, definition: Definition, case: Case, shapes: Mapping[str, TableShape]
) -> None:
    """Fill the tables that the test reads, and ``_gap``, with what a case gives; in the case's order."""
    for table, columns in definition.meaning.reads.items():
        _fill(connection, shapes[table], columns, case.given.get(table, ()))
    connection.execute(f"DROP TABLE IF EXISTS _gap; {GAP_TABLE}")
    for gap in case.gaps:
        for column in gap.columns or ("",):
            connection.execute(
                "INSERT INTO _gap VALUES (?, ?, ?, ?, ?)",
                [gap.table, gap.item, column, gap.reason, gap.detail],
            )


def _fill(
    connection: Connection, shape: TableShape, columns: tuple[str, ...], rows: tuple[dict[str, Any], ...]
) -> None:
    kept = list(dict.fromkeys((shape.item_column, *columns)))
    typed = ", ".join(f"{quoted(name)} {shape.types[name]}" for name in kept)
    connection.execute(f"CREATE OR REPLACE TABLE {quoted(shape.name)} ({typed})")
    for row in rows:
        values = [_value(shape.types[name], row.get(name)) for name in kept]
        marks = ", ".join("?" for _ in kept)
        connection.execute(f"INSERT INTO {quoted(shape.name)} VALUES ({marks})", values)


def _value(kind: str, value: Any) -> Any:
    if kind == "TIMESTAMP" and isinstance(value, str):
        return from_text(value).replace(tzinfo=None)
    return value
