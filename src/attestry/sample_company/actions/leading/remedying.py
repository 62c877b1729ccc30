"""Gaps become tasks, and tasks go their way: given out, begun, fixed with evidence, verified, closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from attestry.accounts.rules import Role
from attestry.evidence.queries import entries
from attestry.kit import clock
from attestry.people.models import Person
from attestry.remediation.actions.bulk import edit_tasks
from attestry.remediation.actions.drawing import draw_tasks
from attestry.remediation.actions.moving import close_task, fix_task, start_task, verify_task
from attestry.remediation.models import Task
from attestry.remediation.rules.task import TaskState
from attestry.sample_company.actions.leading.deeds import Deeds, Happening
from attestry.sample_company.company import Company
from attestry.sample_company.rules.calendar import Calendar, is_workday
from attestry.sample_company.rules.chance import between, share

DRAWN_FROM, DRAWN_EVERY = 25, 14
DUE_IN = (20, 75)
BEGUN_SHARE = 0.8
CLOSED_SHARE = 0.92
POSTPONED_SHARE, POSTPONED_DAYS = 0.93, 60


class Remedies:
    """Draws tasks every fortnight; owners get to them sooner or later, another verifies."""

    def __init__(self, company: Company, calendar: Calendar, deeds: Deeds) -> None:
        self._company, self._calendar, self._deeds = company, calendar, deeds
        users = company.program.users
        self._lead = next(one.login for one in users if one.role is Role.LEAD)
        self._owners = [one.login for one in users if one.role is Role.OWNER]

    def happenings(self, day: int, *, is_first: bool) -> Iterator[Happening]:
        """What happens to the tasks on a day; the first day of a telling draws them too."""
        if day < DRAWN_FROM:
            return
        if is_first or (day - DRAWN_FROM) % DRAWN_EVERY == 0:
            yield self._calendar.at(day, 9, 40), self._draw
        if is_workday(day):
            yield self._calendar.at(day, 16, 50), partial(self._work, day)

    def _draw(self) -> None:
        lead, today = self._deeds.actor(self._lead), clock.now().date()
        answers = Person.objects.get(email=self._mail(self._lead))
        draw_tasks(lead, owner=answers, due_on=today + timedelta(days=DUE_IN[1]))
        self._give(list(Task.objects.filter(state=TaskState.OPEN, verifier=None).select_related("owner")))
        self._postpone()

    def _postpone(self) -> None:
        """What will not be ready by its day mostly gets another one; what nobody thought of is late."""
        today = clock.now().date()
        waiting = Task.objects.filter(state__in=(TaskState.OPEN, TaskState.IN_PROGRESS), gap_gone_at=None)
        late = [
            one.pk
            for one in waiting.filter(due_on__lte=today + timedelta(days=DRAWN_EVERY))
            if share("slips", one.gap_key or one.title) < POSTPONED_SHARE
        ]
        if late:
            edit_tasks(self._deeds.actor(self._lead), late, due_on=today + timedelta(days=POSTPONED_DAYS))

    def _give(self, tasks: list[Task]) -> None:
        """Each new task gets a verifier who is not its owner, and a day of its own."""
        named: dict[tuple[str, int], list[int]] = defaultdict(list)
        for task in tasks:
            verifier = self._verifier(task.owner.email if task.owner else "")
            named[verifier, between(*DUE_IN, "due", task.gap_key or task.title) // 5].append(task.pk)
        people = {one.email: one for one in Person.objects.all()}
        lead, today = self._deeds.actor(self._lead), clock.now().date()
        for (verifier, fifths), numbers in named.items():
            edit_tasks(lead, numbers, verifier=people[verifier], due_on=today + timedelta(days=5 * fifths))

    def _work(self, day: int) -> None:
        unfinished = Task.objects.exclude(state__in=(TaskState.CLOSED, TaskState.ACCEPTED))
        for task in unfinished.exclude(owner=None).select_related("owner", "verifier"):
            self._move(task, (self._calendar.on(day) - task.moved_at.date()).days)

    def _move(self, task: Task, waited: int) -> None:
        """The next step of a task, where it has waited long enough for it."""
        key, owner, verifier = task.gap_key or task.title, task.owner, task.verifier
        if owner is None or verifier is None:
            return
        if task.state == TaskState.OPEN:
            is_seen_to = task.gap_gone_at is not None or share("begins", key) < BEGUN_SHARE
            if is_seen_to and waited >= between(1, 12, "begins", key):
                start_task(self._deeds.actor(_login(owner)), task)
        elif task.state == TaskState.IN_PROGRESS:
            is_done = task.gap_gone_at is not None or (
                not task.gap_key and waited >= between(9, 30, "does", key)
            )
            if is_done and (shown := self._shows(task)):
                words = "It is done, and the newest entry of the ledger shows how things stand."
                fix_task(self._deeds.actor(_login(owner)), task, entries=[shown], reason=words)
        elif task.state == TaskState.FIXED:
            if waited >= between(1, 5, "verifies", key):
                actor = self._deeds.actor(_login(verifier))
                verify_task(actor, task, reason="Looked at again: it holds.")
        elif share("closes", key) < CLOSED_SHARE and waited >= between(2, 9, "closes", key):
            close_task(self._deeds.actor(self._lead), task)

    def _shows(self, task: Task) -> int | None:
        """The newest entry of the ledger, where one came since the task was opened."""
        newest = entries().first()
        return newest.seq if newest and newest.recorded_at > task.opened_at else None

    def _verifier(self, owner: str) -> str:
        """The lead verifies, and for what the lead owns, somebody else who owns controls."""
        lead = self._mail(self._lead)
        return lead if owner != lead else self._mail(self._owners[0])

    def _mail(self, login: str) -> str:
        return f"{login}@{self._company.profile.domain}"


def _login(person: Person) -> str:
    return person.email.partition("@")[0]
