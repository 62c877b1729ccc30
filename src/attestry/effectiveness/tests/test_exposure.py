"""How long an item failed: proved, standing, at most; and what holds of every line of observations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.effectiveness.rules.exposure import (
    Ending,
    Episode,
    Kept,
    Looked,
    Watch,
    clipped,
    episodes_of,
    totals,
)

START = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def day(number):
    return START + number * DAY


def watch(*days, holds=1.5):
    return Watch.of([Looked(day(number), day(number) + timedelta(days=holds)) for number in days])


def told(line, *, over=(0, 100), within=WEEK, seen=None, holds=1.5):
    """The episodes of an item that is ``line[n]`` on day n, from its changes alone."""
    days = seen if seen is not None else range(len(line))
    changes = [(day(n), said) for n, said in zip(days, line, strict=True)]
    kept = [one for number, one in enumerate(changes) if not number or changes[number - 1][1] != one[1]]
    return episodes_of(kept, watch(*days, holds=holds), within=within, over=(day(over[0]), day(over[1])))


P, F, U, L = "pass", "fail", "unknown", "left"


def test_a_failure_has_three_lengths_each_within_the_next():
    (one,) = told([P, P, F, F, F, P])
    assert (one.proved, one.standing, one.at_most) == (2 * DAY, 3 * DAY, 4 * DAY)
    assert (one.last_right, one.first_fail, one.last_fail, one.ended) == (day(1), day(2), day(4), day(5))
    assert one.ending is Ending.FIXED


def test_a_failure_seen_once_is_proved_at_an_instant_only():
    (one,) = told([P, F, P])
    assert (one.proved, one.standing, one.at_most) == (0 * DAY, DAY, 2 * DAY)


def test_time_to_detect_is_at_most_from_the_last_observation_that_passed():
    (one,) = told([P, P, F, P])
    assert one.to_detect == DAY


def test_time_to_detect_is_exact_where_an_event_says_when_it_happened():
    shared = {
        "first_fail": day(2),
        "last_fail": day(2),
        "last_right": day(1),
        "ended": None,
        "ending": Ending.OPEN,
        "proved": 0 * DAY,
        "within": WEEK,
        "at": day(3),
    }
    assert Episode(**shared, happened_at=day(1.75)).to_detect == 0.25 * DAY
    assert Episode(**shared, happened_at=day(2.5)).to_detect == DAY


def test_what_was_failing_when_first_looked_at_has_no_time_to_detect():
    (one,) = told([F, F, P])
    assert (one.to_detect, one.last_right, one.at_most) == (None, None, 2 * DAY)


def test_time_to_fix_ends_with_the_first_observation_that_passes_or_with_its_leaving():
    assert told([P, F, F, P])[0].to_fix == 2 * DAY
    (one,) = told([P, F, F, L])
    assert (one.to_fix, one.ending) == (2 * DAY, Ending.LEFT)


def test_an_open_failure_counts_until_now_against_its_promise():
    (one,) = told([P, F], over=(0, 5))
    assert (one.to_fix, one.standing, one.promise) == (None, 4 * DAY, Kept.RUNNING)
    assert told([P, F], over=(0, 9))[0].promise is Kept.BROKEN


@pytest.mark.parametrize(("days", "promise"), [(7, Kept.KEPT), (8, Kept.BROKEN)])
def test_a_promise_is_kept_up_to_its_last_instant(days, promise):
    assert told([P, *([F] * days), P])[0].promise is promise


def test_a_stretch_of_unknown_ends_no_failure_and_is_not_proved():
    (one,) = told([P, F, F, U, U, F, F, P])
    assert (one.proved, one.standing, one.at_most) == (2 * DAY, 6 * DAY, 7 * DAY)


def test_a_stretch_of_unknown_before_it_reaches_back_to_the_last_right_observation():
    (one,) = told([P, U, U, F, P])
    assert (one.last_right, one.to_detect, one.at_most) == (day(0), 3 * DAY, 4 * DAY)


def test_time_in_which_nobody_looked_is_not_proved():
    (one,) = told([P, F, F, F, P], seen=[0, 1, 2, 12, 13])
    assert one.standing == 12 * DAY
    assert one.proved == DAY + 1.5 * DAY


def test_failures_apart_are_told_apart():
    assert [one.standing for one in told([P, F, P, F, F, P])] == [DAY, 2 * DAY]


def test_a_period_cuts_what_is_proved_and_leaves_out_what_was_over_before_it():
    assert told([P, F, F, P, P], over=(3, 9)) == ()
    (one,) = told([P, F, F, F, F, P], over=(3, 9))
    assert (one.proved, one.standing) == (DAY, 4 * DAY)


def test_totals_say_median_and_worst_and_count_each_item_once():
    listed = [("ada", one) for one in told([P, F, P, F, F, F, P])] + [
        ("ben", told([P, F, F], over=(0, 5))[0])
    ]
    said = totals(listed, over=(day(0), day(5)))
    assert (said.episodes, said.items, said.open) == (3, 2, 1)
    assert (said.median_fix, said.worst_fix) == (2 * DAY, 3 * DAY)
    assert (said.kept, said.broken, said.running) == (2, 0, 1)


def test_no_failures_have_no_median():
    said = totals([], over=(day(0), day(1)))
    assert (said.episodes, said.median_detect, said.worst_fix) == (0, None, None)


LINES = st.lists(st.sampled_from([P, F, U, L, "not_applicable"]), min_size=1, max_size=30)
PERIODS = st.tuples(st.integers(0, 29), st.integers(30, 60))


@given(LINES, PERIODS, st.sampled_from([0.25, 1, 1.5, 3]))
def test_the_lengths_of_every_failure_are_within_one_another(line, period, holds):
    for one in told(line, over=period, holds=holds):
        assert timedelta() <= one.proved <= one.standing <= one.at_most
        assert one.first_fail <= one.last_fail <= (one.ended or one.at)


@given(LINES, PERIODS, st.sampled_from([0.25, 1, 1.5, 3]))
def test_all_failures_of_an_item_together_are_never_longer_than_the_period(line, period, holds):
    over = (day(period[0]), day(period[1]))
    said = totals([("ada", one) for one in told(line, over=period, holds=holds)], over=over)
    assert said.proved <= said.at_most <= over[1] - over[0]


@given(LINES)
def test_every_failing_observation_lies_in_exactly_one_failure(line):
    found = told(line)
    for number, said in enumerate(line):
        held = [one for one in found if one.first_fail <= day(number) <= one.last_fail]
        assert len(held) == 1 if said == F else len(held) <= 1


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_a_clipped_span_is_never_longer_than_itself_or_the_period(a, b, c, d):
    start, end, first, last = *sorted((a, b)), *sorted((c, d))
    length = clipped(day(start), day(end), over=(day(first), day(last)))
    assert timedelta() <= length <= min((end - start) * DAY, (last - first) * DAY)
