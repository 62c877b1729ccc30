"""Answers: what a test says of each window is found in one pass, and what is kept is what results say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from attestry import pipeline
from attestry.control_tests.models import Result, Run
from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries import answers as kept_answers
from attestry.effectiveness.queries.answers import answers_of, forget
from attestry.effectiveness.rules import coverage_map
from attestry.effectiveness.rules.answers import Answer, Calendar, Stream
from attestry.effectiveness.rules.coverage_map import Brought, Span, coverage
from attestry.effectiveness.rules.occurrences import Rhythm, occurrences
from attestry.effectiveness.tests.world import FIRST, HOUSE, MFA, NOW, write_lists
from attestry.kit import clock

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
PERIOD = (date(2026, 1, 1), date(2026, 2, 1))
ALWAYS = [Span(BEGIN)]


@st.composite
def streams(draw):
    """A test's answers in order, some at the same instant, each known at once or later."""
    hours = sorted(draw(st.lists(st.integers(-60, 800), max_size=30)))
    found = []
    for seq, hour in enumerate(hours):
        at = BEGIN + timedelta(hours=hour)
        holds, late = draw(st.integers(1, 80)), draw(st.sampled_from([0, 0, 1, 50]))
        outcome = draw(st.sampled_from([Outcome.PASS, Outcome.PASS, *Outcome]))
        found.append(Answer(at, at + timedelta(hours=holds), at + timedelta(hours=late), outcome, seq))
    return Stream("Everyone has a second factor", found)


def plainly(stream, window):
    """The answers that count for a window, as one would say it: those within, or the one that still held."""
    within = [one for one in stream.answers if window.from_at <= one.at < window.until_at]
    before = [one for one in stream.answers if one.at < window.from_at]
    return within or [one for one in before[-1:] if one.holds_until >= window.until_at]


@given(streams(), st.sampled_from([Rhythm.DAILY, Rhythm.BUSINESS_DAILY, Rhythm.WEEKLY, Rhythm.MONTHLY]))
def test_what_a_test_says_of_a_window_is_what_was_said_within_it_or_still_held(stream, rhythm):
    calendar = Calendar(occurrences(rhythm, *PERIOD))
    column = calendar.column(stream)
    for place, window in enumerate(calendar.expected):
        counted = plainly(stream, window)
        if not any(one.at < window.until_at for one in stream.answers):
            assert column.said(place) is None
        elif not counted:
            assert column.said(place).entry_seq is None
        else:
            order = [Outcome.FAIL, Outcome.PASS, Outcome.UNKNOWN, Outcome.EMPTY, Outcome.NOT_APPLICABLE]
            worst = min(counted, key=lambda one: (order.index(one.outcome), one.recorded_at))
            assert column.said(place).entry_seq == worst.entry_seq


@given(st.lists(streams(), max_size=3), st.sampled_from([Rhythm.DAILY, Rhythm.WEEKLY]), st.integers(0, 40))
def test_the_short_way_for_what_every_test_passed_says_what_the_long_way_says(given_streams, rhythm, days):
    expected, at = occurrences(rhythm, *PERIOD), BEGIN + timedelta(days=days)
    brought = Brought(streams=given_streams, in_use=ALWAYS)
    short = coverage(Calendar(expected), brought, at=at)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coverage_map, "_passed_by_all", lambda *_: None)
        assert short == coverage(Calendar(expected), brought, at=at)


@given(
    streams(),
    st.integers(0, 30),
    st.none() | st.integers(-60, 800).map(lambda hours: BEGIN + timedelta(hours=hours)),
)
def test_what_a_test_says_of_a_window_does_not_depend_on_when_the_period_begins(stream, day, known_at):
    begins = BEGIN + timedelta(days=day)
    told = [one for one in stream.answers if not known_at or one.recorded_at <= known_at]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_answers, "kept", lambda: kept_answers.Kept(tests={MFA: stream.answers}))
        cut = answers_of([MFA], from_at=begins, until_at=BEGIN + timedelta(days=40), known_at=known_at)
    expected = occurrences(Rhythm.DAILY, begins.date(), date(2026, 2, 5))
    whole = Calendar(expected).column(Stream(stream.title, told))
    column = Calendar(expected).column(Stream(stream.title, cut.get(MFA, ())))
    places = range(len(expected))
    assert [column.said(place) for place in places] == [whole.said(place) for place in places]


def asked_now(known_at=None, *, at=NOW + timedelta(days=30), from_at=NOW - timedelta(days=3)):
    return {
        key: list(seen)
        for key, seen in answers_of(every_test(), from_at=from_at, until_at=at, known_at=known_at).items()
    }


def every_test():
    return set(Result.objects.exclude(run=None).values_list("test_id", flat=True))


def read_anew(*given, **asked):
    forget()
    return asked_now(*given, **asked)


@pytest.mark.django_db
def test_what_is_kept_is_what_results_say_in_order(world):
    found = asked_now(from_at=FIRST)[MFA]
    rows = Result.objects.filter(test_id=MFA, as_of__gte=FIRST).order_by("as_of", "pk")
    assert [(one.at, one.holds_until, one.recorded_at, one.outcome, one.entry_seq) for one in found] == list(
        rows.values_list("as_of", "holds_until", "recorded_at", "verdict", "entry_seq")
    )


@pytest.mark.django_db
def test_a_further_run_is_read_alone_and_the_rest_is_kept(world, monkeypatch):
    before = asked_now()
    read = []
    rows_from = kept_answers._rows_from
    monkeypatch.setattr(kept_answers, "_rows_from", lambda pk: read.append(rows_from(pk)) or read[-1])
    with clock.simulated(NOW + timedelta(days=1)):
        write_lists(world.folder, NOW + timedelta(days=1), people=4, ada_lacks=True)
        pipeline.collect(HOUSE, progress=print)
        pipeline.test(HOUSE, progress=print)
    grown = asked_now()
    assert len(grown[MFA]) == len(before[MFA]) + 1
    assert grown[MFA][-1].outcome is Outcome.FAIL
    assert [len(rows) for rows in read] == [len(every_test()) + 1]
    assert grown == read_anew()


@pytest.mark.django_db
def test_an_answer_of_an_earlier_time_that_came_later_takes_its_place_and_is_known_only_then(world):
    asked_now()
    last = Result.objects.filter(test_id=MFA).order_by("-pk").first()
    earlier, came = NOW - timedelta(days=2), NOW + timedelta(days=5)
    run = Run.objects.create(ordinal=900, entry_seq=900, as_of=earlier, recorded_at=came)
    Result.objects.create(
        run=run, entry_seq=900, test_id=MFA, version=last.version, as_of=earlier, recorded_at=came,
        holds_until=earlier + timedelta(hours=26), verdict="fail", failed=1,
    )  # fmt: skip
    grown = asked_now()
    assert [one.at for one in grown[MFA]] == sorted(one.at for one in grown[MFA])
    assert 900 in {one.entry_seq for one in grown[MFA]}
    assert 900 not in {one.entry_seq for one in asked_now(known_at=came - timedelta(hours=1))[MFA]}
    assert grown == read_anew()


@pytest.mark.django_db
def test_what_was_undone_is_not_kept(world):
    before = asked_now()
    with transaction.atomic():
        last = Result.objects.filter(test_id=MFA).order_by("-pk").first()
        last.pk, last.verdict, last.as_of = None, "fail", NOW
        last.save(force_insert=True)
        assert len(asked_now()[MFA]) == len(before[MFA]) + 1
        transaction.set_rollback(True)
    assert asked_now() == before


@pytest.mark.django_db
def test_of_the_answers_before_the_period_the_last_is_kept_even_where_it_has_run_out(world):
    whole = asked_now()[MFA]
    last = whole[-1]
    assert asked_now(from_at=last.holds_until - timedelta(seconds=1))[MFA] == [last]
    assert asked_now(from_at=last.holds_until + timedelta(days=500))[MFA] == [last]
    assert asked_now(at=whole[0].at)[MFA] == whole[:1]
