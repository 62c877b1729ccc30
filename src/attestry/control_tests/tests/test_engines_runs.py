"""A run on a Spark cluster seals what a run on this machine would have sealed, or nothing at all."""

from __future__ import annotations

import shutil
from datetime import timedelta

import orjson
import pytest

from attestry.connectors.actions import remove_connection
from attestry.connectors.queries import all_tables
from attestry.connectors.rules.observation import Gap, Reason
from attestry.control_tests import outcome_log
from attestry.control_tests.actions import running
from attestry.control_tests.engines.spark import cluster
from attestry.control_tests.engines.spark.cluster import joined
from attestry.control_tests.models import Result, Run
from attestry.control_tests.tests.asking import HAS_FACTOR, asked, library  # noqa: F401
from attestry.control_tests.verification import findings
from attestry.evidence.queries import entry
from attestry.evidence.tests.line import DAY_ONE, HOUSE, TABLE, account, made_line, other_shape, table_gap
from attestry.kit import clock

pytestmark = pytest.mark.django_db

READS = {
    TABLE: ("account_id", "sign_in_name", "mfa_factor", "is_active", "created_at"),
    "files_worker": ("worker_id", "email", "ended_on"),
}
JOINED = """
SELECT a.account_id AS item_id, a.sign_in_name AS item_name,
  CASE WHEN w.worker_id IS NULL THEN 'fail' WHEN a.mfa_factor IS NULL THEN 'unknown' ELSE 'pass' END
    AS outcome,
  'Ä worker: ' || COALESCE(w.email, 'nobody') AS reason, w.ended_on, a.created_at, a.is_active
FROM files_account AS a LEFT JOIN files_worker AS w ON w.email = a.sign_in_name
"""
TESTS = {
    "one-table": {"sql": HAS_FACTOR},
    "two-tables": {"sql": JOINED, "reads": READS},
    "broken-words": {"sql": HAS_FACTOR.replace("'pass'", "'passed'")},
    "broken-twice": {"sql": f"{HAS_FACTOR} UNION ALL {HAS_FACTOR}"},
    "broken-item": {
        "sql": HAS_FACTOR.replace("account_id AS", "CASE WHEN account_id <> 'okta/1' THEN account_id END AS")
    },
    "broken-column": {"sql": HAS_FACTOR.replace("AS reason", "AS because")},
    "broken-sql": {"sql": f"{HAS_FACTOR}; DROP TABLE files_account"},
}


@pytest.fixture(scope="module", autouse=True)
def session(spark, tmp_path_factory):
    """Held, so that not every run has to start one."""
    with joined(spark.master, tmp_path_factory.mktemp("runs")):
        yield


@pytest.fixture
def home(tmp_path, monkeypatch, settings):
    cache = tmp_path / "cache"
    cache.mkdir()
    monkeypatch.setattr(type(settings.HOME), "cache", property(lambda _: cache))
    monkeypatch.setattr(outcome_log, "CACHE_EVERY", 2)


@pytest.fixture
def line(home, library):
    library(*(asked(name, **given) for name, given in TESTS.items()))
    return made_line()


def said(run):
    """What the run's entry seals, without what only names the entry itself."""
    return orjson.loads(entry(run.entry_seq).body)


def on_both(settings, spark, line, tmp_path, **when):
    """A run on Spark and a run here of the very same state; the one here stays."""
    from django.db import transaction

    answers = []
    for master in (spark.master, ""):
        settings.SPARK_MASTER = master
        with transaction.atomic():
            kept = shutil.copytree(settings.HOME.cache, tmp_path / "kept")
            run = line.test(**when)
            answers.append(
                (
                    said(run),
                    run.segment,
                    list(Result.objects.filter(run=run).values_list("test_id", "verdict", "error", "unseen")),
                )
            )
            assert list(findings()) == []
            if master:
                transaction.set_rollback(True)
                shutil.rmtree(settings.HOME.cache)
                shutil.copytree(kept, settings.HOME.cache)
            shutil.rmtree(kept)
    return answers


def people(*factors):
    return [
        account(
            number,
            mfa_factor=factor,
            sign_in_name=f"{number}@x.example",
            created_at=DAY_ONE + timedelta(seconds=number / 8),
        )
        for number, factor in enumerate(factors)
    ]


def workers(*numbers):
    return [
        {
            "worker_id": f"w{number}",
            "email": f"{number}@x.example",
            "ended_on": (DAY_ONE + timedelta(days=number)).date(),
        }
        for number in numbers
    ]


def test_days_of_changes_gaps_leavers_and_broken_tests_seal_the_same_bytes(line, spark, settings, tmp_path):
    staff = made_line("files_worker", "workers")
    days = [
        ([*people("totp", "none", None, "totp")], workers(0, 1, 2)),
        ([*people("totp", "totp", None)], workers(0, 1)),
        (
            [
                *people("totp", "none"),
                Gap(TABLE, Reason.PERMISSION, "denied", "okta/1", ("mfa_factor",)),
                Gap(TABLE, Reason.PERMISSION, "no", "okta/9"),
            ],
            workers(0, 1),
        ),
        (
            [*people("none", "totp"), table_gap("page 2")],
            [*workers(0), Gap("files_worker", Reason.THROTTLED, "page 3")],
        ),
        ([*people("none", "totp", "totp", "sms")], workers(0, 1, 2, 3)),
    ]
    for day, (accounts, persons) in enumerate(days):
        line.read(*accounts, on=day)
        staff.read(*persons, on=day)
        there, here = on_both(settings, spark, line, tmp_path, on=day)
        assert there == here
    with clock.simulated(DAY_ONE + timedelta(days=5)):
        remove_connection(HOUSE, line.connection, reason="sold")
    there, here = on_both(settings, spark, line, tmp_path, on=6)
    assert there == here
    assert {one[1] for one in here[2]} >= {"unknown"}
    assert Run.objects.exclude(segment="").count() == 6


def test_a_column_that_was_sealed_as_another_type_reads_the_same(
    line, spark, settings, monkeypatch, library, tmp_path
):
    line.read(*people("1", "x", None))
    with other_shape(monkeypatch, types={"mfa_factor": "BIGINT"}, more={"colour": "VARCHAR"}) as shape:
        monkeypatch.setattr(running, "all_tables", lambda: {**all_tables(), TABLE: shape})
        sql = HAS_FACTOR.replace("'none'", "7").replace("mfa_factor\nFROM", "mfa_factor, colour\nFROM")
        sql = sql.replace("coalesce(mfa_factor,", "coalesce(CAST(mfa_factor AS VARCHAR),")
        reads = {TABLE: ("account_id", "sign_in_name", "mfa_factor", "is_active", "colour")}
        library(asked(sql=sql, reads=reads))
        there, here = on_both(settings, spark, line, tmp_path)
        assert there == here
        assert there[2][0][2] == ""


def test_a_question_that_runs_for_ever_is_stopped_and_the_others_go_on(
    line, spark, settings, library, monkeypatch
):
    monkeypatch.setattr(cluster, "SECONDS", 6.0)
    names = [f"files_account AS {letter}" for letter in "abcdefgh"]
    together = " || ".join(f"{letter}.account_id" for letter in "abcdefgh")
    fixed = "'all' AS item_name, 'pass' AS outcome, 'counted' AS reason"
    endless = f"SELECT a.account_id AS item_id, {fixed} FROM {', '.join(names)} WHERE length({together}) < 0"
    library(asked(sql=endless), asked("another-question"))
    line.read(*people(*["totp"] * 60))
    settings.SPARK_MASTER = spark.master
    run = line.test()
    found = {one.test_id: one for one in Result.objects.filter(run=run)}
    assert "longer than 6 s" in found["accounts-have-factor"].error
    assert found["another-question"].verdict == "pass"
