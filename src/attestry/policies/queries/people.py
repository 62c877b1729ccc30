"""What each person owes, all policies together: whom to remind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from attestry.people.models import Person, Team
from attestry.policies.queries.acknowledgements import Asked


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person with how many acknowledgements they owe, how many are overdue, and which."""

    person: Person
    team: str
    owed: int
    overdue: int
    since: date | None
    titles: tuple[str, ...]


def people_lines(found: Iterable[Asked], on: date) -> tuple[PersonLine, ...]:
    """One line for each person who is asked for anything, by name; reads nothing further."""
    by_person: dict[int, list[Asked]] = {}
    for one in found:
        by_person.setdefault(one.person.pk, []).append(one)
    lines = [_line(each, on) for each in by_person.values()]
    return tuple(sorted(lines, key=lambda line: line.person.name))


def team_names() -> list[str]:
    """The teams of the register of people, by name."""
    return list(Team.objects.order_by("name").values_list("name", flat=True))


def _line(asked: list[Asked], on: date) -> PersonLine:
    person = asked[0].person
    owed = [one for one in asked if not one.is_done]
    return PersonLine(
        person=person,
        team=person.team.name if person.team else "",
        owed=len(owed),
        overdue=sum(one.is_overdue(on) for one in owed),
        since=min((one.due_on for one in owed), default=None),
        titles=tuple(one.policy.title for one in owed),
    )
