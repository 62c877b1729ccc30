"""Asking a control test on both engines over the same rows, and answering with every row that is sealed."""

from __future__ import annotations

import itertools
import random
from datetime import date, datetime, timedelta
from functools import reduce

from attestry.connectors.queries import all_tables
from attestry.control_tests.cases import given
from attestry.control_tests.engines.spark import answers, sealed_rows
from attestry.control_tests.engines.spark.gaps import Unseen, overruled
from attestry.control_tests.engines.spark.transpiling import bound, transpiled
from attestry.control_tests.evaluation import (
    blanket_reason,
    evaluate,
    explained_sql,
    note_item_gaps,
    question,
)
from attestry.control_tests.rules.definition import Case
from attestry.kit import duck

_numbers = itertools.count()
_texts = {}

# What the engines may well write, cut or compare differently.
TRICKY = {
    "VARCHAR": (
        "",
        " ",
        "none",
        "Ä ö\u00a0",
        "ΟΔΟΣ",
        "İstanbul",
        "a\\b",
        'say "it"',
        "100%",
        "a_b",
        "o'clock",
        "👩‍💻 x",
        "\u3000",
        "tab\there",
        "line\nbreak",
        "x@y.example",
        "arn:aws:iam::1:policy/p",
        "v1.2",
        "TRUE",
    ),
    "BIGINT": (0, 1, -1, 7, 59, 60, 61, 365, 86399, 86400, 2**40),
    "DOUBLE": (0.0, 0.5, 1.0, 87.5, -2.25, 1e7, 1234567.875, 1e16, 1e-5, 0.1 + 0.2, 0.0001, 12345678.9),
    "BOOLEAN": (True, False),
    "DATE": tuple(
        date(2026, 1, 1) - timedelta(days=days) for days in (-400, -1, 0, 1, 30, 89, 90, 91, 365, 366)
    ),
    "TIMESTAMP": tuple(
        datetime(2026, 1, 1) - timedelta(seconds=seconds)
        for seconds in (-1, 0, 0.25, 1, 3600, 86399, 86400, 86401, 90 * 86400 + 0.000001, 366 * 86400)
    ),
}


def made_case(definition, count=60):
    """Rows of anything: what the test's own cases hold, what is tricky, and nothing, item by item."""
    chance, rows = random.Random(definition.id), {}
    for table, columns in definition.meaning.reads.items():
        shape = all_tables()[table]
        known = [row for case in definition.meaning.cases for row in case.given.get(table, ())]
        rows[table] = [
            {
                name: f"item {number}" if name == shape.item_column else _value(shape, name, known, chance)
                for name in dict.fromkeys((shape.item_column, *columns))
            }
            for number in range(count)
        ]
    return Case.model_construct(
        name="made rows", given={table: tuple(made) for table, made in rows.items()}, gaps=(), parameters={}
    )


def _value(shape, name, known, chance):
    kind = shape.types[name]
    draw = chance.random()
    if draw < 0.15:
        return None
    seen = [row[name] for row in known if row.get(name) is not None]
    if seen and draw < 0.7:
        return chance.choice(seen)
    if name == "account_id" or name.endswith("_key"):
        return f"item {chance.randrange(60)}"
    return chance.choice(TRICKY[kind])


def here_and_there(definition, cases, session, folder):
    """What DuckDB and Spark say of each case: (case, item) to name, outcome, reason and details."""
    here, there = {}, []
    for case in cases:
        with duck.opened(threads=1) as db:
            given(db, definition, case, all_tables())
            parameters = definition.parameters(case.parameters)
            asked = question(definition, all_tables(), as_of=case.as_of, parameters=parameters)
            evaluate(db, asked)
            rows = duck.run(db, explained_sql(db, asked), asked.used).fetchall()
            here |= {(case.name, row[0]): row[1:] for row in rows}
            there.append(_changes(db, asked, case.name, session, folder))
    found = reduce(lambda one, other: one.union(other), there).collect()
    return here, {(row.test_id, row.item_id): tuple(row)[2:6] for row in found}


def _changes(db, asked, name, session, folder):
    for table in asked.definition.meaning.reads:
        _show(db, table, session, folder)
    items = folder / f"{next(_numbers)}.parquet" if note_item_gaps(db, asked) else None
    if items:
        duck.run(db, f"COPY _item_gap TO '{items}' (FORMAT parquet)")
    answer = answers.read(session, _transpiled(asked), bound(asked.used), asked.definition)
    unseen = Unseen(items, (), blanket_reason(db, asked))
    outcome = overruled(session, answer, unseen) if unseen.is_anything else answers.as_answered(answer)
    return answers.changes(outcome, None, name, 0)


def _transpiled(asked):
    """Cases of one test differ in values alone, and what Spark is asked does not name them."""
    kinds = tuple(sorted((name, type(value)) for name, value in asked.values.items()))
    key = (asked.definition.version, str(kinds))
    if key not in _texts:
        _texts[key] = transpiled(asked)
    return _texts[key]


def _show(db, table, session, folder):
    path = folder / f"{next(_numbers)}.parquet"
    duck.run(db, f"COPY {table} TO '{path}' (FORMAT parquet)")
    kinds = duck.run(db, f"DESCRIBE {table}").fetchall()
    types = {row[0]: sealed_rows.SPARK_TYPES[row[1]] for row in kinds}
    sealed_rows.read(session, [path], types).createOrReplaceTempView(table)
