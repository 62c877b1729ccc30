"""Who has to acknowledge which policy by when, and who did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from attestry.people.models import Person
from attestry.policies.models import Acknowledgement, Policy, PolicyVersion
from attestry.policies.rules.standing import VersionState, acknowledge_by, is_acknowledged


class Asked(NamedTuple):
    """One person who has to acknowledge one version in force; ``last_at`` is when they last did.

    A tuple, as there are as many as people times policies.
    """

    policy: Policy
    version: PolicyVersion
    person: Person
    asked_on: date
    due_on: date
    last_at: datetime | None
    is_done: bool

    def is_overdue(self, on: date) -> bool:
        """Whether it is owed, and its day is over."""
        return not self.is_done and self.due_on < on


def workforce(on: date) -> QuerySet[Person]:
    """Everybody who works here on a day."""
    return Person.objects.filter(Q(ended_on=None) | Q(ended_on__gte=on), started_on__lte=on)


def versions_in_force(on: date) -> QuerySet[PolicyVersion]:
    """The published versions of policies that are not retired and took effect by a day."""
    return PolicyVersion.objects.filter(
        state=VersionState.PUBLISHED, policy__retired_at=None, effective_on__lte=on
    ).select_related("policy")


def asked(on: date, *, person: Person | None = None, policy: Policy | None = None) -> tuple[Asked, ...]:
    """Who has to have acknowledged what, of those who work here on a day, in four queries.

    Only one person's or one policy's where named. By policy, then by name.
    """
    versions = versions_in_force(on).prefetch_related("policy__teams").order_by("policy__title", "pk")
    people = workforce(on).select_related("team")
    said = Acknowledgement.objects.filter(version__state=VersionState.PUBLISHED)
    if person is not None:
        people, said = people.filter(pk=person.pk), said.filter(person=person)
    if policy is not None:
        versions, said = versions.filter(policy=policy), said.filter(version__policy=policy)
    # Oldest first, so that the newest stands in the end.
    rows = said.order_by("acknowledged_at", "pk").values_list("version_id", "person_id", "acknowledged_at")
    last = {(version, who): at for version, who, at in rows.iterator(chunk_size=5000)}
    found = list(people)
    return tuple(one for version in versions for one in _asked(version, found, last, on))


def _audience(policy: Policy, people: list[Person]) -> Iterable[Person]:
    if policy.is_for_everyone:
        return people
    teams = {team.pk for team in policy.teams.all()}
    return [one for one in people if one.team_id in teams]


def _asked(
    version: PolicyVersion, people: list[Person], last: dict[tuple[int, int], datetime], on: date
) -> Iterator[Asked]:
    # What is the same for everybody is looked up once: there are as many rounds as people.
    policy, number = version.policy, version.pk
    effective_on = version.effective_on or on
    again, within = policy.acknowledge_again_months, policy.acknowledge_within_days
    for person in _audience(policy, people):
        last_at = last.get((number, person.pk))
        last_on = last_at.date() if last_at else None
        asked_on = max(effective_on, person.started_on)
        due_on = acknowledge_by(
            asked_on=asked_on, within_days=within, again_after_months=again, last_on=last_on
        )
        is_done = is_acknowledged(again_after_months=again, last_on=last_on, on=on)
        yield Asked(policy, version, person, asked_on, due_on, last_at, is_done)
