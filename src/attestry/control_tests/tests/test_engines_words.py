"""Each word that a question may use says the same on both engines, of values chosen to tell them apart."""

from __future__ import annotations

import random

import pytest

from attestry.control_tests.engines.spark import answers, sealed_rows
from attestry.control_tests.engines.spark.cluster import joined
from attestry.control_tests.engines.spark.portable import read
from attestry.control_tests.engines.spark.transpiling import bound, transpiled
from attestry.control_tests.errors import TestDefinitionRefused
from attestry.control_tests.evaluation import Question
from attestry.control_tests.tests.asking import HAS_FACTOR, asked
from attestry.control_tests.tests.both_engines import TRICKY
from attestry.kit import duck
from attestry.kit.duck import Column, QueryFailed, TableShape

KINDS = {
    "t": "VARCHAR",
    "u": "VARCHAR",
    "n": "BIGINT",
    "d": "DOUBLE",
    "b": "BOOLEAN",
    "on_day": "DATE",
    "seen_at": "TIMESTAMP",
}
SHAPE = TableShape(
    "thing", "", tuple(Column(*one, "") for one in {"id": "VARCHAR", **KINDS}.items()), ("id",)
)
VALUES = {"as_of": TRICKY["TIMESTAMP"][2], "least": 60, "share": 0.5, "word": "İ a\\b'c", "flag": True}


@pytest.fixture(scope="module")
def session(spark, tmp_path_factory):
    with joined(spark.master, tmp_path_factory.mktemp("words")) as cluster:
        yield cluster.session


@pytest.fixture
def db():
    with duck.opened() as connection:
        yield connection


def differing(words, db, session, folder):
    """Of a table ``thing`` in ``db``: (word, here, there) of the rows whose answer differs."""
    columns = ", ".join(f"{word} AS w{number}" for number, word in enumerate(words))
    sql = f"SELECT id AS item_id, id AS item_name, 'pass' AS outcome, 'r' AS reason, {columns} FROM thing"
    definition = asked(sql=sql)
    definition.meaning.reads["thing"] = tuple(SHAPE.types)
    question = Question(definition, {"thing": SHAPE, "files_account": SHAPE}, VALUES)
    duck.run(db, f"COPY thing TO '{folder}/thing.parquet' (FORMAT parquet)")
    kinds = {name: sealed_rows.SPARK_TYPES[kind] for name, kind in SHAPE.types.items()}
    sealed_rows.read(session, [folder / "thing.parquet"], kinds).createOrReplaceTempView("thing")
    there = answers.read(session, transpiled(question), bound(question.used), definition)
    there.write.parquet(str(folder / "there"))
    texts = ", ".join(f"CAST(w{number} AS VARCHAR) AS w{number}" for number in range(len(words)))
    duck.run(db, f"CREATE TABLE here AS SELECT item_id, {texts} FROM ({sql})", question.used)
    return [
        (word, *row)
        for number, word in enumerate(words)
        for row in duck.run(
            db,
            f"SELECT h.w{number}, t.w{number} FROM here AS h "
            f"FULL JOIN read_parquet('{folder}/there/*.parquet') AS t ON t.item_id = h.item_id "
            f"WHERE h.w{number} IS DISTINCT FROM t.w{number} LIMIT 3",
        ).fetchall()
    ]


def things(db, rows):
    typed = ", ".join(f"{name} {kind}" for name, kind in SHAPE.types.items())
    db.execute(f"CREATE TABLE thing ({typed})")
    db.executemany("INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


WORDS = (
    "lower(t)",
    "trim(t)",
    "length(t)",
    "replace(t, ' ', '')",
    "replace(t, u, '-')",
    "t || u",
    "t || CAST(n AS VARCHAR)",
    "position('@' IN t)",
    "strpos(t, u)",
    "substr(t, 2)",
    "substr(t, position(' ' IN t) + 1)",
    "substr(t, 1, 3)",
    "substr(t, 2, length(u))",
    "t LIKE u",
    "t LIKE '%' || u || '%'",
    "t NOT LIKE 'a%'",
    "t LIKE 'a\\b'",
    "t LIKE '_ %'",
    "t LIKE '%a\\_b%'",
    "NOT t LIKE '%b%'",
    "t < u",
    "t = u",
    "t IN ('', ' ', 'TRUE')",
    "t BETWEEN 'a' AND 'b'",
    "t NOT IN ('none', u)",
    "COALESCE(t, u, 'neither')",
    "CASE WHEN b THEN t WHEN NOT b THEN u END",
    "CASE t WHEN ' ' THEN 1 WHEN 'none' THEN 2 ELSE 0 END",
    "'it''s \\ \n here'",
    "$word || t",
    "t = $word",
    "$flag AND b",
    "n + 1",
    "n - 1",
    "n * 2",
    "-n",
    "n / 7",
    "CASE WHEN n <> 0 THEN n / 0 END",
    "n / $least",
    "CASE WHEN n <> 0 THEN n / n END",
    "CAST(n AS VARCHAR)",
    "CAST(n / 7 AS VARCHAR)",
    "CAST(n / 7 AS BIGINT)",
    "CAST(n / 2 AS BIGINT)",
    "CAST(d AS BIGINT)",
    "n > $least",
    "n > $share",
    "n * $share",
    "CAST($least AS VARCHAR)",
    "CAST($share AS VARCHAR)",
    "CAST($least * 60 AS VARCHAR)",
    "n = 59 OR b",
    "NOT b AND n > 1",
    "d",
    "-d",
    "d + 1",
    "d * 3",
    "d / 3",
    "CAST(d AS VARCHAR)",
    "'score ' || CAST(d AS VARCHAR)",
    "d > 1",
    "d = n",
    "1.5",
    "n * 1.5",
    "CAST(b AS VARCHAR)",
    "b IS NULL",
    "b OR NULL",
    "b AND n IS NOT NULL",
    "CAST(on_day AS VARCHAR)",
    "CAST(seen_at AS VARCHAR)",
    "CAST(seen_at AS DATE)",
    "CAST($as_of AS DATE)",
    "CAST($as_of AS TIMESTAMP)",
    "CAST($as_of AS VARCHAR)",
    "CAST(on_day AS TIMESTAMP)",
    "CAST('2026-02-03' AS DATE)",
    "seen_at > $as_of",
    "on_day > CAST($as_of AS DATE)",
    "on_day < seen_at",
    "date_diff('day', seen_at, $as_of)",
    "date_diff('day', on_day, CAST($as_of AS DATE))",
    "date_diff('day', seen_at, CAST(on_day AS TIMESTAMP))",
    "date_diff('hour', seen_at, $as_of)",
    "date_diff('minute', seen_at, $as_of)",
    "date_diff('second', seen_at, $as_of)",
    "date_diff('hour', $as_of, seen_at)",
    "n BETWEEN 1 AND 60",
    "COUNT(*) OVER (PARTITION BY b)",
    "row_number() OVER (PARTITION BY b ORDER BY t, u, id)",
    "(SELECT MAX(x.t) FROM thing AS x)",
    "(SELECT MIN(x.n) FROM thing AS x)",
    "(SELECT SUM(x.n) FROM thing AS x)",
    "(SELECT COUNT(DISTINCT x.t) FROM thing AS x)",
    "EXISTS (SELECT 1 FROM thing AS x WHERE x.t = thing.u AND x.n > 1)",
    "(SELECT COUNT(*) FILTER (WHERE x.b) FROM thing AS x)",
)


def test_every_word_says_the_same_of_tricky_values(session, db, tmp_path):
    chance = random.Random(7)
    rows = [
        (str(number), *(chance.choice((None, *TRICKY[kind])) for kind in KINDS.values()))
        for number in range(400)
    ]
    things(db, rows)
    assert differing(WORDS, db, session, tmp_path) == []


def test_every_letter_of_unicode_is_lowered_trimmed_measured_and_written_alike(session, db, tmp_path):
    letters = "range(1, 1114112) AS r(i) WHERE i NOT BETWEEN 55296 AND 57343"
    nulls = ", ".join(f"NULL::{kind} AS {name}" for name, kind in list(KINDS.items())[2:])
    db.execute(
        f"CREATE TABLE thing AS SELECT i::VARCHAR AS id, chr(i::INTEGER) AS t, 'A' || chr(i::INTEGER) AS u, "
        f"{nulls} FROM {letters}"
    )
    words = (
        "t",
        "lower(t)",
        "lower(u)",
        "trim(u)",
        "trim(t)",
        "length(u)",
        "replace(u, t, '')",
        "u LIKE 'A_'",
    )
    assert differing(words, db, session, tmp_path) == []


def test_numbers_with_a_fraction_are_written_alike(session, db, tmp_path):
    chance = random.Random(11)
    numbers = [round(chance.uniform(-1e4, 1e4), chance.randrange(6)) for _ in range(4000)]
    numbers += [chance.randrange(1, 10**6) * 10.0**power for power in range(-12, 25) for _ in range(40)]
    numbers += [float("nan"), float("inf"), float("-inf"), -0.0, 1e-300, 1.7976931348623157e308]
    things(db, [(str(at), "", "", 1, number, True, None, None) for at, number in enumerate(numbers)])
    assert differing(("d", "'x' || CAST(d AS VARCHAR)"), db, session, tmp_path) == []


ONE = "SELECT 1 AS item_id FROM files_account"
REFUSED = {
    "a function that is not listed": "SELECT regexp_matches(sign_in_name, 'a') AS item_id FROM files_account",
    "a file read by a function": "SELECT content AS item_id FROM read_text('/etc/passwd')",
    "a file read by its name": "SELECT * FROM '/etc/passwd.parquet'",
    "a file of Spark's": 'SELECT * FROM parquet."/etc/passwd"',
    "a table that it does not declare": "SELECT user_arn AS item_id FROM aws_iam_user",
    "a listing": "SELECT file AS item_id FROM glob('/etc/*')",
    "rows made of nothing": "SELECT 1 AS item_id FROM range(10)",
    "another clock": "SELECT current_date AS item_id FROM files_account",
    "chance": "SELECT random() AS item_id FROM files_account",
    "what the session knows": "SELECT getvariable('x') AS item_id FROM files_account",
    "Java": "SELECT java_method('java.lang.System', 'exit', 1) AS item_id FROM files_account",
    "a guess at a type": "SELECT TRY_CAST(sign_in_name AS DATE) AS item_id FROM files_account",
    "an as-of join": f"{ONE} AS a ASOF JOIN files_account AS b ON a.account_id >= b.account_id",
    "a union by name": f"{ONE} UNION BY NAME SELECT 2 AS item_id FROM files_account",
    "a recursion": "WITH RECURSIVE c AS (SELECT 1 AS x UNION ALL SELECT x FROM c) SELECT x AS item_id FROM c",
    "any rows of many": "SELECT account_id AS item_id FROM files_account LIMIT 3",
    "two statements": f"{HAS_FACTOR}; DROP TABLE files_account",
    "no question": "DROP TABLE files_account",
    "a setting": "SET spark.sql.ansi.enabled = false",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_might_reach_outside_or_be_answered_differently_is_refused_unasked(name):
    with pytest.raises(TestDefinitionRefused, match="is not one SELECT|both engines answer alike"):
        read(asked(sql=REFUSED[name]))


def test_what_is_no_sql_is_a_fault_of_the_test():
    with pytest.raises(QueryFailed, match="syntax error"):
        read(asked(sql="SELEC 1 FROM ("))
