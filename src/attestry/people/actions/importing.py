"""Taking in a list of people, handed in or read from a directory: all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attestry.accounts.models import User
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.csv_plan import CsvPlan
from attestry.kit.digest import sha256_hex
from attestry.people.actions.opening import follow
from attestry.people.models import Checklist, Person, Team
from attestry.people.queries.imports import directory_list, plan_for
from attestry.people.rules.facts import PersonFacts
from attestry.people.rules.plan import Plan
from attestry.people.rules.reporting import levels

# Up to so many people each have an entry of their own in the journal; the import's own entry names the rest.
EACH_NAMED = 500
_UPSERTED = ("name", "engagement", "title", "team", "manager", "started_on", "ended_on")


@act("people.import")
def import_people(
    actor: Actor, data: bytes, *, origin: str = "A list that was handed in", seen: str = ""
) -> CsvPlan:
    """Take in a CSV file; who is not in it stays as they are.

    ``seen`` is the digest of the plan that was looked at. Raises PlanChanged; WrongLines with the lines.
    """
    return _imported(data, origin, seen)


@act("people.import")
def import_directory(actor: Actor, *, connection: str, seen: str = "") -> CsvPlan:
    """Take over the people of a connected directory from its sealed list, as ``import_people`` does.

    Raises DirectoryUnreadable besides.
    """
    data, origin = directory_list(connection)
    return _imported(data, origin, seen)


def _imported(data: bytes, origin: str, seen: str) -> CsvPlan:
    plan = plan_for(data)
    told = plan.told()
    told.refuse_unless(seen)
    counts = {"added": len(plan.added), "changed": len(plan.changes), "unchanged": plan.unchanged_count}
    opened = len(_take_in(plan))
    after = {**counts, "not in the list": len(plan.missing), "checklists": opened}
    record("people", after={**after, "origin": origin[:300], "list": sha256_hex(data)})
    _name_each(plan)
    return told


def _take_in(plan: Plan) -> list[Checklist]:
    """Write everybody, managers before their reports; the checklists that it opened."""
    Team.objects.bulk_create((Team(name=name) for name in plan.new_teams), batch_size=500)
    teams = {team.name: team for team in Team.objects.all()}
    stored = {email.lower(): (email, pk) for email, pk in Person.objects.values_list("email", "pk")}
    users = {user.email.lower(): user for user in User.objects.filter(person=None)}
    added = {one.email: one for one in plan.added}
    for row in levels({email: one.manager_email for email, one in added.items()}):
        made = Person.objects.bulk_create(
            (_person(added[email], teams, stored, users.get(email)) for email in row), batch_size=500
        )
        stored.update({one.email: (one.email, one.pk) for one in made})
    Person.objects.bulk_create(
        (_person(one.after, teams, stored, None) for one in plan.changes),
        batch_size=500,
        update_conflicts=True,
        unique_fields=["email"],
        update_fields=_UPSERTED,
    )
    return follow(_followed(plan))


def _person(
    said: PersonFacts,
    teams: Mapping[str, Team],
    stored: Mapping[str, tuple[str, int]],
    user: User | None,
) -> Person:
    return Person(
        email=stored.get(said.email, (said.email, 0))[0],
        name=said.name,
        engagement=said.engagement,
        title=said.title,
        team=teams[said.team] if said.team else None,
        manager_id=stored[said.manager_email][1] if said.manager_email else None,
        started_on=said.started_on,
        ended_on=said.ended_on,
        user=user,
        recorded_at=clock.now(),
    )


def _followed(plan: Plan) -> Iterable[tuple[PersonFacts | None, Person, PersonFacts]]:
    people = {one.email.lower(): one for one in Person.objects.all()}
    yield from ((None, people[one.email], one) for one in plan.added)
    yield from ((one.before, people[one.after.email], one.after) for one in plan.changes)


def _name_each(plan: Plan) -> None:
    if len(plan.added) + len(plan.changes) > EACH_NAMED:
        return
    for new in plan.added:
        record(f"person:{new.email}", after=new.record())
    for one in plan.changes:
        before: dict[str, Any] = {name: _plain(value) for name, value, _ in one.fields}
        after: dict[str, Any] = {name: _plain(value) for name, _, value in one.fields}
        record(f"person:{one.after.email}", before=before, after=after)


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str) else str(value)
