"""Instants, spans, numbers and outcomes read as a person would say them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from attestry.ui import words

NINE = datetime(2026, 3, 14, 9, 12, tzinfo=UTC)


def test_an_instant_is_said_in_utc_with_its_zone():
    tokyo = NINE.astimezone(timezone(timedelta(hours=9)))
    assert words.instant_words(tokyo) == "14 Mar 2026, 09:12 UTC"


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        words.instant_words(datetime(2026, 3, 14, 9, 12))


def test_the_day_of_an_instant_is_its_day_in_utc():
    late = datetime(2026, 3, 15, 1, 0, tzinfo=timezone(timedelta(hours=9)))
    assert words.day_words(late) == "14 Mar 2026"
    assert words.day_words(date(2026, 1, 2)) == "2 Jan 2026"


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=1), "1 second"),
        (timedelta(seconds=89), "89 seconds"),
        (timedelta(minutes=12), "12 minutes"),
        (timedelta(hours=31), "31 hours"),
        (timedelta(hours=47, minutes=59), "48 hours"),
        (timedelta(days=9), "9 days"),
        (timedelta(days=274), "9 months"),
        (timedelta(days=800), "2 years"),
        (timedelta(0), "0 seconds"),
    ],
)
def test_a_span_is_said_in_one_unit(span, said):
    assert words.span_words(span) == said


def test_relative_time_looks_both_ways():
    assert words.ago_words(NINE, NINE + timedelta(hours=3)) == "3 hours ago"
    assert words.ago_words(NINE + timedelta(days=2), NINE) == "in 2 days"
    assert words.ago_words(NINE, NINE + timedelta(seconds=20)) == "just now"


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (1530, 1530, "100%"),
        (99_999, 100_000, "over 99.9%"),
        (1, 100_000, "under 0.1%"),
        (0, 7, "0%"),
        (2, 3, "66.7%"),
        (0, 0, words.DASH),
    ],
)
def test_a_share_is_whole_only_where_it_is_exactly_so(part, whole, said):
    assert words.share_words(part, whole) == said


def test_numbers_are_grouped_and_counted():
    assert words.number_words(12345) == "12,345"
    assert words.number_words(0.5) == "0.5"
    assert words.number_words(-3) == f"{words.MINUS}3"
    assert words.counted_words(1, "entry", "entries") == "1 entry"
    assert words.counted_words(1530, "entry", "entries") == "1,530 entries"


def test_what_is_no_outcome_has_no_word():
    assert words.outcome_words("not_applicable") == "Not applicable"
    with pytest.raises(KeyError):
        words.outcome_words("compliant")


def test_initials_are_those_of_the_first_and_last_word():
    assert words.initials("Ada Maria Okafor") == "AO"
    assert words.initials("pipeline") == "P"
