"""What a list of tasks may name: people and teams of today, controls, criteria, and tasks that are left."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from attestry.controls.queries.listing import known_control_keys
from attestry.frameworks.models import Criterion
from attestry.people.models import Person, Team
from attestry.remediation.models import Task
from attestry.remediation.queries.assigning import Staff, staff_of
from attestry.remediation.queries.people import teams, working_people
from attestry.remediation.rules.task import LEFT


@dataclass(frozen=True, slots=True)
class Known:
    """Everything by what a list calls it, in small letters."""

    people: Mapping[str, Person]
    teams: Mapping[str, Team]
    controls: Collection[str]
    criteria: Collection[str]
    tasks: Mapping[str, int]
    staff: Staff


def known(today: date) -> Known:
    """What a list may name, in five queries."""
    here = list(working_people(today))
    left = Task.objects.filter(state__in=LEFT).order_by("-pk")
    return Known(
        people={one.email.casefold(): one for one in here},
        teams={one.name.casefold(): one for one in teams()},
        controls=known_control_keys(),
        criteria=set(Criterion.objects.filter(withdrawn_at=None).values_list("reference", flat=True)),
        tasks={title.casefold(): pk for title, pk in left.values_list("title", "pk")},
        staff=staff_of([(one.pk, one.team_id) for one in here]),
    )
