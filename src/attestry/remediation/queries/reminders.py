"""What is to be told today, and to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from attestry.kit import clock
from attestry.notices.models import Channel
from attestry.notices.queries.outbox import channels
from attestry.remediation.models import ReminderRound, Task
from attestry.remediation.queries.people import lead_addresses, working_people
from attestry.remediation.rules.task import UNFIXED, TaskState, is_reminded_between


@dataclass(frozen=True, slots=True)
class Owed:
    """A task that somebody is told of: to fix it, or to verify its fix."""

    task: int
    title: str
    due_on: date | None
    owner: int | None
    team: int | None
    is_to_verify: bool = False


def is_due(now: datetime) -> bool:
    """Whether today's reminders are not made yet, and there is any task to remind of."""
    return not ReminderRound.objects.filter(on=now.date()).exists() and Task.objects.exists()


def last_round() -> date | None:
    """The newest day on which reminders were made."""
    found: date | None = ReminderRound.objects.aggregate(on=Max("on"))["on"]
    return found


def owed(today: date, *, after: date) -> list[Owed]:
    """What was to be told on a day in (after, today], by deadline; fixes that wait on the same rhythm."""
    found = Task.objects.filter(state__in=UNFIXED, due_on__isnull=False).order_by("due_on", "pk")
    due = [
        Owed(one.pk, one.title, one.due_on, one.owner_id, one.team_id)
        for one in found
        if one.due_on and is_reminded_between(one.due_on, after=after, until=today)
    ]
    waiting = Task.objects.filter(state=TaskState.FIXED, verifier__isnull=False, fixed_at__isnull=False)
    return due + [
        Owed(one.pk, one.title, one.due_on, one.verifier_id, None, is_to_verify=True)
        for one in waiting.order_by("fixed_at", "pk")
        if one.fixed_at and is_reminded_between(one.fixed_at.date(), after=after, until=today)
    ]


def to_whom(found: list[Owed]) -> tuple[dict[str, list[Owed]], list[str], list[Channel]]:
    """What each mail address is told; the addresses of the leads; the channels. In three queries."""
    by_person: dict[int, list[Owed]] = {}
    by_team: dict[int, list[Owed]] = {}
    for one in found:
        if one.owner is not None:
            by_person.setdefault(one.owner, []).append(one)
        elif one.team is not None:
            by_team.setdefault(one.team, []).append(one)
    told: dict[str, list[Owed]] = {}
    for person in working_people(clock.now().date()).only("pk", "email", "team"):
        theirs = by_person.get(person.pk, []) + by_team.get(person.team_id or 0, [])
        if theirs:
            told[person.email] = theirs
    return told, lead_addresses(), list(channels())
