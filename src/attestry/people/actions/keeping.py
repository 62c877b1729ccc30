"""Keeping people and teams: adding, correcting, ending, renaming."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from attestry.accounts.models import User
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.actions.opening import follow
from attestry.people.errors import PersonChanged, PersonRefused, TeamTaken
from attestry.people.models import Person, Team
from attestry.people.queries.register import person_numbered
from attestry.people.rules.employment import Engagement
from attestry.people.rules.facts import PersonFacts, complaints
from attestry.people.rules.reporting import reporting_cycle


@act("people.add_person")
def add_person(
    actor: Actor,
    *,
    email: str,
    name: str,
    started_on: date,
    engagement: Engagement = Engagement.EMPLOYEE,
    title: str = "",
    team: str = "",
    manager_email: str = "",
    ended_on: date | None = None,
) -> Person:
    """Write somebody down, with the checklist that follows. Raises PersonRefused, field by field.

    A team of that name is made where there is none.
    """
    said = _cleaned(email, name, started_on, engagement, title, team, manager_email, ended_on)
    _refuse(said, None)
    person = _written(Person(recorded_at=clock.now()), said)
    follow([(None, person, said)])
    record(person.subject, after=said.record())
    return person


@act("people.edit_person")
def edit_person(
    actor: Actor,
    person: Person,
    *,
    email: str,
    name: str,
    started_on: date,
    engagement: Engagement = Engagement.EMPLOYEE,
    title: str = "",
    team: str = "",
    manager_email: str = "",
    ended_on: date | None = None,
    seen: str = "",
) -> Person:
    """Correct what is written down; a new team, title or last day opens a checklist.

    ``seen`` is the digest of the state that the change was made from. Raises PersonRefused, and
    PersonChanged where the person is not in that state any more.
    """
    kept = person_numbered(person.pk)
    before = kept.facts()
    said = _cleaned(email, name, started_on, engagement, title, team, manager_email, ended_on)
    if seen and seen != before.digest():
        raise PersonChanged(kept.name)
    _refuse(said, kept)
    if said == before:
        return kept
    _written(kept, said)
    follow([(before, kept, said)])
    record(kept.subject, before=before.record(), after=said.record())
    return kept


@act("people.end_employment")
def end_employment(actor: Actor, person: Person, *, ended_on: date) -> Person:
    """Say somebody's last working day, which opens the leaver's checklist. Raises PersonRefused."""
    kept = person_numbered(person.pk)
    before = kept.facts()
    said = replace(before, ended_on=ended_on)
    _refuse(said, kept)
    _written(kept, said)
    follow([(before, kept, said)])
    record(kept.subject, before=before.record(), after=said.record())
    return kept


@act("people.add_team")
def add_team(actor: Actor, *, name: str) -> Team:
    """Make a team. Raises PersonRefused where it has no name, TeamTaken."""
    named = _team_name(name)
    if Team.objects.filter(name__iexact=named).exists():
        raise TeamTaken(named)
    made = Team.objects.create(name=named)
    record(f"team:{named}", after={"name": named})
    return made


@act("people.rename_team")
def rename_team(actor: Actor, team: Team, *, name: str) -> Team:
    """Give a team another name. Raises PersonRefused where it has none, TeamTaken."""
    named = _team_name(name)
    if Team.objects.filter(name__iexact=named).exclude(pk=team.pk).exists():
        raise TeamTaken(named)
    before = {"name": team.name}
    team.name = named
    team.save(update_fields=["name"])
    record(f"team:{before['name']}", before=before, after={"name": named})
    return team


def _team_name(name: str) -> str:
    named = name.strip()
    if not named or len(named) > 100:
        raise PersonRefused([("name", "a team needs a name of at most 100 characters")])
    return named


def _cleaned(
    email: str,
    name: str,
    started_on: date,
    engagement: str,
    title: str,
    team: str,
    manager_email: str,
    ended_on: date | None,
) -> PersonFacts:
    return PersonFacts(
        email=email.strip().lower(),
        name=name.strip(),
        started_on=started_on,
        engagement=str(engagement),
        title=title.strip(),
        team=team.strip(),
        manager_email=manager_email.strip().lower(),
        ended_on=ended_on,
    )


def _refuse(said: PersonFacts, kept: Person | None) -> None:
    wrong = list(complaints(said))
    same = Person.objects.filter(email__iexact=said.email)
    if (same.exclude(pk=kept.pk) if kept else same).exists():
        wrong.append(("email", f"{said.email} is in the register already"))
    if said.manager_email and not wrong:
        managers = dict(Person.objects.values_list("email", "manager__email"))
        managers = {email.lower(): (boss or "").lower() for email, boss in managers.items()}
        if kept:
            managers.pop(kept.email.lower(), None)
        if said.manager_email not in managers:
            wrong.append(("manager_email", f"nobody has the address {said.manager_email}"))
        elif kept and reporting_cycle({**managers, said.email: said.manager_email}):
            wrong.append(("manager_email", "the reporting line would go in a circle"))
    if wrong:
        raise PersonRefused(wrong)


def _written(person: Person, said: PersonFacts) -> Person:
    person.email = said.email
    person.name = said.name
    person.engagement = said.engagement
    person.title = said.title
    person.team = Team.objects.get_or_create(name=said.team)[0] if said.team else None
    person.manager = Person.objects.get(email__iexact=said.manager_email) if said.manager_email else None
    person.started_on = said.started_on
    person.ended_on = said.ended_on
    if person.user_id is None:
        person.user = User.objects.filter(email__iexact=said.email, person=None).first()
    person.save()
    return person
