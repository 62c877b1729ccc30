from decimal import Decimal

import pytest

from attestry.controls.rules.control import Execution, Frequency
from attestry.readiness.rules.effort import Amount, Performed, effort
from attestry.readiness.rules.effort_assumptions import (
    DEFAULT_EFFORT,
    EffortAssumptions,
    assumptions_from,
    wrong_effort,
)


def a_control(execution=Execution.MANUAL, frequency="monthly", category="Access"):
    return Performed("IAM-01", "Reviews access", category, execution, frequency)


def assuming(**changed):
    return EffortAssumptions({**DEFAULT_EFFORT.quantities, **changed})


@pytest.mark.parametrize(
    "frequency, year, items",
    [
        ("daily", 2026, 365),
        ("daily", 2028, 366),
        ("weekly", 2026, 52),
        ("monthly", 2026, 12),
        ("quarterly", 2026, 4),
        ("semiannual", 2026, 2),
        ("annual", 2026, 1),
        ("per_event", 2026, 24),
        ("on_change", 2026, 24),
        ("continuous", 2026, 12),
    ],
)
def test_r133_a_control_leaves_as_many_items_as_its_calendar_expects_of_a_year(frequency, year, items):
    assert effort([a_control(frequency=frequency)], DEFAULT_EFFORT, year=year).total.items == items


def test_r133_every_frequency_has_items():
    for one in Frequency:
        assert effort([a_control(frequency=one.value)], DEFAULT_EFFORT, year=2026).total.items > 0


def test_r133_hours_and_cost_are_items_times_minutes_at_the_price_of_an_hour():
    found = effort([a_control(Execution.AUTOMATED)], assuming(by_hand=25, machine=4, rate=90), year=2026)
    assert (found.total.by_hand.hours, found.total.by_hand.cost) == (Decimal("5.00"), Decimal("450.00"))
    assert (found.total.today.hours, found.total.today.cost) == (Decimal("0.80"), Decimal("72.00"))
    assert (found.total.saved.hours, found.total.saved.cost) == (Decimal("4.20"), Decimal("378.00"))


def test_r133_where_today_takes_longer_the_saving_is_negative():
    found = effort([a_control(Execution.HYBRID)], assuming(by_hand=5, hybrid=10), year=2026)
    assert found.total.saved.hours == Decimal("-1.00")


def test_r133_a_sum_rounds_once():
    lines = [a_control(frequency="annual")] * 3
    found = effort(lines, assuming(by_hand=1), year=2026)
    assert [line.by_hand.hours for line in found.controls] == [Decimal("0.02")] * 3
    assert found.total.by_hand.hours == Decimal("0.05")
    assert Amount(minutes=1, rate=50).cost == Decimal("0.83")


def test_r133_no_control_comes_to_nothing():
    found = effort([], DEFAULT_EFFORT, year=2026)
    assert (found.total.controls, found.total.saved.hours, found.by_category) == (0, Decimal("0.00"), ())


def test_r133_the_product_s_own_assumptions_are_allowed_and_survive_being_kept():
    assert wrong_effort(DEFAULT_EFFORT) == {}
    assert assumptions_from(DEFAULT_EFFORT.record()) == DEFAULT_EFFORT
    assert assumptions_from(None) == DEFAULT_EFFORT
    assert assumptions_from({"by_hand": 9})["by_hand"] == 9


@pytest.mark.parametrize("currency", ["", "  ", "X" * 13, "E\nR"])
def test_r133_a_currency_is_a_short_text(currency):
    assert set(wrong_effort(EffortAssumptions(DEFAULT_EFFORT.quantities, currency))) == {"currency"}
