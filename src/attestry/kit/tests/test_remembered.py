"""An answer is kept while nothing was written, at most a minute, and never inside a transaction."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from attestry.kit import reads
from attestry.kit import remembered as module
from attestry.kit.remembered import remembered

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """A query that writes down each time it is really asked, over a database file of its own."""
    own = connection.copy()
    own.settings_dict = {**connection.settings_dict, "NAME": str(tmp_path / "own.sqlite3")}
    with own.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("CREATE TABLE word (said text)")
    for reader in (module, reads):
        monkeypatch.setattr(reader, "connection", own)
    monkeypatch.setattr(module, "_answers", {})
    monkeypatch.setattr(module, "_watcher", module._Watcher())
    times: list[datetime] = []

    @remembered
    def words(at):
        times.append(at)
        with own.cursor() as cursor:
            return tuple(cursor.execute("SELECT said FROM word").fetchall())

    yield words, times, own
    module._watcher.forget()
    own.close()


def say(own, word):
    with own.cursor() as cursor:
        cursor.execute("INSERT INTO word VALUES (%s)", [word])


@pytest.mark.django_db
def test_nothing_written_nothing_asked_again(asked):
    words, times, _ = asked
    assert [words(NOON), words(NOON), words(NOON + timedelta(seconds=59))] == [(), (), ()]
    assert len(times) == 1


@pytest.mark.django_db
def test_what_this_connection_writes_is_asked_for(asked):
    words, times, own = asked
    words(NOON)
    say(own, "one")
    assert words(NOON) == (("one",),)
    assert len(times) == 2


@pytest.mark.django_db
def test_what_another_connection_writes_is_asked_for_whatever_process_it_is_of(asked):
    words, times, own = asked
    words(NOON)
    with sqlite3.connect(own.settings_dict["NAME"]) as other:
        other.execute("INSERT INTO word VALUES ('theirs')")
    other.close()
    assert words(NOON) == (("theirs",),)
    assert len(times) == 2


@pytest.mark.django_db
def test_what_one_thread_found_another_is_told(asked):
    words, times, _ = asked
    words(NOON)
    with ThreadPoolExecutor(max_workers=1) as other:
        assert other.submit(words, NOON).result() == ()
    assert len(times) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "later",
    [
        NOON + timedelta(minutes=1),
        NOON - timedelta(microseconds=1),
        NOON + timedelta(days=1),
    ],
)
def test_time_that_goes_on_or_back_is_asked_about(asked, later):
    words, times, _ = asked
    words(NOON)
    words(later)
    assert times == [NOON, later]


@pytest.mark.django_db
def test_midnight_is_asked_about_though_it_is_a_second_away(asked):
    words, times, _ = asked
    last = datetime(2026, 3, 10, 23, 59, 59, tzinfo=UTC)
    words(last)
    words(last + timedelta(seconds=1))
    assert len(times) == 2


@pytest.mark.django_db
def test_inside_a_transaction_nothing_is_kept_so_that_nothing_taken_back_is_told(asked):
    words, times, own = asked
    own.set_autocommit(False)
    own.in_atomic_block = True
    say(own, "taken back")
    assert words(NOON) == (("taken back",),)
    own.in_atomic_block = False
    own.rollback()
    own.set_autocommit(True)
    assert words(NOON) == ()
    assert len(times) == 2


@pytest.mark.django_db
def test_what_is_written_while_it_is_asked_is_not_passed_over(asked):
    _, _, own = asked
    seen: list[int] = []

    @remembered
    def crossed(at):
        seen.append(1)
        say(own, "meanwhile")

    crossed(NOON)
    crossed(NOON)
    assert len(seen) == 2
