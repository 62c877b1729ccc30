"""Filters wrap words in elements that carry the exact value, and escape what they are given."""

from datetime import UTC, datetime, timedelta

from attestry.kit import clock
from attestry.ui import filters

NINE = datetime(2026, 3, 14, 9, 12, tzinfo=UTC)


def test_an_instant_carries_its_machine_form():
    assert filters.instant(NINE) == '<time datetime="2026-03-14T09:12:00Z">14 Mar 2026, 09:12 UTC</time>'


def test_an_instant_that_was_kept_as_text_reads_as_any_other():
    assert filters.kept_instant("2026-03-14T09:12:00Z") == filters.instant(NINE)


def test_relative_time_carries_the_absolute_one():
    with clock.simulated(NINE + timedelta(hours=31)):
        said = filters.ago(NINE)
    assert "31 hours ago" in said
    assert 'title="14 Mar 2026, 09:12 UTC"' in said


def test_a_short_digest_carries_the_whole_one():
    said = filters.short_digest("9f86d081884c7d65")
    assert 'title="9f86d081884c7d65"' in said
    assert ">9f86d08188<" in said


def test_a_digest_that_is_markup_is_escaped():
    assert "<script" not in filters.short_digest("<script>alert(1)</script>")


def test_a_query_leaves_out_what_is_empty():
    assert filters.with_query("/items/", {"outcome": "fail", "q": ""}) == "/items/?outcome=fail"
    assert filters.with_query("/items/", {}) == "/items/"
