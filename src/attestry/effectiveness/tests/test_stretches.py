"""Stretches say what all observations say, for every window; and are read from results once."""

from __future__ import annotations

import errno
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from attestry.control_tests.models import Result
from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries import stretches
from attestry.effectiveness.queries.periods import test_intervals as intervals_of
from attestry.effectiveness.queries.results import observations
from attestry.effectiveness.rules.interval import Interval, Observation, intervals
from attestry.effectiveness.rules.stretch import as_known, bearing, extended
from attestry.effectiveness.tests.world import FIRST

START = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)

answers = st.tuples(
    st.integers(0, 60), st.integers(1, 12), st.sampled_from(Outcome), st.sampled_from(["one", "another"])
)
logs = st.lists(answers, max_size=30, unique_by=lambda one: one[0]).map(sorted)
windows = st.tuples(st.integers(0, 70), st.integers(1, 40))


def seen_of(log) -> list[Observation]:
    return [
        Observation(START + at * HOUR, START + (at + held) * HOUR, outcome, reason, at)
        for at, held, outcome, reason in log
    ]


def told(spans: tuple[Interval, ...]) -> list[tuple[object, ...]]:
    return [(one.outcome, one.from_at, one.until_at, one.is_open) for one in spans]


@given(logs, windows)
def test_the_spans_of_any_window_are_those_of_all_observations(log, window):
    seen = seen_of(log)
    start = START + window[0] * HOUR
    end = start + window[1] * HOUR
    before = [one for one in seen if one.at < start][-1:]
    every = before + [one for one in seen if start <= one.at <= end]

    thinned = list(bearing(extended((), seen), from_at=start, until_at=end))

    assert told(intervals(thinned, from_at=start, until_at=end)) == told(
        intervals(every, from_at=start, until_at=end)
    )


@given(logs)
def test_over_the_whole_time_they_name_the_same_entries_and_bounds(log):
    seen, end = seen_of(log), START + 80 * HOUR
    thinned = list(bearing(extended((), seen), from_at=START, until_at=end))

    assert intervals(thinned, from_at=START, until_at=end) == intervals(seen, from_at=START, until_at=end)


@given(logs, st.integers(0, 30))
def test_growing_is_the_same_as_having_been_there_all_the_time(log, cut):
    seen = seen_of(log)
    assert extended(extended((), seen[:cut]), seen[cut:]) == extended((), seen)


@given(logs, windows, st.integers(0, 60))
def test_what_was_known_earlier_is_what_all_observations_said_then(log, window, known):
    seen = seen_of(log)
    start = START + window[0] * HOUR
    end = start + window[1] * HOUR
    then = [one for one in seen if one.at <= min(START + known * HOUR, end)]
    before = [one for one in then if one.at < start][-1:]
    every = before + [one for one in then if one.at >= start]

    cut = as_known(extended((), seen), then[-1]) if then else ()
    thinned = list(bearing(cut, from_at=start, until_at=end))

    assert told(intervals(thinned, from_at=start, until_at=end)) == told(
        intervals(every, from_at=start, until_at=end)
    )


@given(st.integers(1, 400))
def test_a_year_of_the_same_answer_is_one_stretch(days):
    same = [
        Observation(START + day * 24 * HOUR, START + (day * 24 + 26) * HOUR, Outcome.PASS, f"{day} hold", day)
        for day in range(days)
    ]
    assert len(extended((), same)) == 1
    assert len(list(bearing(extended((), same), from_at=START, until_at=START + days * 24 * HOUR))) <= 2


def test_what_speaks_of_an_earlier_time_is_not_taken():
    later, earlier = seen_of([(5, 1, Outcome.PASS, "")]), seen_of([(4, 1, Outcome.PASS, "")])
    with pytest.raises(ValueError, match="known already"):
        extended(extended((), later), earlier)


@pytest.mark.django_db
def test_the_intervals_of_the_company_are_those_of_all_its_results(world):
    tests = sorted(set(Result.objects.values_list("test_id", flat=True)))
    start, end = FIRST - timedelta(days=1), FIRST + timedelta(days=9)
    every = observations(tests, from_at=start, until_at=end)

    found = intervals_of(tests, from_at=start, until_at=end)

    assert found == {one: intervals(every.get(one, []), from_at=start, until_at=end) for one in tests}


@pytest.mark.django_db
@pytest.mark.parametrize("known", [0, 1, 2, 3])
def test_as_known_earlier_the_company_shows_what_its_results_said_then(world, known):
    tests = sorted(set(Result.objects.values_list("test_id", flat=True)))
    start, end = FIRST - timedelta(days=1), FIRST + timedelta(days=9)
    then = FIRST + timedelta(days=known, hours=1)
    every = observations(tests, from_at=start, until_at=end, known_at=then)

    found = intervals_of(tests, from_at=start, until_at=end, known_at=then)

    assert found == {one: intervals(every.get(one, []), from_at=start, until_at=end) for one in tests}


@pytest.mark.django_db
def test_each_result_is_read_once(world):
    stretches.forget()
    first = stretches.kept().tests

    with CaptureQueriesContext(connection) as again:
        assert stretches.kept().tests == first
    assert len(again) == 2


@pytest.mark.django_db
def test_another_process_goes_on_from_what_is_in_the_cache(world, monkeypatch):
    stretches.forget()
    first = stretches.kept().tests
    monkeypatch.setattr(stretches, "_kept", stretches.Kept())
    monkeypatch.setattr(stretches, "observation", lambda *_: pytest.fail("a result was read again"))

    assert stretches.kept().tests == first


@pytest.mark.django_db
@pytest.mark.parametrize("spoiled", [b"", b"{", b'{"format": 0}'])
def test_a_spoiled_cache_is_made_anew(world, monkeypatch, spoiled):
    first = stretches.kept().tests
    (settings.HOME.cache / "verdicts.json").write_bytes(spoiled)
    monkeypatch.setattr(stretches, "_kept", stretches.Kept())

    assert stretches.kept().tests == first


@pytest.mark.django_db
def test_a_disk_that_takes_no_more_costs_no_answer_and_leaves_nothing_half_written(world, monkeypatch):
    def full(half, _):
        half.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    first = stretches.kept().tests
    stretches.forget()
    monkeypatch.setattr(Path, "write_bytes", full)

    assert stretches.kept().tests == first
    assert not list(settings.HOME.cache.glob("verdicts*"))


@pytest.mark.django_db
def test_the_past_of_another_home_is_not_taken(world, monkeypatch):
    tests = set(Result.objects.values_list("test_id", flat=True))
    first = stretches.kept().tests
    other = stretches.Kept(10**6, (1, "of another home"), frozenset(), dict.fromkeys(tests, ()))
    monkeypatch.setattr(stretches, "_kept", other)

    assert stretches.kept().tests == first


@pytest.mark.django_db
def test_a_finding_about_a_day_that_is_over_takes_its_place(world):
    known = Result.objects.exclude(run=None).order_by("pk").first()
    stretches.kept()
    Result.objects.create(
        run=None,
        entry_seq=known.entry_seq,
        test_id=known.test_id,
        version=known.version,
        as_of=FIRST - timedelta(days=3),
        recorded_at=known.recorded_at,
        holds_until=FIRST - timedelta(days=2),
        verdict="fail",
    )

    first = stretches.kept().tests[known.test_id][0]

    assert (first.outcome, first.first_at) == (Outcome.FAIL, FIRST - timedelta(days=3))
    assert known.test_id in stretches.kept().late
    span = {"from_at": FIRST - timedelta(days=4), "until_at": FIRST + timedelta(days=9)}
    every = observations([known.test_id], **span, known_at=known.recorded_at)
    found = intervals_of([known.test_id], **span, known_at=known.recorded_at)
    assert found == {known.test_id: intervals(every[known.test_id], **span)}
