"""The tasks that would be made of gaps today: how urgent each is, whose, and by when if nothing is said."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from attestry.people.models import Person
from attestry.remediation.queries.assigning import owners
from attestry.remediation.queries.gaps import GapList
from attestry.remediation.rules.drafts import FoundGap
from attestry.remediation.rules.task import URGENCY, Priority, TaskKind


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A gap that is to become a task; ``owner`` is whoever answers for it and works here."""

    gap: FoundGap
    priority: Priority
    owner: Person | None

    @property
    def is_urgent(self) -> bool:
        """Whether it is due before the rest."""
        return self.priority <= Priority.HIGH


def drafts_of(found: GapList, *, only: Collection[str] = ()) -> tuple[TaskDraft, ...]:
    """One for each gap without a task, or of those the ones whose keys are named; in two queries."""
    wanted = [one.gap for one in found.without_task if not only or one.gap.key in only]
    who = owners(found.at.date())
    return tuple(TaskDraft(gap, URGENCY[TaskKind(gap.kind.value)], who.of_gap(gap)) for gap in wanted)
