"""Spark that is down, or goes down, is said to be down; nothing is half-written, and nothing made up."""

from __future__ import annotations

from datetime import timedelta

import pyspark
import pytest

from attestry.control_tests.actions import running
from attestry.control_tests.engines.spark import cluster, reaching
from attestry.control_tests.models import Run
from attestry.control_tests.tests import spark_cluster
from attestry.control_tests.tests.asking import asked, library  # noqa: F401
from attestry.evidence.models import Entry
from attestry.evidence.tests.line import DAY_ONE, account, made_line
from attestry.kit.errors import Invalid, Unavailable
from attestry.kit.late import Late

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(tmp_path, monkeypatch, settings, library):
    cache = tmp_path / "cache"
    cache.mkdir()
    monkeypatch.setattr(type(settings.HOME), "cache", property(lambda _: cache))
    library(asked(), asked("another-question"))
    made = made_line()
    made.read(account(1, mfa_factor="totp"), account(2, mfa_factor="none"))
    return made


def written(settings):
    return Run.objects.count(), Entry.objects.count(), sorted(settings.HOME.scratch.iterdir())


def test_a_master_that_is_down_is_said_to_be_down_and_nothing_is_written(line, settings):
    before = written(settings)
    settings.SPARK_MASTER = "spark://127.0.0.1:1"
    with pytest.raises(Unavailable, match="No Spark master answers at spark://127.0.0.1:1") as refusal:
        line.test()
    assert "unset ATTESTRY_SPARK_MASTER" in refusal.value.next_step
    assert written(settings) == before


def test_an_address_that_is_none_is_refused(line, settings):
    settings.SPARK_MASTER = "127.0.0.1:7077"
    with pytest.raises(Invalid, match="is no address of a master"):
        line.test()


def test_without_java_it_is_said_what_to_install(line, settings, monkeypatch, tmp_path):
    settings.SPARK_MASTER = "spark://127.0.0.1:1"
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(Unavailable, match="Java 17") as refusal:
        line.test()
    assert "openjdk-17-jre-headless" in refusal.value.next_step


def test_without_pyspark_it_is_said_what_to_install(line, settings, monkeypatch):
    settings.SPARK_MASTER = "spark://127.0.0.1:1"
    monkeypatch.setattr(reaching, "sql", Late("pyspark_that_is_not_there"))
    with pytest.raises(Unavailable, match="PySpark is not installed") as refusal:
        line.test()
    assert "attestry[spark]" in refusal.value.next_step


def test_where_every_answer_is_known_no_cluster_is_needed(line, settings):
    line.test()
    settings.SPARK_MASTER = "spark://127.0.0.1:1"
    assert line.test(at=DAY_ONE + timedelta(hours=2)).change_count == 0


def test_a_cluster_that_dies_under_a_run_ends_it_and_nothing_is_written(
    line, settings, monkeypatch, tmp_path
):
    before, asking = written(settings), running.question
    with spark_cluster.started(tmp_path) as own:

        def last_question(*given, **values):
            own.stop()
            monkeypatch.setattr(cluster, "SECONDS", 3.0)
            monkeypatch.setattr(cluster, "PROBE_SECONDS", 3.0)
            return asking(*given, **values)

        monkeypatch.setattr(running, "question", last_question)
        settings.SPARK_MASTER = own.master
        with pytest.raises(Unavailable, match="Spark cluster does not answer any more"):
            line.test()
    assert written(settings) == before


def test_a_java_that_dies_under_a_run_ends_it_and_the_next_run_starts_another(
    line, spark, settings, monkeypatch
):
    before, asking = written(settings), running.question
    settings.SPARK_MASTER = spark.master

    def dying(*given, **values):
        pyspark.SparkContext._gateway.proc.kill()
        return asking(*given, **values)

    with monkeypatch.context() as patched:
        patched.setattr(running, "question", dying)
        with pytest.raises(Unavailable, match="Spark cluster does not answer any more"):
            line.test()
    assert written(settings) == before
    assert line.test().change_count == 4
