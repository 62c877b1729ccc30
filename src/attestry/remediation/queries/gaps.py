"""Every gap of today, whichever room finds it, beside the task that was made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from attestry.controls.queries.gaps import gaps_at
from attestry.kit.remembered import remembered
from attestry.readiness.models import ReportPlan
from attestry.readiness.queries.open_work import OpenWork, open_today
from attestry.readiness.queries.report_plan import assumptions_of
from attestry.readiness.rules.lacks import Lack
from attestry.remediation.models import Task
from attestry.remediation.rules.drafts import (
    OF_CONTROL,
    OF_CRITERION,
    FoundGap,
    hours_of,
    kind_of,
    why_of,
)
from attestry.remediation.rules.task import DONE, TaskState
from attestry.scope.models import System
from attestry.scope.queries.categories import the_system
from attestry.ui.addresses import address


@dataclass(frozen=True, slots=True)
class GapLine:
    """A gap as it is found on a day, and its newest task; None where none was made."""

    gap: FoundGap
    task: Task | None
    on: date

    @property
    def needs_task(self) -> bool:
        """Whether a task is to be made: none was, the gap is back since its last one, or accepted no more."""
        if self.task is None or self.is_accepted_no_more:
            return True
        if self.task.state not in DONE or self.task.state == TaskState.ACCEPTED:
            return False
        ended = self.task.closed_at
        came_back = self.gap.since is not None and ended is not None and self.gap.since > ended
        return came_back or self.task.gap_gone_at is not None

    @property
    def is_accepted_no_more(self) -> bool:
        """Whether the day is over until which somebody accepted it."""
        if self.task is None or self.task.state != TaskState.ACCEPTED:
            return False
        return self.task.accepted_until is not None and self.task.accepted_until < self.on

    @property
    def is_closed_too_early(self) -> bool:
        """Whether its task is closed while the gap is still found."""
        return self.task is not None and self.task.state == TaskState.CLOSED and not self.needs_task


@dataclass(frozen=True, slots=True)
class GapList:
    """All gaps of an instant, by key."""

    at: datetime
    lines: tuple[GapLine, ...]

    @property
    def without_task(self) -> tuple[GapLine, ...]:
        """Those of which a task is to be made."""
        return tuple(one for one in self.lines if one.needs_task)

    @property
    def closed_too_early(self) -> tuple[GapLine, ...]:
        """Those whose task says closed."""
        return tuple(one for one in self.lines if one.is_closed_too_early)

    @property
    def hours(self) -> tuple[int, int]:
        """The hours at worst by what is assumed, and of how many gaps anything is assumed."""
        known = [one.gap.hours for one in self.lines if one.gap.hours is not None]
        return round(sum(known)), len(known)

    @property
    def by_kind(self) -> dict[str, int]:
        """How many there are of each kind; their sum is the number of all."""
        counted = {"missing": 0, "inadequate": 0, "not_operating": 0}
        for one in self.lines:
            counted[one.gap.kind.value] += 1
        return counted


def gap_list(at: datetime) -> GapList:
    """The gaps of an instant with their tasks, in a constant number of queries."""
    found = found_gaps(at)
    tasks = {one.gap_key: one for one in Task.objects.exclude(gap_key=None).order_by("pk")}
    return GapList(at, tuple(GapLine(one, tasks.get(one.key), at.date()) for one in found))


@remembered
def found_gaps(at: datetime) -> tuple[FoundGap, ...]:
    """What rooms report, and what each control and criterion in scope lacks, by key."""
    reported = [
        FoundGap(
            one.key,
            one.title,
            one.why,
            one.kind,
            one.controls,
            one.criteria,
            one.url,
            one.since,
            owner=one.owner,
        )
        for one in gaps_at(at)
    ]
    return tuple(sorted([*reported, *_of_readiness(the_system(), open_today(at))], key=lambda one: one.key))


def _of_readiness(system: System, work: OpenWork) -> list[FoundGap]:
    assumed, _ = assumptions_of(ReportPlan.objects.filter(system=system).first())
    lacks, titles = _by_control(work)
    found = [
        FoundGap(
            key=f"{OF_CONTROL}{key}",
            title=f"{key}: {titles[key]}",
            why=why_of(having),
            kind=kind_of(having),
            controls=(key,),
            url=address("control", key),
            hours=hours_of(having, assumed),
        )
        for key, having in lacks.items()
    ]
    return [
        *found,
        *(
            FoundGap(
                key=f"{OF_CRITERION}{one.reference}",
                title=f"{one.reference}: {one.title}",
                why="It is in scope and no control speaks to it.",
                kind=kind_of([Lack.NO_CONTROL]),
                criteria=(one.reference,),
                url=address("criterion", one.reference),
                hours=hours_of([Lack.NO_CONTROL], assumed),
            )
            for one in work.lacking[Lack.NO_CONTROL]
        ),
    ]


def _by_control(work: OpenWork) -> tuple[dict[str, list[Lack]], dict[str, str]]:
    lacks: dict[str, list[Lack]] = {}
    titles: dict[str, str] = {}
    for lack, having in work.lacking.items():
        if lack.is_gap and not lack.is_of_a_criterion:
            for one in having:
                lacks.setdefault(one.reference, []).append(lack)
                titles[one.reference] = one.title
    return lacks, titles
