"""Putting faults into a control test's own passing cases, and seeing which of them it notices."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from attestry.control_tests.cases import given
from attestry.control_tests.evaluation import Question, evaluate, question
from attestry.control_tests.rules.definition import Definition
from attestry.control_tests.rules.fault import Fault, FaultKind, faults
from attestry.control_tests.rules.mutation import Answer, Score, Tried, score
from attestry.control_tests.rules.outcome import Outcome
from attestry.kit import duck
from attestry.kit.duck import Connection, QueryFailed, TableShape, quoted
from attestry.kit.errors import Invalid

# Those that only take out of a plan what the answer does not need. The others move filters into
# scans, where a column that decides would not be listed; and planning is quicker without them.
_OPTIMIZERS = frozenset(
    {"unused_columns", "column_lifetime", "cte_inlining", "deliminator", "filter_pullup", "unnest_rewriter"}
)


def measure(definition: Definition, shapes: Mapping[str, TableShape]) -> Score:
    """The mutation score of a test by its own cases. Raises what ``evaluate`` raises."""
    return scored(definition, try_faults(definition, shapes))


def scored(definition: Definition, tried: Iterable[Tried]) -> Score:
    """The mutation score of a test by what was tried on it."""
    return score(
        tried,
        test_id=definition.id,
        version=definition.version,
        basis=definition.basis,
        survivors=definition.meaning.survivors,
    )


def try_faults(definition: Definition, shapes: Mapping[str, TableShape]) -> Iterator[Tried]:
    """Every fault in every case in which something passes, with the test's answer to it."""
    with _laboratory() as connection:
        for case in definition.meaning.cases:
            given(connection, definition, case, shapes)
            values = definition.parameters(case.parameters)
            asked = question(definition, shapes, as_of=case.as_of, parameters=values)
            passing = [
                item for item, said in _outcomes(connection, asked).items() if said == Outcome.PASS.value
            ]
            deciding = deciding_columns(connection, asked)
            for fault in faults(definition, case, passing, shapes, deciding) if passing else ():
                yield Tried(fault, _answer(connection, asked, fault, passing))


def deciding_columns(connection: Connection, asked: Question) -> dict[str, frozenset[str]]:
    """The columns of each table that items and outcomes depend on, as the engine's own plan says.

    What the plan of ``SELECT item_id, outcome`` does not read only names, explains or describes.
    """
    plans = connection.execute(
        f"EXPLAIN (FORMAT json) SELECT item_id, outcome FROM (\n{asked.definition.sql}\n)",
        asked.used or None,
    ).fetchall()
    found: dict[str, set[str]] = {table: set() for table in asked.definition.meaning.reads}
    waiting = json.loads(plans[0][1])
    while waiting:
        node = waiting.pop()
        waiting.extend(node["children"])
        about = node["extra_info"]
        if "Table" in about:
            columns = about.get("Projections", [])
            found[about["Table"].rsplit(".", 1)[-1]].update(
                [columns] if isinstance(columns, str) else columns
            )
    return {table: frozenset(columns) for table, columns in found.items()}


@contextmanager
def _laboratory() -> Iterator[Connection]:
    with duck.opened(threads=1) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM duckdb_optimizers()").fetchall()}
        connection.execute("SET disabled_optimizers = ?", [",".join(sorted(names - _OPTIMIZERS))])
        duck.lock(connection)
        yield connection


def _outcomes(connection: Connection, asked: Question) -> dict[str, str]:
    evaluate(connection, asked)
    return dict(connection.execute("SELECT item_id, outcome FROM _outcome").fetchall())


def _answer(connection: Connection, asked: Question, fault: Fault, passing: list[str]) -> Answer | None:
    """The answer to the first value of the fault that changes it; None where none does."""
    for value in fault.values or (None,):
        connection.execute("BEGIN")
        try:
            _damage(connection, fault, value)
            after = _outcomes(connection, asked)
        except (QueryFailed, Invalid):
            return Answer.REFUSED
        finally:
            connection.execute("ROLLBACK")
        changed = [after.get(item) for item in passing if after.get(item) != Outcome.PASS.value]
        if changed:
            return Answer(changed[0]) if changed[0] else Answer.LEFT
    return None


def _damage(connection: Connection, fault: Fault, value: Any) -> None:
    table = quoted(fault.table)
    if fault.kind is FaultKind.DROPPED:
        connection.execute(f"DELETE FROM {table} WHERE rowid = ?", [fault.row])
    else:
        connection.execute(
            f"UPDATE {table} SET {quoted(fault.column)} = ? WHERE rowid = ?", [value, fault.row]
        )
