from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.control_tests.rules.outcome import Counts, Outcome, verdict, worst
from attestry.effectiveness.rules.interval import (
    NOBODY_LOOKED,
    NOT_YET,
    Observation,
    exposure,
    intervals,
    overlay,
)
from attestry.effectiveness.rules.status import control_outcome, criterion_outcome

START = datetime(2026, 1, 1, tzinfo=UTC)
PASS, FAIL, UNKNOWN, EMPTY, NOT_APPLICABLE = (
    Outcome.PASS,
    Outcome.FAIL,
    Outcome.UNKNOWN,
    Outcome.EMPTY,
    Outcome.NOT_APPLICABLE,
)


def hour(number):
    return START + timedelta(hours=number)


def seen(at, outcome, *, holds=26, entry=None):
    return Observation(hour(at), hour(at + holds), outcome, "said", entry)


def told(spans):
    return [
        (
            span.outcome.value,
            (span.from_at - START) // timedelta(hours=1),
            (span.until_at - START) // timedelta(hours=1),
        )
        for span in spans
    ]


def test_an_observation_holds_until_the_next_and_never_longer_than_it_may():
    spans = intervals([seen(0, PASS), seen(24, FAIL), seen(48, PASS)], from_at=hour(0), until_at=hour(100))
    assert told(spans) == [("pass", 0, 24), ("fail", 24, 48), ("pass", 48, 74), ("unknown", 74, 100)]
    assert spans[-1].reason == NOBODY_LOOKED


def test_where_nobody_has_looked_yet_is_unknown():
    assert told(intervals([], from_at=hour(0), until_at=hour(5))) == [("unknown", 0, 5)]
    spans = intervals([seen(3, PASS)], from_at=hour(0), until_at=hour(5))
    assert told(spans) == [("unknown", 0, 3), ("pass", 3, 5)]
    assert spans[0].reason == NOT_YET


def test_both_bounds_of_a_change_are_kept():
    spans = intervals(
        [seen(0, PASS, entry=1), seen(24, FAIL, entry=2), seen(40, FAIL, entry=3)],
        from_at=hour(0),
        until_at=hour(50),
    )
    assert (spans[1].after, spans[1].from_at) == (hour(0), hour(24))
    assert (spans[1].entry_seq, spans[1].last_seq) == (2, 3)


def test_an_observation_before_the_period_reaches_into_it():
    assert told(intervals([seen(-10, FAIL)], from_at=hour(0), until_at=hour(30))) == [
        ("fail", 0, 16),
        ("unknown", 16, 30),
    ]


def test_the_worst_layer_decides_at_each_instant():
    one = intervals([seen(0, PASS), seen(10, FAIL), seen(20, PASS)], from_at=hour(0), until_at=hour(30))
    other = intervals([seen(0, PASS, holds=15), seen(25, NOT_APPLICABLE)], from_at=hour(0), until_at=hour(30))
    assert told(overlay([one, other])) == [
        ("pass", 0, 10),
        ("fail", 10, 20),
        ("unknown", 20, 25),
        ("pass", 25, 30),
    ]
    assert overlay([]) == ()
    assert exposure(overlay([one, other]), FAIL) == timedelta(hours=10)


OBSERVATIONS = st.lists(
    st.tuples(st.integers(-48, 120), st.sampled_from(Outcome), st.integers(0, 40)), max_size=12
).map(
    lambda rows: [
        seen(at, outcome, holds=holds) for at, outcome, holds in sorted(rows, key=lambda row: row[0])
    ]
)


def covers(spans, start, end):
    assert spans[0].from_at == start
    assert spans[-1].until_at == end
    assert all(span.from_at < span.until_at for span in spans)
    assert all(left.until_at == right.from_at for left, right in pairwise(spans))


@given(OBSERVATIONS)
def test_intervals_have_no_hole_and_no_overlap_and_say_only_what_was_observed(observations):
    spans = intervals(observations, from_at=hour(0), until_at=hour(72))
    covers(spans, hour(0), hour(72))
    for number in range(72):
        at = hour(number) + timedelta(minutes=30)
        said = next(span.outcome for span in spans if span.from_at <= at < span.until_at)
        last = [one for one in observations if one.at <= at]
        expected = last[-1].outcome if last and at < last[-1].holds_until else UNKNOWN
        assert said is expected


@given(st.lists(OBSERVATIONS, min_size=1, max_size=4))
def test_an_overlay_has_no_hole_and_is_nowhere_better_than_any_layer(several):
    layers = [intervals(one, from_at=hour(0), until_at=hour(72)) for one in several]
    spans = overlay(layers)
    covers(spans, hour(0), hour(72))
    for number in range(72):
        at = hour(number) + timedelta(minutes=30)
        there = [next(s.outcome for s in layer if s.from_at <= at < s.until_at) for layer in layers]
        assert next(s.outcome for s in spans if s.from_at <= at < s.until_at) is worst(there)


@pytest.mark.parametrize(
    ("counts", "fully_seen", "outcome"),
    [
        (Counts(), True, EMPTY),
        (Counts(), False, UNKNOWN),
        (Counts(passed=3), True, PASS),
        (Counts(passed=3), False, UNKNOWN),
        (Counts(passed=3, not_applicable=1), True, PASS),
        (Counts(passed=3, unknown=1), True, UNKNOWN),
        (Counts(passed=3, failed=1, unknown=1), True, FAIL),
        (Counts(failed=1), False, FAIL),
        (Counts(not_applicable=2), True, NOT_APPLICABLE),
        (Counts(not_applicable=2), False, UNKNOWN),
    ],
)
def test_the_table_of_verdicts(counts, fully_seen, outcome):
    assert verdict(counts, fully_seen=fully_seen) is outcome


@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.booleans())
def test_a_verdict_of_pass_needs_something_seen_and_nothing_unseen(
    passed, failed, unknown, other, fully_seen
):
    found = verdict(Counts(passed, failed, unknown, other), fully_seen=fully_seen)
    assert (found is PASS) == (passed > 0 and failed == unknown == 0 and fully_seen)


@pytest.mark.parametrize(
    ("tests", "control"),
    [([], UNKNOWN), ([PASS], PASS), ([PASS, FAIL], FAIL), ([PASS, UNKNOWN], UNKNOWN), ([PASS, EMPTY], EMPTY)],
)
def test_a_control_is_as_good_as_its_worst_test_and_untested_is_unknown(tests, control):
    assert control_outcome(tests) is control


@pytest.mark.parametrize(
    ("controls", "criterion"),
    [
        ([], UNKNOWN),
        ([PASS, EMPTY, NOT_APPLICABLE], PASS),
        ([EMPTY, NOT_APPLICABLE], EMPTY),
        ([NOT_APPLICABLE], NOT_APPLICABLE),
        ([PASS, UNKNOWN], UNKNOWN),
        ([PASS, UNKNOWN, FAIL], FAIL),
    ],
)
def test_a_criterion_is_as_good_as_its_worst_control_that_decides_anything(controls, criterion):
    assert criterion_outcome(controls) is criterion
