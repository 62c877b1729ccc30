"""Tables of remediation: what each team carries in each month, and the tasks that gaps would become."""

from __future__ import annotations

from attestry.remediation.queries.burdens import Burden
from attestry.remediation.queries.drafts import TaskDraft
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

DRAFTS: Rows[TaskDraft] = Rows(
    "tasks-to-make",
    (
        Shown("gap", "Gap", lambda one: one.gap.title),
        Shown("priority", "Priority", lambda one: one.priority),
        Shown("owner", "Owner", lambda one: one.owner.name if one.owner else None),
        Shown("hours", "Hours at worst", lambda one: one.gap.hours, numeric=True),
    ),
    {
        "gap": lambda one: one.gap.key,
        "title": lambda one: one.gap.title,
        "why": lambda one: one.gap.why,
        "priority": lambda one: one.priority.label,
        "owner": lambda one: one.owner.email if one.owner else "",
        "controls": lambda one: " ".join(one.gap.controls),
        "criteria": lambda one: " ".join(one.gap.criteria),
        "hours": lambda one: one.gap.hours,
    },
    (
        Held(
            "whose",
            "Owner",
            (("known", "Known"), ("unknown", "To be named")),
            lambda one: ("known" if one.owner else "unknown",),
        ),
    ),
    place="drafts",
)
