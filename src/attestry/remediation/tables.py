"""What each team carries in each month, as a table."""

from __future__ import annotations

from attestry.remediation.queries.burdens import Burden
from attestry.ui.rows import Held, Rows, Shown

BURDENS: Rows[Burden] = Rows(
    "tasks-by-team-and-month",
    (
        Shown("team", "Team", lambda one: one.team or None),
        Shown("due", "Month", lambda one: one.month),
        Shown("tasks", "Tasks", lambda one: one.tasks, numeric=True),
        Shown("hours", "Hours", lambda one: one.hours, numeric=True),
        Shown("limit", "Can carry", lambda one: one.limit),
    ),
    {
        "team": lambda one: one.team,
        "month": lambda one: f"{one.month:%Y-%m}" if one.month else "",
        "tasks": lambda one: one.tasks,
        "hours": lambda one: round(one.hours, 1),
        "can_carry": lambda one: one.limit,
    },
    (
        Held(
            "load",
            "Load",
            (("over", "Too much"), ("within", "Within"), ("unsaid", "Nobody said")),
            lambda one: ("unsaid" if one.limit is None else "over" if one.is_over else "within",),
        ),
    ),
    place="burden",
)
