"""Tables of remediation: tasks and what belongs to them, planning, trackers."""

from __future__ import annotations

from attestry.remediation.models.planning import ReminderRound, TeamCapacity
from attestry.remediation.models.task import FixEvidence, Task, TaskDependency, TaskMove
from attestry.remediation.models.tracker import TrackedIssue, Tracker

__all__ = [
    "FixEvidence",
    "ReminderRound",
    "Task",
    "TaskDependency",
    "TaskMove",
    "TeamCapacity",
    "TrackedIssue",
    "Tracker",
]
