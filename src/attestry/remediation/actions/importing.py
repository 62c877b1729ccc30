"""Tasks from a CSV file: shown first, then all of it, or nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.csv_cells import Cells, read_lines
from attestry.kit.csv_plan import CsvPlan, plan_of
from attestry.kit.csv_rows import refuse_lines
from attestry.people.models import Person, Team
from attestry.remediation.actions.checking import refuse_past, refuse_unsound
from attestry.remediation.actions.planning import new_task, write_tasks
from attestry.remediation.actions.planning import plan_of as plan_of_task
from attestry.remediation.errors import DeadlinePassed, TaskRefused, VerifierIsOwner
from attestry.remediation.models import Task, TaskDependency
from attestry.remediation.queries.known import Known, known
from attestry.remediation.rules.task import Priority

REQUIRED = ("title", "deadline")
OPTIONAL = (
    "why", "owner", "team", "verifier", "start", "hours", "priority", "tool category", "cost",
    "controls", "criteria", "needs",
)  # fmt: skip
Named = TypeVar("Named", Person, Team)
_PRIORITIES = ", ".join(one.name.lower() for one in Priority)
_MOST_HOURS, _MOST_COST = Decimal(99_999), Decimal(9_999_999)


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is understood; ``needs`` are titles in small letters."""

    number: int
    task: Task
    needs: tuple[str, ...]

    @property
    def key(self) -> str:
        """What other lines call it."""
        return self.task.title.casefold()


def plan_tasks(data: bytes) -> CsvPlan:
    """What the list would add. Raises WrongLines that names every line that is wrong."""
    there = known(clock.now().date())
    return _plan(_read(data, there), there)


@act("remediation.plan")
def import_tasks(actor: Actor, data: bytes, *, seen: str = "") -> CsvPlan:
    """Take in a CSV file of tasks; one whose title stands among those that are left stays as it is.

    ``seen`` is the digest of the plan that was looked at. Raises PlanChanged; WrongLines with the lines.
    """
    there = known(clock.now().date())
    lines = _read(data, there)
    plan = _plan(lines, there)
    plan.refuse_unless(seen)
    fresh = [one for one in lines if one.key not in there.tasks]
    made = write_tasks(actor, [one.task for one in fresh], "From a list.", there=there.staff)
    numbers = {**there.tasks, **{one.title.casefold(): one.pk for one in made}}
    TaskDependency.objects.bulk_create(
        (
            TaskDependency(task_id=numbers[one.key], needs_id=numbers[needed])
            for one in fresh
            for needed in one.needs
        ),
        batch_size=500,
    )
    first_and_last = [made[0].pk, made[-1].pk] if made else []
    record("tasks", after={"imported": len(made), "numbers": first_and_last, "known": plan.unchanged_count})
    return plan


def _read(data: bytes, there: Known) -> list[Line]:
    lines = read_lines(
        data, lambda cells: _line(cells, there), required=REQUIRED, optional=OPTIONAL, once="title"
    )
    titles = {one.key for one in lines}
    refuse_lines(
        [
            f"line {one.number}: needs: no task is called “{needed[:80]}”"
            for one in lines
            for needed in one.needs
            if needed not in titles and needed not in there.tasks
        ]
    )
    _refuse_circles(lines)
    return lines


def _refuse_circles(lines: Sequence[Line]) -> None:
    at = {one.key: one for one in lines}
    try:
        TopologicalSorter({one.key: one.needs for one in lines}).prepare()
    except CycleError as refusal:
        way = [at[key] for key in refusal.args[1]]
        said = " needs ".join(f"“{one.task.title[:80]}”" for one in reversed(way))
        refuse_lines([f"line {min(one.number for one in way)}: needs: it goes round in a circle, {said}"])


def _plan(lines: Sequence[Line], there: Known) -> CsvPlan:
    return plan_of(
        (one.task.title, {}, {}) if one.key in there.tasks else (one.task.title, None, _told(one))
        for one in lines
    )


def _told(line: Line) -> dict[str, object]:
    said = {key: value for key, value in plan_of_task(line.task).items() if value and key != "title"}
    return {**said, "needs": "; ".join(line.needs)} if line.needs else said


def _line(cells: Cells, there: Known) -> Line:
    task = new_task(
        title=cells.text("title", most=300, needed=True),
        why=cells.text("why"),
        priority=_priority(cells),
        controls=_named(cells, "controls", there.controls),
        criteria=_named(cells, "criteria", there.criteria),
    )
    task.owner = _one_of(cells, "owner", there.people, "nobody works here under")
    task.verifier = _one_of(cells, "verifier", there.people, "nobody works here under")
    task.team = _one_of(cells, "team", there.teams, "there is no team")
    task.starts_on, task.due_on = cells.day("start"), cells.day("deadline")
    hours = cells.amount("hours", _MOST_HOURS)
    task.effort_hours = None if hours is None else hours.quantize(Decimal("0.1"))
    task.tool_category, task.cost = cells.text("tool category", most=100), cells.amount("cost", _MOST_COST)
    needs = tuple(one.strip().casefold() for one in cells.text("needs").split("|") if one.strip())
    if task.title.casefold() not in there.tasks:
        named = {one.split(": ")[1].replace("team", "owner") for one in cells.wrong}
        for column, _, why in (one.partition(": ") for one in (*_unsound(task), *there.staff.lacks(task))):
            if column.lower() not in named:
                cells.refuse(column.lower(), why)
    return Line(cells.line, task, tuple(dict.fromkeys(needs)))


def _unsound(task: Task) -> tuple[str, ...]:
    try:
        refuse_unsound(task)
        refuse_past(task.due_on)
    except (TaskRefused, VerifierIsOwner, DeadlinePassed) as refusal:
        return (refusal.message,)
    return ()


def _priority(cells: Cells) -> Priority:
    said = cells.text("priority").upper()
    if said and said not in Priority.__members__:
        cells.refuse("priority", f"“{said[:80].lower()}” is none of {_PRIORITIES}")
    return Priority.__members__.get(said, Priority.MEDIUM)


def _named(cells: Cells, column: str, there: Collection[str]) -> list[str]:
    said = cells.text(column).replace(",", " ").replace(";", " ").split()
    for one in said:
        if one not in there:
            cells.refuse(column, f"there is none called {one[:40]}")
    return list(dict.fromkeys(said))


def _one_of(cells: Cells, column: str, there: Mapping[str, Named], wrong: str) -> Named | None:
    said = cells.text(column, most=254)
    if said and said.casefold() not in there:
        cells.refuse(column, f"{wrong} “{said[:80]}”")
    return there.get(said.casefold())
