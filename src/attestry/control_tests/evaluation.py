"""Asking one question of loaded tables: the SQL is run locked and bounded, gaps overrule it.

The SQL answers; what was not seen then takes its answer away. An item with a gap in what the
test reads is ``unknown``, whatever the rows said.
"""

from __future__ import annotations

import re
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

_NAMED = re.compile(r"\$(\w+)")
_COUNTS = ", ".join(f"count(*) FILTER (outcome = '{outcome.value}')" for outcome in ITEM_OUTCOMES)


_AS_ANSWERED = "CREATE OR REPLACE TEMP VIEW _outcome AS SELECT *, NULL AS words FROM _answer"


# The deciding columns of each version of a test that was found well-formed.
_known_details: dict[str, list[str]] = {}


@dataclass(frozen=True, slots=True)
class Question:
    """A test with the values it is asked with."""

    definition: Definition
    shapes: Mapping[str, TableShape]
    values: Mapping[str, Any]

    @property
    def used(self) -> dict[str, Any]:
        """The values that the SQL names."""
        named = set(_NAMED.findall(self.definition.sql))
        return {name: value for name, value in self.values.items() if name in named}


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What a test answered: item and outcome stand in the table ``_outcome`` of the connection.

    ``unseen`` are the reasons for which the population is not fully seen.
    """

    counts: Counts
    unseen: tuple[str, ...]


def question(
    definition: Definition,
    shapes: Mapping[str, TableShape],
    *,
    as_of: datetime,
    parameters: Mapping[str, Any],
) -> Question:
    """A test, the declared tables, and the values: its parameters, and ``as_of`` as its only clock."""
    return Question(definition, shapes, {**parameters, "as_of": as_of.astimezone(UTC).replace(tzinfo=None)})


def evaluate(connection: Connection, asked: Question) -> Evaluated:
    """Run a test over the tables and ``_gap`` of ``connection``; fills ``_outcome``.

    Raises QueryFailed, QueryTookTooLong, or TestDefinitionRefused where the answer is not one
    row an item with the fixed columns and outcomes.
    """
    sql = asked.definition.sql
    if asked.definition.version not in _known_details:
        if not duck.is_one_question(connection, sql):
            raise TestDefinitionRefused(f"{asked.definition.id}: is not one SELECT.")
        _details(connection, asked)
    _bounded(
        connection,
        f"CREATE OR REPLACE TEMP TABLE _answer AS SELECT CAST(item_id AS VARCHAR) AS item_id, "
        f"CAST(outcome AS VARCHAR) AS outcome FROM (\n{sql}\n)",
        asked.used,
    )
    counts = _counted(connection, "_answer")
    _refuse_bad_answers(connection, asked.definition, counts)
    if _nothing_is_missing(connection):
        connection.execute(_AS_ANSWERED)
        return Evaluated(counts, ())
    gaps, blanket = note_item_gaps(connection, asked), blanket_reason(connection, asked)
    if not gaps and not blanket:
        connection.execute(_AS_ANSWERED)
    else:
        _bounded(connection, _override_sql(blanket))
        counts = _counted(connection, "_outcome")
    return Evaluated(counts, unseen_reasons(connection, asked.definition))


def _nothing_is_missing(connection: Connection) -> bool:
    return connection.execute("SELECT 1 FROM _gap LIMIT 1").fetchone() is None


def explained_sql(connection: Connection, asked: Question, *, narrowed: str = "true") -> str:
    """A SELECT of item_id, item_name, outcome, reason, details of what ``narrowed`` lets through.

    ``details`` is a JSON object of the deciding values as text.
    """
    said = details_sql(connection, asked, "a")
    return (
        f"SELECT o.item_id, coalesce(a.item_name, o.item_id) AS item_name, o.outcome, "
        f"coalesce(o.words, a.reason) AS reason, {said} AS details "
        f"FROM (SELECT * FROM _outcome WHERE {narrowed}) AS o "
        f"LEFT JOIN (\n{asked.definition.sql}\n) AS a ON CAST(a.item_id AS VARCHAR) = o.item_id"
    )


def details_sql(connection: Connection, asked: Question, alias: str) -> str:
    """The deciding values of an answer's row, by its alias, as the text of a JSON object."""
    details = _details(connection, asked)
    pairs = ", ".join(f"{_literal(name)}, CAST({alias}.{quoted(name)} AS VARCHAR)" for name in details)
    return f"CAST(json_object({pairs}) AS VARCHAR)" if details else "'{}'"


def _details(connection: Connection, asked: Question) -> list[str]:
    """The columns beside the fixed ones. Raises TestDefinitionRefused where a fixed one is missing."""
    known = _known_details.get(asked.definition.version)
    if known is not None:
        return known
    described = _bounded(connection, f"DESCRIBE (\n{asked.definition.sql}\n)", asked.used).fetchall()
    names = [row[0] for row in described]
    missing = [name for name in ANSWERED if name not in names]
    if missing:
        raise column_missing(asked.definition, missing[0])
    found = [name for name in names if name not in ANSWERED]
    _known_details[asked.definition.version] = found
    return found


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _bounded(connection: Connection, sql: str, values: Mapping[str, Any] | None = None) -> Connection:
    return duck.bounded(connection, sql, values, seconds=SECONDS)


def _counted(connection: Connection, table: str) -> Counts:
    found = connection.execute(f"SELECT {_COUNTS} FROM {table}").fetchone()
    return Counts(*(found or ()))


def _refuse_bad_answers(connection: Connection, definition: Definition, counts: Counts) -> None:
    # Different hashes are different items, and hashes are counted faster than texts.
    found = connection.execute("SELECT count(*), count(item_id), count(DISTINCT hash(item_id)) FROM _answer")
    if found.fetchone() == (counts.total, counts.total, counts.total):
        return
    words = [outcome.value for outcome in ITEM_OUTCOMES]
    bad = connection.execute(
        "SELECT item_id, outcome FROM _answer WHERE item_id IS NULL OR outcome IS NULL "
        "OR NOT list_contains($words, outcome) ORDER BY ALL LIMIT 1",
        {"words": words},
    ).fetchone()
    if bad:
        raise answered_wrongly(definition, *bad)
    twice = connection.execute(
        "SELECT item_id FROM _answer GROUP BY item_id HAVING count(*) > 1 ORDER BY 1 LIMIT 1"
    ).fetchone()
    if twice:
        raise answered_twice(definition, twice[0])


def answered_wrongly(definition: Definition, item: str | None, outcome: str | None) -> TestDefinitionRefused:
    """The refusal of a row without an item, or without one of the outcomes."""
    return TestDefinitionRefused(f"{definition.id}: answered {outcome!r} for item {item!r}.")


def answered_twice(definition: Definition, item: str) -> TestDefinitionRefused:
    """The refusal of two rows for one item."""
    return TestDefinitionRefused(f"{definition.id}: answered twice for item {item!r}.")


def column_missing(definition: Definition, name: str) -> TestDefinitionRefused:
    """The refusal of an answer without a fixed column."""
    return TestDefinitionRefused(f"{definition.id}: the answer lacks the column {name}.")


def same_items(asked: Question) -> list[str]:
    """The tables read whose items are the population's own."""
    column = asked.shapes[asked.definition.meaning.population].item_column
    return [table for table in asked.definition.meaning.reads if asked.shapes[table].item_column == column]


def _relevant(table: str, columns: Sequence[str]) -> str:
    listed = ", ".join(f"'{name}'" for name in columns) or "''"
    return f"(table_name = '{table}' AND (column_name = '' OR column_name IN ({listed})))"


def note_item_gaps(connection: Connection, asked: Question) -> int:
    """Make ``_item_gap``, the items with a gap in what the test reads; answers how many."""
    reads = asked.definition.meaning.reads
    relevant = " OR ".join(_relevant(table, reads[table]) for table in same_items(asked))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE _item_gap AS SELECT item, "
        f"min('not seen (' || reason || '): ' || detail) AS words "
        f"FROM _gap WHERE item IS NOT NULL AND ({relevant}) GROUP BY item"
    )
    found = connection.execute("SELECT count(*) FROM _item_gap").fetchone()
    return int(found[0]) if found else 0


def blanket_reason(connection: Connection, asked: Question) -> str:
    """The reason for which every item is unknown: a joined table was not fully seen."""
    same = set(same_items(asked))
    reads, population = asked.definition.meaning.reads, asked.definition.meaning.population
    clauses = [_relevant(t, c) for t, c in reads.items() if t not in same]
    clauses += [f"({_relevant(t, reads[t])} AND item IS NULL)" for t in same if t != population]
    if not clauses:
        return ""
    found = connection.execute(
        f"SELECT table_name, reason, detail FROM _gap WHERE {' OR '.join(clauses)} ORDER BY ALL LIMIT 1"
    ).fetchone()
    return f"{found[0]} was not fully seen ({found[1]}: {found[2]})" if found else ""


def _override_sql(blanket: str) -> str:
    everyone = "'" + blanket.replace("'", "''") + "'" if blanket else "NULL"
    return (
        f"CREATE OR REPLACE TEMP TABLE _overruled AS "
        f"WITH seen AS (SELECT a.item_id, a.outcome, coalesce(g.words, {everyone}) AS words "
        f"FROM _answer AS a LEFT JOIN _item_gap AS g ON g.item = a.item_id) "
        f"SELECT item_id, CASE WHEN words IS NULL THEN outcome ELSE 'unknown' END AS outcome, words "
        f"FROM seen "
        f"UNION ALL SELECT item, 'unknown', words FROM _item_gap AS g "
        f"WHERE NOT EXISTS (SELECT 1 FROM _answer AS a WHERE a.item_id = g.item); "
        f"CREATE OR REPLACE TEMP VIEW _outcome AS SELECT * FROM _overruled"
    )


def unseen_reasons(connection: Connection, definition: Definition) -> tuple[str, ...]:
    """Why the population was not fully seen."""
    rows = connection.execute(
        "SELECT DISTINCT reason || ': ' || detail FROM _gap WHERE item IS NULL AND table_name = ? ORDER BY 1",
        [definition.meaning.population],
    ).fetchall()
    return tuple(row[0] for row in rows)
