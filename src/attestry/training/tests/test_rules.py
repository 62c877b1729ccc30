"""Where one person stands with one course."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from attestry.training.rules.standing import State, Terms, standing

YEARLY = Terms(days_to_finish=30, repeat_days=365)
ASSIGNED = date(2026, 1, 1)
START = date(2026, 2, 1)


def on_day(day, passed=(), *, started_on=START, terms=YEARLY):
    return standing(
        terms,
        started_on=started_on,
        assigned_on=ASSIGNED,
        passed_on=[started_on + timedelta(days=one) for one in passed],
        today=started_on + timedelta(days=day),
    )


@pytest.mark.parametrize(
    ("day", "passed", "state", "is_late"),
    [
        (30, (), State.DUE, False),
        (31, (), State.OVERDUE, True),
        (31, (30,), State.DONE, False),
        (40, (31,), State.DONE, True),
        (395, (30,), State.DONE, False),
        (396, (30,), State.OVERDUE, False),
        (10, (20,), State.DUE, False),
    ],
)
def test_a_joiner_has_thirty_days_and_then_a_year(day, passed, state, is_late):
    found = on_day(day, passed)
    assert (found.state, found.is_late_joiner) == (state, is_late)


def test_who_was_here_before_the_assignment_is_counted_from_it_and_is_no_late_joiner():
    found = on_day(2000, started_on=date(2020, 1, 1))
    assert (found.due_on, found.is_late_joiner) == (date(2026, 1, 31), False)


def test_a_course_that_is_owed_once_is_done_for_ever():
    found = on_day(5000, (3,), terms=Terms(30, None))
    assert (found.state, found.due_on) == (State.DONE, None)
