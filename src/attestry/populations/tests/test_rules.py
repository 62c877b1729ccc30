"""The rules of sizes, strata, filters, spread and days, without a database."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.effectiveness.rules.selection import population_digest
from attestry.kit.salted import commitment, committed
from attestry.populations.rules.achieved import achieved, all_achieved
from attestry.populations.rules.drawing import (
    FrozenItem,
    allocation,
    draw,
    following,
    ranked,
    systematic_start,
    the_seed,
)
from attestry.populations.rules.filters import FilterRefused, read_filters
from attestry.populations.rules.method import Method, Risk
from attestry.populations.rules.period import Days
from attestry.populations.rules.size_table import USUAL, read_cell, read_sizes
from attestry.populations.rules.sizing import Parameters, by_statistics
from attestry.populations.rules.spread import quarters, series

BY_POPULATION = [
    (0, 0, 0, 0), (1, 1, 1, 1), (2, 2, 2, 2), (4, 2, 2, 4), (5, 2, 3, 5), (12, 2, 3, 5), (13, 3, 5, 8),
    (24, 3, 5, 8), (25, 5, 8, 12), (52, 5, 8, 12), (53, 8, 10, 15), (100, 10, 10, 15), (101, 11, 11, 15),
    (150, 15, 15, 15), (250, 25, 25, 25), (251, 25, 40, 60), (1000, 25, 40, 60),
]  # fmt: skip
ITEMS = [
    FrozenItem(f"CHG-{number:04d}", stratum="pay" if number % 4 == 0 else "web") for number in range(1, 201)
]
TYPES = {"branch": "VARCHAR", "is_merge": "BOOLEAN", "commits": "BIGINT", "at": "TIMESTAMP", "on": "DATE"}


@pytest.mark.parametrize(("population", "lower", "normal", "higher"), BY_POPULATION)
def test_the_usual_sizes_by_population_are_as_published(population, lower, normal, higher):
    assert [USUAL.for_population(population, risk) for risk in Risk] == [lower, normal, higher]


@given(st.integers(0, 20_000), st.sampled_from(list(Risk)))
def test_the_usual_sizes_never_fall_never_exceed_and_are_none_only_of_none(population, risk):
    size = USUAL.for_population(population, risk)
    assert size <= population
    assert (size == 0) is (population == 0)
    assert size <= USUAL.for_population(population + 1, risk)


def test_the_usual_tables_are_well_formed_and_read_back():
    assert list(USUAL.complaints()) == []
    kept = USUAL.record()
    assert read_sizes(kept["by_frequency"], kept["by_population"]) == USUAL


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["2", "2", "2", "2"]], "begin at 1"),
        ([["1", "5", "5", "5"], ["10", "3", "5", "5"]], "fewer than of a smaller population"),
    ],
)
def test_a_table_whose_sizes_fall_or_begin_late_is_complained_of(rows, words):
    assert words in " ".join(read_sizes([], rows).complaints())


@pytest.mark.parametrize(
    ("frequencies", "rows"),
    [
        ([["daily", "5", "5"]], []),
        ([["daily", "5", "5", "many"]], []),
        ([["daily", "1", "1", "1"], ["daily", "1", "1", "1"]], []),
        ([], [["x", "1", "1", "1"]]),
        ([], [["5", "1", "1", "1"], ["1", "1", "1", "1"]]),
        ([], [["1", "0", "1", "1"]]),
        ([], [["1", "101%", "1", "1"]]),
    ],
)
def test_a_table_that_says_no_size_is_refused(frequencies, rows):
    with pytest.raises(ValueError, match=r".+"):
        read_sizes(frequencies, rows)


def test_a_cell_says_its_size_in_words():
    assert read_cell("10%, at least 8").size(53) == 8
    assert read_cell("10%,  At least 10, at most 25").size(1000) == 25
    assert read_cell("all").size(7) == 7
    assert read_cell("25").size(7) == 7


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 50), min_size=1, max_size=8), st.data())
def test_strata_share_a_sample_in_proportion_each_at_least_once(strata, data):
    size = data.draw(st.integers(1, sum(strata.values())))
    shares = allocation(strata, size)
    assert sum(shares.values()) == size
    assert all(0 <= shares[name] <= strata[name] for name in strata)
    assert size < len(strata) or all(shares.values())


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("size", [1, 25, 200])
def test_a_draw_holds_so_many_items_once_and_is_the_same_again(method, size):
    size = len(ITEMS) if method is Method.ALL else size
    drawn = draw(ITEMS, method=method, size=size, seed="s")
    assert len({one.item for one in drawn}) == len(drawn) == size
    assert drawn == draw(ITEMS, method=method, size=size, seed="s")


def test_strata_are_drawn_in_proportion():
    drawn = draw(ITEMS, method=Method.STRATIFIED, size=40, seed="s")
    assert Counter(one.stratum for one in drawn) == {"web": 30, "pay": 10}


def test_every_kth_item_is_taken_from_a_start_that_the_seed_gives():
    drawn = draw(ITEMS, method=Method.SYSTEMATIC, size=25, seed="s")
    start = systematic_start(200, 25, "s")
    assert 1 <= start <= 8
    assert drawn == [ITEMS[start - 1 + 8 * step] for step in range(25)]


def test_the_next_items_by_rank_follow_those_that_were_taken():
    order = ranked(ITEMS, "s")
    taken = {one.item for one in order[:5]}
    assert following(ITEMS, "s", taken, 3) == order[5:8]
    assert {one.stratum for one in following(ITEMS, "s", taken, 3, "pay")} == {"pay"}


@pytest.mark.parametrize("size", [0, 201])
def test_a_draw_outside_the_list_is_refused(size):
    with pytest.raises(ValueError, match="cannot be taken"):
        draw(ITEMS, method=Method.RANDOM, size=size, seed="s")


def test_a_seed_is_bound_to_its_list():
    digest = population_digest(one.item for one in ITEMS)
    assert the_seed("spring", "ab12", digest) == f"spring|ab12|pop-sha256:{digest}"
    assert the_seed("", "ab12", digest) == f"ab12|pop-sha256:{digest}"


def test_words_are_committed_to_under_a_salt_that_is_new_each_time():
    one, other = committed({"holds": True}), committed({"holds": True})
    assert one.digest != other.digest
    assert commitment({"holds": True}, one.salt) == one.digest
    assert commitment({"holds": False}, one.salt) != one.digest


def test_a_filter_is_a_condition_over_a_declared_column():
    said = "branch = main\nis_merge = true\ncommits >= 2\nbranch starts with a\nat is empty\non > 2026-03-01"
    sql = [one.sql for one in read_filters(said, TYPES)]
    assert sql[0] == "\"branch\" IS NOT DISTINCT FROM 'main'"
    assert sql[1] == "coalesce(\"is_merge\" = CAST('true' AS BOOLEAN), false)"
    assert len(sql) == 6


@pytest.mark.parametrize(
    "line",
    [
        "branch", "nobody = 1", "branch > a", "commits contains 1", "commits = many", "is_merge = maybe",
        "on = yesterday", "at = 25 o'clock", "branch = ", "1 = 1 -- x",
    ],
)  # fmt: skip
def test_a_line_that_is_no_filter_is_refused(line):
    with pytest.raises(FilterRefused, match=r".+"):
        read_filters(line, TYPES)


def test_a_value_with_a_quotation_mark_stays_a_value():
    (one,) = read_filters("branch = a' OR '1'='1", TYPES)
    assert one.sql == "\"branch\" IS NOT DISTINCT FROM 'a'' OR ''1''=''1'"


@pytest.mark.parametrize(
    ("line", "text", "holds"),
    [
        ("branch = main", "main", True), ("branch != main", "main", False),
        ("branch contains ai", "main", True),
        ("branch starts with ai", "main", False), ("branch is empty", " ", True),
        ("branch is not empty", "main", True), ("branch is not empty", "", False),
    ],
)  # fmt: skip
def test_a_filter_holds_of_a_text_as_it_does_of_a_column(line, text, holds):
    assert read_filters(line, TYPES)[0].holds_of(text) is holds


def test_a_sample_is_laid_over_the_quarters_that_the_period_touches():
    days = [date(2026, 1, 5), date(2026, 2, 1), date(2026, 6, 30), date(2026, 7, 1)]
    found = quarters(date(2026, 1, 1), date(2026, 6, 30), days, [date(2026, 2, 1)])
    assert [(one.label, one.population_count, one.sample_count) for one in found] == [
        ("Q1 2026", 2, 1),
        ("Q2 2026", 1, 0),
    ]


def test_numbers_that_are_missing_between_the_first_and_the_last_are_found():
    (found,) = series(["CHG-1", "CHG-2", "CHG-5", "plain"])
    assert (found.prefix, found.count, found.missing_count, found.missing) == ("CHG-", 3, 2, (3, 4))
    (many,) = series(["A1", "A1000000"])
    assert (many.missing_count, len(many.missing)) == (999_998, 20)


@pytest.mark.parametrize(
    ("zone", "begins", "ends"),
    [
        ("UTC", datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2026, 2, 28, 23, tzinfo=UTC), datetime(2026, 3, 31, 22, tzinfo=UTC)),
    ],
)
def test_days_begin_and_end_in_their_time_zone_also_where_clocks_change(zone, begins, ends):
    days = Days(date(2026, 3, 1), date(2026, 3, 31), zone)
    assert (days.from_at, days.until_at) == (begins, ends)
    assert days.day_of(days.from_at) == date(2026, 3, 1)


def test_a_statement_says_what_would_follow_from_what_is_found():
    clean = achieved(1000, 25, 0, 90)
    assert (clean.count, round(clean.limit, 6)) == (86, 0.087989)
    assert clean.words == (
        "With no deviation among 25 of 1,000 items, 90% confidence that at most 86 of them (8.6%) deviate; "
        "for a population without end at most 8.8%."
    )
    assert "the rate itself" in achieved(25, 25, 1, 90).words
    assert [len(row) for row in all_achieved(40, 2)] == [3, 3]


def test_a_size_by_statistics_takes_no_more_than_there_are():
    assert by_statistics(20, Parameters(expected=Decimal("0.5"))).size == 20
    assert by_statistics(1000, Parameters()).size == 22
