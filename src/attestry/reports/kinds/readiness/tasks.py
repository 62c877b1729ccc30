"""Remediation in a readiness report: the task of each gap, and the plan by month with what endangers it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from attestry.remediation.rules.drafts import OF_CONTROL, OF_CRITERION
from attestry.remediation.rules.task import DONE, UNFIXED
from attestry.reports.kinds.readiness.queries import TaskLine
from attestry.ui.words import counted_words, day_words, number_words

NO_TASK = "No task was made of it."


@dataclass(frozen=True, slots=True)
class Tasks:
    """The tasks as of the report's last instant; ``by_gap`` has the newest of each gap, by the gap's key."""

    all: tuple[TaskLine, ...]
    by_gap: Mapping[str, TaskLine]

    def of_gap(self, key: str) -> str:
        """The state and day of a gap's task, in words."""
        found = self.by_gap.get(key)
        return found.words if found else NO_TASK

    def of_control(self, key: str) -> str:
        """The task of a control's gap."""
        return self.of_gap(f"{OF_CONTROL}{key}")

    def of_criterion(self, reference: str, controls: Iterable[str] = ()) -> str:
        """The task of a criterion's gap; where there is none, how those of its controls stand."""
        own = self.by_gap.get(f"{OF_CRITERION}{reference}")
        if own:
            return own.words
        keys = {f"{OF_CONTROL}{key}" for key in controls}
        found = [one for one in self.by_gap.values() if reference in one.criteria or one.gap_key in keys]
        if not found:
            return NO_TASK
        left = [one for one in found if one.state not in DONE]
        if not left:
            return f"{counted_words(len(found), 'task')} of its controls, all done"
        days = [one.due_on for one in left if one.due_on]
        by = f", the last due {day_words(max(days))}" if days else ", no day yet"
        return f"{len(left)} of {counted_words(len(found), 'task')} of its controls left{by}"


def tasks_of(lines: tuple[TaskLine, ...]) -> Tasks:
    """Tasks by their gaps; the newest stands last in ``lines``."""
    return Tasks(lines, {one.gap_key: one for one in lines if one.gap_key})


def remediation_facts(tasks: Tasks, on: date) -> dict[str, Any]:
    """What is left by month of its deadline, and what endangers the plan."""
    left = [one for one in tasks.all if one.state not in DONE]
    return {
        "total": len(tasks.all),
        "left": len(left),
        "months": [
            [month, str(len(found)), number_words(sum(one.hours or 0 for one in found))]
            for month, found in _by_month(left)
        ],
        "dangers": [
            words.format(counted_words(count, "task")) for words, count in _dangers(left, on) if count
        ],
    }


def _by_month(left: list[TaskLine]) -> list[tuple[str, list[TaskLine]]]:
    months: dict[date, list[TaskLine]] = {}
    for one in left:
        months.setdefault(one.due_on.replace(day=1) if one.due_on else date.max, []).append(one)
    return [
        ("No day yet" if month == date.max else f"{month:%B %Y}", found)
        for month, found in sorted(months.items())
    ]


def _dangers(left: list[TaskLine], on: date) -> Iterable[tuple[str, int]]:
    tests: tuple[tuple[str, Callable[[TaskLine], bool]], ...] = (
        ("{} overdue.", lambda one: one.state in UNFIXED and one.due_on is not None and one.due_on < on),
        ("{} without an owner.", lambda one: not one.owner),
        ("{} without a day.", lambda one: one.due_on is None),
        ("{} held back by another that is not verified.", lambda one: bool(one.waits_for)),
    )
    return ((words, sum(is_so(one) for one in left)) for words, is_so in tests)
