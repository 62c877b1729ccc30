"""Who a task can be given to today, and who answers for the controls that a gap weakens."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from attestry.controls.queries.listing import standing_controls
from attestry.people.models import Person
from attestry.remediation.models import Task
from attestry.remediation.queries.people import working_people
from attestry.remediation.rules.assigned import lacking
from attestry.remediation.rules.drafts import FoundGap


@dataclass(frozen=True, slots=True)
class Staff:
    """The people who work here on a day, and the teams that they are in, by number."""

    people: frozenset[int]
    teams: frozenset[int]

    def lacks(self, task: Task) -> list[str]:
        """What the task would stand without, each as a sentence; reads its owner and its team."""
        owner, team = task.owner, task.team
        return lacking(
            has_owner=task.owner_id is not None or task.team_id is not None,
            gone_owner="" if owner is None or owner.pk in self.people else owner.name,
            empty_team="" if team is None or team.pk in self.teams else team.name,
            has_deadline=task.due_on is not None,
        )


def staff(on: date) -> Staff:
    """Who is there on a day, in one query."""
    return staff_of(working_people(on).values_list("pk", "team"))


def staff_of(found: Collection[tuple[int, int | None]]) -> Staff:
    """The same of people who were read already, each with their team."""
    pairs = list(found)
    return Staff(frozenset(pk for pk, _ in pairs), frozenset(team for _, team in pairs if team))


@dataclass(frozen=True, slots=True)
class Owners:
    """Who works here, by number, and who of them owns each control, by its id."""

    people: Mapping[int, Person]
    of_controls: Mapping[str, Person]

    def of_gap(self, gap: FoundGap) -> Person | None:
        """Whoever keeps what the gap is of, else whoever owns the first of its controls with an owner."""
        keeper = self.people.get(gap.owner) if gap.owner is not None else None
        return keeper or next(
            (self.of_controls[one] for one in gap.controls if one in self.of_controls), None
        )


def owners(on: date) -> Owners:
    """Those who work here on a day; in two queries."""
    here = {one.pk: one for one in working_people(on)}
    by_user: dict[int, Person] = {}
    by_address: dict[str, Person] = {}
    for one in here.values():
        if one.user_id is not None:
            by_user[one.user_id] = one
        else:
            by_address[one.email.lower()] = one
    found = {}
    for control in standing_controls().exclude(owner=None).select_related("owner"):
        user = control.owner
        person = by_user.get(user.pk) or by_address.get(user.email.lower()) if user else None
        if person is not None:
            found[control.key] = person
    return Owners(here, found)
