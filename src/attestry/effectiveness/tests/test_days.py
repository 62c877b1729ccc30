"""Day by day: the worst of each day, and days of which nothing is known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.rules.days import days
from attestry.effectiveness.rules.interval import Observation, intervals
from attestry.effectiveness.rules.promise import Promise

MONDAY = datetime(2026, 3, 9, tzinfo=UTC)


def seen(day: float, outcome: Outcome) -> Observation:
    at = MONDAY + timedelta(days=day)
    return Observation(at, at + timedelta(hours=26), outcome, outcome.value)


def outcomes(*observations: Observation, until: int) -> list[str]:
    spans = intervals(observations, from_at=MONDAY, until_at=MONDAY + timedelta(days=until))
    return [day.outcome.value if day.outcome else "no data" for day in days(spans)]


def test_r119_a_day_is_as_bad_as_its_worst_hour():
    assert outcomes(seen(0, Outcome.PASS), seen(1.5, Outcome.FAIL), seen(2, Outcome.PASS), until=3) == [
        "pass",
        "fail",
        "pass",
    ]


def test_r119_days_on_which_nobody_looked_have_no_data_and_are_never_a_pass():
    assert outcomes(seen(0, Outcome.PASS), seen(4, Outcome.PASS), until=5) == [
        "pass",
        "pass",
        "no data",
        "no data",
        "pass",
    ]


def test_a_period_that_begins_before_the_first_look_begins_without_data():
    assert outcomes(seen(1.5, Outcome.PASS), until=3)[0] == "no data"


def test_nothing_has_no_days():
    assert days(()) == ()


def test_a_promise_is_broken_only_once_its_time_is_over():
    due = Promise(MONDAY, timedelta(days=3), MONDAY + timedelta(days=3))
    assert not due.is_broken
    assert Promise(MONDAY, timedelta(days=3), due.due_at + timedelta(seconds=1)).is_broken
