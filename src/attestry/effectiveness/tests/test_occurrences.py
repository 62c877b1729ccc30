"""The calendar of expected occurrences: published counts, and what holds of every calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.effectiveness.rules.occurrences import Rhythm, months_touched, occurrences, rhythm_of

FIRST_HALF = (date(2026, 1, 1), date(2026, 7, 1))
YEAR = (date(2026, 1, 1), date(2027, 1, 1))
THREE_MONTHS = (date(2026, 2, 1), date(2026, 5, 1))
VECTORS = {
    Rhythm.DAILY: (181, 365, 89),
    Rhythm.BUSINESS_DAILY: (129, 261, 64),
    Rhythm.WEEKLY: (25, 52, 12),
    Rhythm.SEMIMONTHLY: (12, 24, 6),
    Rhythm.MONTHLY: (6, 12, 3),
    Rhythm.QUARTERLY: (2, 4, 1),
    Rhythm.SEMIANNUAL: (1, 2, 0),
    Rhythm.ANNUAL: (1, 1, 1),
}
DAYS = st.dates(date(1999, 1, 1), date(2040, 12, 31))
RHYTHMS = st.sampled_from(Rhythm)


def days_of(rhythm, from_on, until_on):
    """The windows as pairs of days."""
    return [(one.from_at.date(), one.until_at.date()) for one in occurrences(rhythm, from_on, until_on)]


@pytest.mark.parametrize("rhythm", list(Rhythm))
def test_the_published_numbers_of_expected_occurrences_come_out(rhythm):
    counted = tuple(len(occurrences(rhythm, *period)) for period in (FIRST_HALF, YEAR, THREE_MONTHS))
    assert counted == VECTORS[rhythm]


@pytest.mark.parametrize("frequency", ["continuous", "per_event", "on_change", "as_needed", ""])
def test_what_happens_per_event_has_no_calendar(frequency):
    assert rhythm_of(frequency) is None


def test_a_month_that_begins_on_the_31st_of_january_moves_no_date():
    assert days_of(Rhythm.MONTHLY, date(2026, 1, 31), date(2026, 4, 1)) == [
        (date(2026, 1, 31), date(2026, 2, 1)),
        (date(2026, 2, 1), date(2026, 3, 1)),
        (date(2026, 3, 1), date(2026, 4, 1)),
    ]


def test_a_leap_day_is_a_day_and_belongs_to_its_month():
    assert len(occurrences(Rhythm.DAILY, date(2028, 2, 1), date(2028, 3, 1))) == 29
    assert days_of(Rhythm.SEMIMONTHLY, date(2028, 2, 1), date(2028, 3, 1)) == [
        (date(2028, 2, 1), date(2028, 2, 16)),
        (date(2028, 2, 16), date(2028, 3, 1)),
    ]


def test_a_year_is_expected_once_however_short_the_period():
    assert days_of(Rhythm.ANNUAL, *THREE_MONTHS) == [THREE_MONTHS]


def test_its_absence_is_a_deviation_when_it_was_due_and_the_grace_is_over():
    one = occurrences(Rhythm.QUARTERLY, *FIRST_HALF)[0]
    assert one.due_at == datetime(2026, 4, 1, tzinfo=UTC)
    assert one.deviation_from == datetime(2026, 4, 16, tzinfo=UTC)


@given(RHYTHMS, DAYS, DAYS)
def test_occurrences_are_in_order_disjoint_and_within_the_period(rhythm, from_on, until_on):
    found = days_of(rhythm, from_on, min(until_on, from_on + timedelta(days=800)))
    assert all(from_on <= start < end <= until_on for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))


@given(st.integers(1999 * 12, 2040 * 12), st.integers(1, 30))
def test_over_whole_months_the_counts_follow_the_published_formula(first, months):
    from_on, until_on = (date(n // 12, n % 12 + 1, 1) for n in (first, first + months))
    counted = {rhythm: len(occurrences(rhythm, from_on, until_on)) for rhythm in Rhythm}
    assert months_touched(from_on, until_on) == months
    assert counted == {
        Rhythm.DAILY: (until_on - from_on).days,
        Rhythm.BUSINESS_DAILY: sum(
            (from_on + timedelta(days=n)).weekday() < 5 for n in range((until_on - from_on).days)
        ),
        Rhythm.WEEKLY: (until_on - from_on).days // 7,
        Rhythm.SEMIMONTHLY: 2 * months,
        Rhythm.MONTHLY: months,
        Rhythm.QUARTERLY: months // 3,
        Rhythm.SEMIANNUAL: months // 6,
        Rhythm.ANNUAL: max(1, months // 12),
    }


@given(DAYS, DAYS)
def test_days_and_months_leave_no_hole(from_on, until_on):
    until_on = min(until_on, from_on + timedelta(days=800))
    for rhythm in (Rhythm.DAILY, Rhythm.MONTHLY, Rhythm.SEMIMONTHLY):
        found = days_of(rhythm, from_on, until_on)
        if from_on < until_on:
            assert (found[0][0], found[-1][1]) == (from_on, until_on)
        assert all(before[1] == after[0] for before, after in pairwise(found))


@given(RHYTHMS, DAYS)
def test_an_empty_period_expects_nothing(rhythm, day):
    assert occurrences(rhythm, day, day) == ()
