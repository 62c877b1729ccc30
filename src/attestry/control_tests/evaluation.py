"""Asking one question of loaded tables: the SQL is run locked and bounded, gaps overrule it.

The SQL answers; what was not seen then takes its answer away. An item with a gap in what the
test reads is ``unknown``, whatever the rows said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from attestry.control_tests.errors import TestDefinitionRefused
from attestry.control_tests.rules.definition import Definition
from attestry.control_tests.rules.outcome import ITEM_OUTCOMES, Counts
from attestry.kit import duck
from attestry.kit.duck import Connection, TableShape, quoted

SECONDS = 30.0
ANSWERED = ("item_id", "item_name", "outcome", "reason")

GAP_TABLE = (
    "CREATE TABLE _gap (table_name VARCHAR, item VARCHAR, column_name VARCHAR, reason VARCHAR, detail VARCHAR)"
)


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What a test answered: the outcomes stand in the table ``_outcome`` of the connection.

    ``unseen`` are the reasons for which the population is not fully seen.
    """

    counts: Counts
    unseen: tuple[str, ...]


def evaluate(
    connection: Connection,
    definition: Definition,
    shapes: Mapping[str, TableShape],
    *,
    as_of: datetime,
    parameters: Mapping[str, Any],
) -> Evaluated:
    """Run a test over the tables and ``_gap`` of ``connection``; fills ``_outcome``.

    Raises QueryFailed, QueryTookTooLong, or TestDefinitionRefused where the answer is not one
    row an item with the fixed columns and outcomes.
    """
    values = {**parameters, "as_of": as_of.astimezone(UTC).replace(tzinfo=None)}
    used = {name: value for name, value in values.items() if f"${name}" in definition.sql}
    _bounded(connection, "CREATE OR REPLACE TEMP TABLE _answer AS " + definition.sql, used)
    details = _details(connection, definition)
    _refuse_bad_answers(connection, definition)
    blanket = _blanket(connection, definition, shapes)
    _bounded(connection, _override_sql(definition, shapes, details, blanket))
    found = connection.execute("SELECT outcome, count(*) FROM _outcome GROUP BY outcome").fetchall()
    by_outcome: dict[str, int] = dict(found)
    counts = Counts(*(by_outcome.get(outcome.value, 0) for outcome in ITEM_OUTCOMES))
    return Evaluated(counts, _unseen(connection, definition))


def _bounded(connection: Connection, sql: str, values: Mapping[str, Any] | None = None) -> Connection:
    return duck.bounded(connection, sql, values, seconds=SECONDS)


def _details(connection: Connection, definition: Definition) -> Sequence[str]:
    columns = [row[0] for row in connection.execute("DESCRIBE _answer").fetchall()]
    missing = [name for name in ANSWERED if name not in columns]
    if missing:
        raise TestDefinitionRefused(f"{definition.id}: the answer lacks the column {missing[0]}.")
    return [name for name in columns if name not in ANSWERED]


def _refuse_bad_answers(connection: Connection, definition: Definition) -> None:
    words = ", ".join(f"'{outcome.value}'" for outcome in ITEM_OUTCOMES)
    bad = connection.execute(
        f"SELECT item_id, outcome FROM _answer WHERE item_id IS NULL OR outcome IS NULL "
        f"OR outcome NOT IN ({words}) LIMIT 1"
    ).fetchone()
    if bad:
        raise TestDefinitionRefused(f"{definition.id}: answered {bad[1]!r} for item {bad[0]!r}.")
    twice = connection.execute(
        "SELECT item_id FROM _answer GROUP BY item_id HAVING count(*) > 1 ORDER BY 1 LIMIT 1"
    ).fetchone()
    if twice:
        raise TestDefinitionRefused(f"{definition.id}: answered twice for item {twice[0]!r}.")


def _same_items(definition: Definition, shapes: Mapping[str, TableShape]) -> list[str]:
    """The tables read whose items are the population's own."""
    column = shapes[definition.meaning.population].item_column
    return [table for table in definition.meaning.reads if shapes[table].item_column == column]


def _relevant(table: str, columns: Sequence[str]) -> str:
    listed = ", ".join(f"'{name}'" for name in columns) or "''"
    return f"(table_name = '{table}' AND (column_name = '' OR column_name IN ({listed})))"


def _blanket(connection: Connection, definition: Definition, shapes: Mapping[str, TableShape]) -> str:
    """The reason for which every item is unknown: a joined table was not fully seen."""
    same = set(_same_items(definition, shapes))
    reads, population = definition.meaning.reads, definition.meaning.population
    clauses = [_relevant(t, c) for t, c in reads.items() if t not in same]
    clauses += [f"({_relevant(t, reads[t])} AND item IS NULL)" for t in same if t != population]
    if not clauses:
        return ""
    found = connection.execute(
        f"SELECT table_name, reason, detail FROM _gap WHERE {' OR '.join(clauses)} ORDER BY ALL LIMIT 1"
    ).fetchone()
    return f"{found[0]} was not fully seen ({found[1]}: {found[2]})" if found else ""


def _override_sql(
    definition: Definition, shapes: Mapping[str, TableShape], details: Sequence[str], blanket: str
) -> str:
    pairs = ", ".join(f"'{name}', CAST(a.{quoted(name)} AS VARCHAR)" for name in details)
    said = f"to_json(json_object({pairs}))::VARCHAR" if details else "'{}'"
    reads = definition.meaning.reads
    relevant = " OR ".join(_relevant(t, reads[t]) for t in _same_items(definition, shapes))
    everyone = "'" + blanket.replace("'", "''") + "'" if blanket else "NULL"
    return (
        f"CREATE OR REPLACE TEMP TABLE _outcome AS "
        f"WITH gap AS (SELECT item, min('not seen (' || reason || '): ' || detail) AS words "
        f"FROM _gap WHERE item IS NOT NULL AND ({relevant}) GROUP BY item), "
        f"overruled AS (SELECT a.*, coalesce(gap.words, {everyone}) AS words "
        f"FROM _answer AS a LEFT JOIN gap ON gap.item = a.item_id) "
        f"SELECT item_id, item_name, CASE WHEN words IS NULL THEN outcome ELSE 'unknown' END AS outcome, "
        f"coalesce(words, reason) AS reason, {said} AS details FROM overruled AS a "
        f"UNION ALL SELECT item, item, 'unknown', words, '{{}}' FROM gap "
        f"WHERE NOT EXISTS (SELECT 1 FROM _answer AS a WHERE a.item_id = gap.item)"
    )


def _unseen(connection: Connection, definition: Definition) -> tuple[str, ...]:
    population = definition.meaning.population
    rows = connection.execute(
        "SELECT DISTINCT reason || ': ' || detail FROM _gap WHERE item IS NULL AND table_name = ? ORDER BY 1",
        [population],
    ).fetchall()
    return tuple(row[0] for row in rows)
