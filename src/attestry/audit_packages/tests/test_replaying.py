"""A replay over many runs: rows that come, change and go, holes, keyframes; and a log that was improved."""

from __future__ import annotations

import random
import re
from contextlib import contextmanager
from datetime import date, timedelta

import duckdb
import orjson
import pytest

from attestry.audit_packages.actions import request_package, write_package
from attestry.audit_packages.reading import open_package, sealed
from attestry.audit_packages.replaying import replay, row_wise
from attestry.audit_packages.rules import layout
from attestry.audit_packages.rules.answer import Replay
from attestry.audit_packages.rules.period import Period
from attestry.audit_packages.tests.changing import members_of, rewritten
from attestry.audit_packages.tests.conftest import silent
from attestry.audit_packages.verifying import verify_package
from attestry.connectors.queries import all_tables
from attestry.control_tests.queries import definitions
from attestry.control_tests.tests.asking import TABLE, asked, library  # noqa: F401
from attestry.effectiveness.tests.world import a_home
from attestry.evidence import chain
from attestry.evidence.tests.line import DAY_ONE, HOUSE, account, made_line, table_gap, unavailable
from attestry.kit import clock

RUNS = 14
# One account, alone in its system, that fails, is not known, and is put right.
CRM = {3: "none", 4: None, 5: "app"}
ALONE = "accounts-have-factor"
BY_SYSTEM = "systems-have-one-owner"
CLOCKED = "accounts-signed-in-lately"
BY_SYSTEM_SQL = """
SELECT system AS item_id, system AS item_name,
  CASE WHEN count(*) FILTER (is_active) = 0 THEN 'not_applicable'
       WHEN bool_and(mfa_factor IS NOT NULL) THEN 'pass' ELSE 'fail' END AS outcome,
  count(*) || ' accounts' AS reason, count(*) AS accounts
FROM files_account GROUP BY system
"""
CLOCKED_SQL = """
SELECT account_id AS item_id, sign_in_name AS item_name,
  CASE WHEN date_diff('day', last_sign_in_at, $as_of) > $days THEN 'fail' ELSE 'pass' END AS outcome,
  'signed in ' || date_diff('day', last_sign_in_at, $as_of) || ' days ago' AS reason
FROM files_account WHERE last_sign_in_at IS NOT NULL
"""


def questions():
    return (
        asked(),
        asked(
            BY_SYSTEM,
            BY_SYSTEM_SQL,
            reads={TABLE: ("account_id", "system", "mfa_factor", "is_active")},
        ),
        asked(
            CLOCKED,
            CLOCKED_SQL,
            reads={TABLE: ("account_id", "sign_in_name", "last_sign_in_at")},
            parameters={"days": {"kind": "integer", "default": 5, "title": "Days"}},
        ),
    )


def story(seed):
    """Rows of fourteen days: accounts come, change, go and come back; two days are not seen in full."""
    chance, rows = random.Random(seed), {}
    for number in range(12):
        rows[number] = account(number, mfa_factor="app", last_sign_in_at=DAY_ONE - timedelta(days=number % 4))
    for day in range(RUNS):
        for _ in range(chance.randrange(3)):
            number = chance.randrange(16)
            match chance.randrange(4):
                case 0:
                    rows.pop(number, None)
                case 1:
                    rows[number] = account(number, mfa_factor=chance.choice(["none", "app", "passkey", None]))
                case 2 if number in rows:
                    rows[number] = {**rows[number], "is_active": chance.random() < 0.5}
                case _ if number in rows:
                    rows[number] = {**rows[number], "last_sign_in_at": DAY_ONE + timedelta(days=day)}
        if day in CRM:
            rows[20] = account(20, account_id="crm/20", system="crm", mfa_factor=CRM[day])
        if day == 6:
            yield day, [unavailable("nobody answered")]
        elif day == 9:
            yield day, [*rows.values(), table_gap()]
        else:
            yield day, list(rows.values())


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """Packages of stories that were told before, each with the home that holds the key."""
    return tmp_path_factory.mktemp("stories"), {}


@pytest.fixture
def told(db, shelf, library, monkeypatch):
    """The package of a story, told with keyframes every three changes; each is told once."""
    monkeypatch.setattr(chain, "CHAIN_LIMIT", 3)
    library(*questions())
    folder, known = shelf

    @contextmanager
    def package(seed):
        with a_home(folder / f"home-{seed}"):
            if seed not in known:
                known[seed] = tell(seed, folder / f"{seed}.attestry")
            yield known[seed]

    return package


def tell(seed, target):
    line = made_line(name=f"accounts-{seed}")
    for day, said in story(seed):
        line.read(*said, on=day)
        line.test(on=day)
    last = DAY_ONE + timedelta(days=RUNS - 1)
    with clock.simulated(last + timedelta(hours=3)):
        span = Period.of_days(date(2026, 3, 3), last.date())
        write_package(request_package(HOUSE, span, target=target), progress=silent)
    return target


@pytest.mark.parametrize("seed", range(4))
def test_every_answer_of_a_random_story_is_the_same(told, seed):
    with told(seed) as package:
        answer = verify_package(package, progress=silent)
        assert answer.findings == []
        assert {one.id: one.replay for one in answer.replayed if one.kind == "test"} == dict.fromkeys(
            (ALONE, BY_SYSTEM, CLOCKED), Replay.SAME
        ), [one.why for one in answer.replayed]


def test_a_row_wise_question_is_asked_less_often_than_it_is_compared(told):
    with told(1) as package:
        (alone,) = [one for one in verify_package(package, progress=silent).replayed if one.id == ALONE]
        assert alone.runs == RUNS - 1
        assert alone.asked < alone.runs


def test_asked_at_every_run_instead_gives_the_same(told, monkeypatch, tmp_path):
    """The short way and the long way agree on an honest package."""
    from attestry.audit_packages.integrity import check
    from attestry.audit_packages.replaying import question
    from attestry.audit_packages.rules.answer import Answer

    with told(2) as package:
        found = []
        for way in ("short", "long"):
            if way == "long":
                for module in (question, replay):
                    monkeypatch.setattr(module, "versions_sql", lambda *_: None)
            scratch = tmp_path / way
            scratch.mkdir()
            with open_package(package) as opened:
                seal = sealed(opened)
                timeline = check(opened, seal, Answer("", seal.plan), silent, is_hashed=True)
                replayer = replay.Replayer(opened, seal.plan, timeline, silent)
                found.append({one.id: one for one in replayer.run(scratch)})
        short, long = found
        assert {one.replay for one in [*short.values(), *long.values()]} == {Replay.SAME}
        assert {one.runs for one in short.values()} == {one.runs for one in long.values()} == {RUNS - 1}


def segments(package):
    """The sealed segments of the outcome log of a package, by digest, with the run that brought each."""
    entries = [orjson.loads(line) for line in members_of(package)[layout.ENTRIES].splitlines()]
    return {one["segment"]: one["ordinal"] for one in entries if one["kind"] == "run" and one.get("segment")}


def changed_rows(package, digest, sql, folder):
    """The bytes of a segment after a statement over its rows, and how many rows it touched."""
    source, target = folder / "segment.parquet", folder / "changed.parquet"
    source.write_bytes(members_of(package)[layout.blob_name(digest)])
    with duckdb.connect() as db:
        db.execute(f"CREATE TABLE rows AS SELECT * FROM read_parquet('{source}')")
        (touched,) = db.execute(sql).fetchone()
        db.execute(f"COPY rows TO '{target}' (FORMAT parquet)")
    return target.read_bytes(), touched


@pytest.mark.parametrize("test", [ALONE, BY_SYSTEM, CLOCKED])
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM rows WHERE {one}",
        "UPDATE rows SET outcome = 'pass' WHERE outcome = 'fail' AND {one}",
        "UPDATE rows SET outcome = 'fail' WHERE outcome = 'pass' AND {one}",
        "UPDATE rows SET reason = reason || ' (put right)' WHERE outcome <> 'left' AND {one}",
        "UPDATE rows SET item_id = item_id || '-other' WHERE {one}",
        "INSERT INTO rows SELECT test_id, 'made-up', 'made up', 'pass', 'is fine', '{{}}', _ordinal "
        "FROM rows WHERE {one}",
    ],
)
def test_a_log_that_was_improved_differs_wherever_it_was(told, tmp_path, test, statement):
    """One row of the sealed log changed by whoever holds the key: each test, each kind of change."""
    first = "rowid = (SELECT min(rowid) FROM rows WHERE test_id = '{test}'{narrowed})"
    narrowed = " AND outcome = 'fail'" if "= 'fail' AND" in statement else ""
    narrowed = " AND outcome = 'pass'" if "= 'pass' AND" in statement else narrowed
    narrowed = narrowed or (" AND outcome <> 'left'" if "reason" in statement else "")
    one = first.format(test=test, narrowed=narrowed)
    with told(3) as package:
        noticed = 0
        for digest, ordinal in segments(package).items():
            if ordinal < 2:
                continue  # before the period: read, not recomputed
            data, touched = changed_rows(package, digest, statement.format(one=one), tmp_path)
            if not touched:
                continue
            answer = verify_package(rewritten(package, blobs={digest: data}), progress=silent)
            (found,) = [one for one in answer.replayed if one.id == test]
            assert found.replay is Replay.DIFFERS, f"run {ordinal}: {statement}"
            assert found.item or "items are recorded as changed" in found.why
            noticed += 1
            break
        assert noticed, "the story has nothing to improve"


@pytest.mark.parametrize("name", sorted(definitions()))
def test_what_is_taken_for_row_wise_looks_at_one_row(name):
    """No question of the library that joins, groups, or asks the time is taken for row-wise."""
    definition = definitions()[name]
    found = row_wise.versions_sql(definition, all_tables()[definition.meaning.population])
    words = re.sub("'[^']*'|--.*", "", definition.sql).upper().split()
    if any(word in words for word in ("JOIN", "GROUP", "OVER", "DISTINCT", "UNION", "EXISTS")):
        assert found is None
    if "$as_of" in definition.sql:
        assert found is None


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT account_id AS item_id FROM files_account LIMIT 5",
        "SELECT account_id AS item_id, row_number() OVER () AS outcome FROM files_account",
        "SELECT account_id AS item_id, (SELECT count(*) FROM files_account) AS outcome FROM files_account",
        "SELECT upper(account_id) AS item_id FROM files_account",
        "SELECT system AS item_id FROM files_account",
        "SELECT account_id AS item_id, random() AS outcome FROM files_account",
        "SELECT account_id AS item_id, now() AS outcome FROM files_account",
        "SELECT account_id AS item_id, today() AS outcome FROM files_account",
        "SELECT account_id AS item_id, uuid() AS outcome FROM files_account",
        "SELECT account_id AS item_id FROM files_account UNION ALL SELECT 'x' FROM files_account",
        "SELECT account_id AS item_id FROM files_account, range(3)",
        "SELECT account_id AS item_id FROM files_account WHERE system IN (SELECT system FROM files_account)",
        "SELECT unnest([account_id, system]) AS item_id FROM files_account",
        "SELECT account_id AS item_id FROM files_account USING SAMPLE 10",
        "SELECT DISTINCT account_id AS item_id FROM files_account",
        "WITH a AS (SELECT * FROM files_account) SELECT x.account_id AS item_id FROM a AS x, a AS y",
    ],
)
def test_what_looks_beyond_the_row_is_asked_run_by_run(sql):
    definition = asked(sql=sql, reads={TABLE: ("account_id", "system")})
    assert row_wise.versions_sql(definition, all_tables()[TABLE]) is None


def test_a_chain_of_queries_over_one_row_is_row_wise():
    sql = """
    WITH a AS (SELECT account_id, upper(system) AS system FROM files_account WHERE is_active)
    SELECT account_id AS item_id, system AS item_name, 'pass' AS outcome, 'x' AS reason FROM a
    """
    found = row_wise.versions_sql(asked(sql=sql), all_tables()[TABLE])
    assert found is not None
    assert found.count("_version") == 2
