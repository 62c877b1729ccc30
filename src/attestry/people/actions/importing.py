"""Taking in a list of people: shown first, then taken in whole or given up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attestry.accounts.models import User
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import sha256_hex
from attestry.people.actions.opening import follow
from attestry.people.errors import ImportClosed, PlanChanged
from attestry.people.models import PeopleImport, Person, Team
from attestry.people.queries.imports import directory_list, plan_for
from attestry.people.rules.facts import PersonFacts
from attestry.people.rules.plan import Plan
from attestry.people.rules.reporting import levels

# Up to so many people each have an entry of their own in the journal; the import's own entry names the rest.
EACH_NAMED = 500
_UPSERTED = ("name", "engagement", "title", "team", "manager", "started_on", "ended_on")


@act("people.propose_import")
def propose_import(actor: Actor, *, data: bytes, origin: str = "A list that was handed in") -> PeopleImport:
    """Hand a list of people in, to be looked at before it is taken in. Changes nobody.

    Raises Invalid that names every line that is wrong.
    """
    return _proposed(actor, data, origin)


@act("people.propose_import_from_directory")
def propose_import_from_directory(actor: Actor, *, connection: str) -> PeopleImport:
    """Read the people of a connected directory from its sealed list, to be looked at first.

    Raises DirectoryUnreadable, and Invalid that names every line that is wrong.
    """
    data, origin = directory_list(connection)
    return _proposed(actor, data, origin)


@act("people.apply_import")
def apply_import(actor: Actor, proposed: PeopleImport, *, plan: str = "") -> PeopleImport:
    """Take a list in as it was shown. ``plan`` is the digest of the plan that was looked at.

    Raises ImportClosed; PlanChanged where the register changed since; Invalid where a line is wrong by now.
    """
    kept = PeopleImport.objects.select_for_update().get(pk=proposed.pk)
    if not kept.is_open:
        raise ImportClosed
    now_planned = plan_for(bytes(kept.data))
    if plan and plan != now_planned.digest():
        raise PlanChanged
    opened = _take_in(now_planned)
    kept.applied_at = clock.now()
    kept.summary = {
        "added": len(now_planned.added),
        "changed": len(now_planned.changes),
        "unchanged": now_planned.unchanged_count,
        "not in the list": len(now_planned.missing),
        "checklists": opened,
    }
    kept.save(update_fields=["applied_at", "summary"])
    record(f"people_import:{kept.pk}", after={**kept.summary, "origin": kept.origin, "list": kept.digest})
    _name_each(now_planned)
    return kept


@act("people.give_up_import")
def give_up_import(actor: Actor, proposed: PeopleImport) -> PeopleImport:
    """Leave the register as it is. Raises ImportClosed."""
    kept = PeopleImport.objects.select_for_update().get(pk=proposed.pk)
    if not kept.is_open:
        raise ImportClosed
    kept.given_up_at = clock.now()
    kept.save(update_fields=["given_up_at"])
    record(f"people_import:{kept.pk}", after={"given up": True, "list": kept.digest})
    return kept


def _proposed(actor: Actor, data: bytes, origin: str) -> PeopleImport:
    plan = plan_for(data)
    made = PeopleImport.objects.create(
        origin=origin[:300],
        data=data,
        digest=sha256_hex(data),
        proposed_at=clock.now(),
        proposed_by_name=actor.name,
    )
    after = {"origin": origin, "list": made.digest, "adds": len(plan.added), "changes": len(plan.changes)}
    record(f"people_import:{made.pk}", after=after)
    return made


def _take_in(plan: Plan) -> int:
    """Write everybody, managers before their reports; how many checklists that opened."""
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
    return len(follow(_followed(plan)))


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
