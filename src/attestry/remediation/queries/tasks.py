"""Tasks as lists show them: narrowed, sorted, counted; and one task with all that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from attestry.evidence.models import Entry, EntryKind
from attestry.journal.rules import Actor
from attestry.people.models import Person
from attestry.people.queries.register import person_acting
from attestry.remediation.errors import TaskUnknown
from attestry.remediation.models import Task, TaskMove
from attestry.remediation.queries.people import working_people
from attestry.remediation.rules.task import LEFT, SETTLED, UNFIXED, Priority, TaskState

SORTS = {
    "title": ("title",),
    "owner": ("owner_label",),
    "due": ("due_on",),
    "priority": ("priority", "due_on"),
    "state": ("state",),
    "hours": ("effort_hours",),
}


def tasks_found(
    today: date,
    *,
    state: str = "",
    priority: str = "",
    due: str = "",
    owner: str = "",
    words: str = "",
    sort: str = "",
    is_descending: bool = False,
    theirs: Person | None = None,
) -> QuerySet[Task]:
    """Tasks narrowed by what is given, with owner, team and verifier; those without a day come last."""
    found = Task.objects.select_related("owner", "team", "verifier")
    if state == "left":
        found = found.filter(state__in=LEFT)
    elif state:
        found = found.filter(state=state)
    if priority:
        found = found.filter(priority=Priority[priority.upper()])
    if due == "overdue":
        found = found.filter(state__in=UNFIXED, due_on__lt=today)
    elif due == "none":
        found = found.filter(due_on=None, state__in=LEFT)
    if owner == "nobody":
        found = found.filter(of_nobody(today), state__in=LEFT)
    for word in words.split():
        found = found.filter(Q(title__icontains=word) | Q(controls__icontains=word))
    if theirs is not None:
        found = found.filter(of_person(theirs))
    if sort == "owner":
        found = found.annotate(owner_label=Coalesce("owner__name", "team__name"))
    names = SORTS.get(sort, ())
    turned = [F(one).desc(nulls_last=True) if is_descending else F(one).asc(nulls_last=True) for one in names]
    return found.order_by(*turned, "pk")


def of_nobody(today: date) -> Q:
    """What nobody who works here answers for: no owner, one who does not, or a team of nobody."""
    here = working_people(today)
    is_gone = Q(owner__isnull=False) & ~Q(owner__in=here.values("pk"))
    is_empty = Q(team__isnull=False) & ~Q(team__in=here.exclude(team=None).values("team"))
    return Q(owner=None, team=None) | is_gone | is_empty


def of_person(person: Person) -> Q:
    """What a person owns, alone or with their team, or verifies."""
    theirs = Q(owner=person) | Q(verifier=person)
    return theirs | Q(team=person.team_id) if person.team_id else theirs


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """How many tasks there are, by state, overdue, without an owner, and the hours that are left."""

    by_state: dict[str, int]
    by_priority: dict[int, int]
    overdue: int
    without_owner: int
    without_day: int
    hours_left: float

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_state.values())

    @property
    def left(self) -> int:
        """Those that are neither closed nor accepted."""
        return sum(self.by_state.get(one.value, 0) for one in LEFT)


def task_counts(today: date) -> TaskCounts:
    """Count them, in two queries."""
    left = Q(state__in=LEFT)
    numbers = Task.objects.aggregate(
        **{f"state_{one.value}": Count("pk", filter=Q(state=one)) for one in TaskState},
        **{f"priority_{one.value}": Count("pk", filter=Q(priority=one)) for one in Priority},
        overdue=Count("pk", filter=Q(state__in=UNFIXED, due_on__lt=today)),
        without_owner=Count("pk", filter=left & of_nobody(today)),
        without_day=Count("pk", filter=left & Q(due_on=None)),
        hours_left=Sum("effort_hours", filter=Q(state__in=UNFIXED)),
    )
    return TaskCounts(
        by_state={one.value: numbers[f"state_{one.value}"] for one in TaskState},
        by_priority={one.value: numbers[f"priority_{one.value}"] for one in Priority},
        overdue=numbers["overdue"],
        without_owner=numbers["without_owner"],
        without_day=numbers["without_day"],
        hours_left=float(numbers["hours_left"] or 0),
    )


def task_numbered(pk: int) -> Task:
    """One task with owner, team and verifier. Raises TaskUnknown."""
    found = Task.objects.select_related("owner", "team", "verifier").filter(pk=pk).first()
    if found is None:
        raise TaskUnknown(pk)
    return found


def is_of(task: Task, actor: Actor) -> bool:
    """Whether the actor owns the task, alone or with their team, or verifies it."""
    person = person_acting(actor)
    if person is None:
        return False
    team = person.team_id if person.team_id == task.team_id else None
    return person.pk in (task.owner_id, task.verifier_id) or team is not None


@dataclass(frozen=True, slots=True)
class TaskDetail:
    """What belongs to one task."""

    moves: tuple[TaskMove, ...]
    entries: tuple[Entry, ...]
    needs: tuple[Task, ...]
    needed_by: tuple[Task, ...]
    handed_in: tuple[Entry, ...]

    @property
    def blocking(self) -> tuple[Task, ...]:
        """What holds the fix back."""
        return tuple(one for one in self.needs if one.state not in SETTLED)


def task_detail(task: Task) -> TaskDetail:
    """Its moves, evidence and dependencies, and the newest documents that may show a fix."""
    entries = Entry.objects.filter(pk__in=task.evidence.values("entry"))
    documents = Entry.objects.filter(kind=EntryKind.DOCUMENT).order_by("-seq")
    return TaskDetail(
        moves=tuple(task.moves.all()),
        entries=tuple(entries),
        needs=tuple(Task.objects.filter(dependants__task=task)),
        needed_by=tuple(Task.objects.filter(dependencies__needs=task)),
        handed_in=tuple(documents[:20]),
    )
