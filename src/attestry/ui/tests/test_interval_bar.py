"""A period is laid out whole: spans cut to it, and what nobody observed shown as unknown."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.ui.interval_bar import UNOBSERVED, Span, interval_bar
from attestry.ui.words import OUTCOMES

START = datetime(2026, 1, 1, tzinfo=UTC)
END = START + timedelta(days=100)


def at(days):
    return START + timedelta(days=days)


def outcomes(bar):
    return [(segment.span.outcome, segment.x, segment.width) for segment in bar.segments]


def test_spans_are_cut_to_the_period():
    bar = interval_bar([Span(at(-9), None, "pass")], from_at=START, until_at=END)
    assert outcomes(bar) == [("pass", 0.0, 100.0)]


def test_a_hole_is_unknown_and_says_so():
    bar = interval_bar(
        [Span(at(10), at(50), "pass"), Span(at(60), None, "fail")], from_at=START, until_at=END
    )
    assert [segment.span.outcome for segment in bar.segments] == ["unknown", "pass", "unknown", "fail"]
    assert bar.segments[0].span.reason == UNOBSERVED


def test_a_period_without_any_span_is_wholly_unknown():
    assert outcomes(interval_bar([], from_at=START, until_at=END)) == [("unknown", 0.0, 100.0)]


def test_overlapping_spans_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        interval_bar([Span(at(1), at(5), "pass"), Span(at(4), at(9), "fail")], from_at=START, until_at=END)


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="ends after"):
        interval_bar([], from_at=END, until_at=START)


def test_a_segment_says_outcome_length_instants_and_reason():
    span = Span(at(1), at(1) + timedelta(hours=31), "fail", reason="Bucket a is public.")
    bar = interval_bar([span], from_at=START, until_at=END)
    assert bar.segments[1].title == (
        "Fails for 31 hours, 2 Jan 2026, 00:00 UTC to 3 Jan 2026, 07:00 UTC. Bucket a is public."
    )


def test_the_summary_names_each_outcome_with_its_share():
    bar = interval_bar([Span(at(0), at(75), "pass")], from_at=START, until_at=END, name="BKP-01")
    assert bar.summary == "BKP-01, 1 Jan 2026 to 11 Apr 2026: passes 75%, unknown 25%"


def test_ticks_stand_at_month_beginnings_and_stay_few():
    labels = [tick.label for tick in interval_bar([], from_at=START, until_at=END).ticks]
    assert labels == ["Jan 2026", "Feb", "Mar", "Apr"]
    assert len(interval_bar([], from_at=START, until_at=at(3650)).ticks) <= 13


@given(
    cuts=st.lists(st.integers(-20, 120), min_size=2, max_size=12, unique=True).map(sorted),
    names=st.lists(st.sampled_from(sorted(OUTCOMES)), min_size=12, max_size=12),
)
def test_segments_always_cover_the_period_once(cuts, names):
    spans = [Span(at(a), at(b), name) for a, b, name in zip(cuts[::2], cuts[1::2], names, strict=False)]
    bar = interval_bar(spans, from_at=START, until_at=END)
    assert bar.segments[0].from_at == START
    assert bar.segments[-1].until_at == END
    assert all(one.until_at == two.from_at for one, two in zip(bar.segments, bar.segments[1:], strict=False))
    assert sum(bar.totals.values(), timedelta(0)) == END - START
