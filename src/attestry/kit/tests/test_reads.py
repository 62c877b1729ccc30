"""An answer outlives what is written elsewhere, and none that is made of what was written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from attestry.kit import reads
from attestry.kit import remembered as module
from attestry.kit.reads import reading
from attestry.kit.remembered import of_the_day, remembered

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
SOON = NOON + timedelta(seconds=7)


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A database file with words, each said at an instant, and with other things."""
    own = connection.copy()
    own.settings_dict = {**connection.settings_dict, "NAME": str(tmp_path / "own.sqlite3")}
    with own.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("CREATE TABLE word (said text, said_at text)")
        cursor.execute("CREATE TABLE thing (name text)")
    for reader in (module, reads):
        monkeypatch.setattr(reader, "connection", own)
    monkeypatch.setattr(module, "_answers", {})
    monkeypatch.setattr(module, "_watcher", module._Watcher())
    yield own
    module._watcher.forget()
    own.close()


def run(own, statement, *values):
    with own.cursor() as cursor:
        return tuple(cursor.execute(statement, values).fetchall())


def say(own, word, at=NOON):
    run(own, "INSERT INTO word VALUES (%s, %s)", word, instant(at))


def instant(at):
    return connection.ops.adapt_datetimefield_value(at)


def question(own, statement, values=lambda _: ()):
    """A remembered question, and the instants at which it was really asked."""
    times: list[datetime] = []

    @remembered
    def ask(at):
        times.append(at)
        return run(own, statement, *values(at))

    return ask, times


@pytest.mark.django_db
def test_what_is_written_elsewhere_asks_nothing_again(own):
    words, times = question(own, "SELECT said FROM word")
    say(own, "one")
    first = words(NOON)
    for number in range(3):
        run(own, "INSERT INTO thing VALUES (%s)", str(number))
        assert words(SOON) is first
    say(own, "two")
    assert words(SOON) == (("one",), ("two",))
    assert times == [NOON, SOON]


@pytest.mark.django_db
def test_a_changed_word_a_dropped_one_and_one_put_back_are_seen(own):
    words, _ = question(own, "SELECT said FROM word")
    say(own, "one")
    words(NOON)
    run(own, "UPDATE word SET said = 'other'")
    assert words(NOON) == (("other",),)
    run(own, "DELETE FROM word")
    assert words(NOON) == ()
    say(own, "one")
    assert words(NOON) == (("one",),)


@pytest.mark.django_db
def test_what_is_written_since_is_seen_by_a_question_about_an_instant(own):
    by_now, times = question(own, "SELECT said FROM word WHERE said_at <= %s", lambda at: (instant(at),))
    by_now(NOON)
    say(own, "since", NOON + timedelta(seconds=3))
    assert by_now(SOON) == (("since",),)
    assert times == [NOON, SOON]


@pytest.mark.django_db
def test_a_question_that_rounds_the_instant_is_asked_again_once_time_went_on(own):
    almost, times = question(
        own, "SELECT said FROM word WHERE said_at <= %s", lambda at: (instant(at + timedelta(seconds=1)),)
    )
    almost(NOON)
    run(own, "INSERT INTO thing VALUES ('a')")
    almost(NOON)
    run(own, "INSERT INTO thing VALUES ('b')")
    almost(SOON)
    assert times == [NOON, SOON]


@pytest.mark.django_db
def test_a_question_that_is_told_others_answers_is_asked_again_only_where_one_is_another(own):
    words, word_times = question(own, "SELECT said FROM word")
    things, thing_times = question(own, "SELECT name FROM thing")
    times: list[datetime] = []

    @remembered
    def both(at):
        times.append(at)
        return (*words(at), *things(at))

    both(NOON)
    say(own, "one")
    assert both(SOON) == (("one",),)
    assert (len(times), len(word_times), len(thing_times)) == (2, 2, 1)
    run(own, "CREATE TABLE further (name text)")
    both(SOON)
    assert len(times) == 2


@pytest.mark.django_db
def test_what_depends_on_the_day_alone_is_kept_for_hours_and_seen_through_what_is_written(own):
    times: list[datetime] = []

    @remembered
    @of_the_day
    def words(at):
        times.append(at)
        return run(own, "SELECT said FROM word WHERE said_at <= %s", instant(at))

    words(NOON)
    run(own, "INSERT INTO thing VALUES ('a')")
    words(NOON + timedelta(hours=3))
    assert times == [NOON]
    say(own, "at one", NOON + timedelta(hours=1))
    assert words(NOON + timedelta(hours=3)) == (("at one",),)
    words(NOON + timedelta(hours=12))
    assert times == [NOON, NOON + timedelta(hours=3), NOON + timedelta(hours=12)]


@pytest.mark.django_db
def test_what_writes_while_it_is_asked_can_only_be_asked_again(own):
    crossed, times = question(own, "INSERT INTO thing VALUES ('mine')")
    crossed(NOON)
    crossed(NOON)
    assert len(times) == 2


@pytest.mark.django_db
def test_rows_are_read_as_if_nobody_wrote_them_down(own):
    for word in ("one", "two", "three"):
        say(own, word)
    with reading() as found, own.cursor() as cursor:
        cursor.execute("SELECT said FROM word")
        assert cursor.fetchone() == ("one",)
        assert cursor.fetchmany(1) == [("two",)]
        assert list(cursor) == [("three",)]
        assert cursor.fetchone() is None
        cursor.execute("SELECT said FROM word WHERE said = %s", ["two"])
        assert cursor.description[0][0] == "said"
        assert cursor.fetchall() == [("two",)]
    assert [len(one.rows) for one in found.all] == [3, 1]
