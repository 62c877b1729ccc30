"""Sizes and limits of attribute samples: known values, the traps at their edges, and what always holds."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.kit.stats.limits import upper_count, upper_limit
from attestry.kit.stats.sizes import Convention, PlannedSize, planned_size, size_accepting, size_within
from attestry.kit.stats.tails import is_rare, is_rare_in

# By function: confidence in percent, what it is told, and what it answers. Made with scipy.
KNOWN = json.loads((Path(__file__).parent / "attribute_statistics.json").read_text())
SHARES = st.fractions(Fraction(1, 100), Fraction(30, 100), max_denominator=200)
CONFIDENCES = st.sampled_from([Fraction(80, 100), Fraction(9, 10), Fraction(95, 100), Fraction(99, 100)])


def percent(confidence):
    return Fraction(confidence, 100)


def test_a_binomial_size_is_as_published():
    for confidence, rate, accepted, size in KNOWN["size_accepting"]:
        assert size_accepting(percent(confidence), Fraction(rate), accepted) == size


def test_a_planned_size_is_as_published():
    for confidence, rate, expected, size, accepted in KNOWN["planned_size"]:
        found = planned_size(percent(confidence), Fraction(rate), Fraction(expected))
        assert found == PlannedSize(size, accepted)


def test_an_upper_limit_is_as_published():
    for confidence, size, deviations, limit in KNOWN["upper_limit"]:
        assert upper_limit(size, deviations, percent(confidence)) == pytest.approx(limit, abs=6e-7)


def test_a_size_for_a_small_population_is_as_published_by_both_conventions():
    for confidence, rate, population, *known in KNOWN["size_within"]:
        found = []
        for convention in (Convention.STRICT, Convention.AT_RATE):
            found.append(convention.too_many(population, Fraction(rate)))
            found.append(size_within(population, percent(confidence), Fraction(rate), convention))
        assert found == known


def test_how_many_of_a_small_population_may_deviate_is_as_published():
    for confidence, population, size, deviations, count in KNOWN["upper_count"]:
        assert upper_count(population, size, deviations, percent(confidence)) == count


def test_without_a_deviation_the_limit_has_a_closed_form():
    assert upper_limit(25, 0, Fraction(95, 100)) == pytest.approx(1 - 0.05 ** (1 / 25), abs=1e-9)


def test_a_size_at_a_whole_logarithm_is_settled_by_the_inequality_and_not_by_a_float():
    # (1 - 1/2)^n <= 1/8 holds from n = 3 on, where log(1/8) / log(1/2) is 3 or the float beside it.
    assert size_accepting(Fraction(7, 8), Fraction(1, 2)) == 3
    assert size_accepting(1 - Fraction(9, 10) ** 30, Fraction(1, 10)) == 30


def test_where_every_item_deviates_the_limit_is_all():
    assert upper_limit(3, 3, Fraction(9, 10)) == 1.0
    assert upper_count(12, 4, 4, Fraction(9, 10)) == 12


@pytest.mark.parametrize(
    "asked",
    [
        lambda: upper_limit(0, 0, Fraction(9, 10)),
        lambda: upper_count(10, 0, 0, Fraction(9, 10)),
        lambda: upper_count(10, 11, 0, Fraction(9, 10)),
        lambda: upper_limit(5, 6, Fraction(9, 10)),
        lambda: upper_limit(5, -1, Fraction(9, 10)),
        lambda: size_within(0, Fraction(9, 10), Fraction(1, 10)),
        lambda: size_accepting(Fraction(1), Fraction(1, 10)),
        lambda: size_accepting(Fraction(9, 10), Fraction(0)),
        lambda: size_accepting(Fraction(9, 10), Fraction(1, 10), -1),
    ],
)
def test_what_says_nothing_is_refused_and_never_nought_percent(asked):
    with pytest.raises(ValueError, match=r"says nothing|cannot be|are not among|none|lies between"):
        asked()


def test_an_expectation_that_reaches_the_tolerable_rate_has_no_size():
    assert planned_size(Fraction(9, 10), Fraction(5, 100), Fraction(5, 100)) is None


@given(CONFIDENCES, SHARES, st.integers(0, 4))
def test_a_size_is_enough_and_one_fewer_is_not(confidence, rate, accepted):
    size = size_accepting(confidence, rate, accepted)
    assert is_rare(size, accepted, rate, 1 - confidence)
    assert size == accepted + 1 or not is_rare(size - 1, accepted, rate, 1 - confidence)


@given(st.integers(1, 400), CONFIDENCES, SHARES)
def test_a_small_population_never_needs_more_than_a_large_one(population, confidence, rate):
    at_rate = size_within(population, confidence, rate)
    strict = size_within(population, confidence, rate, Convention.STRICT)
    assert 1 <= strict <= at_rate <= population
    assert strict <= size_accepting(confidence, rate)


@given(st.integers(1, 200), st.data(), CONFIDENCES)
def test_what_may_deviate_is_the_last_count_that_is_not_rare(population, data, confidence):
    size = data.draw(st.integers(1, population))
    deviations = data.draw(st.integers(0, size))
    count = upper_count(population, size, deviations, confidence)
    risk = 1 - confidence
    assert not is_rare_in(population, count, size, deviations, risk)
    assert count == population - (size - deviations) or is_rare_in(
        population, count + 1, size, deviations, risk
    )


@given(st.integers(1, 60), st.data(), CONFIDENCES)
def test_a_limit_lies_above_what_was_found_and_grows_with_it(size, data, confidence):
    deviations = data.draw(st.integers(0, size - 1))
    limit = upper_limit(size, deviations, confidence)
    assert deviations / size < limit <= upper_limit(size, deviations + 1, confidence)
