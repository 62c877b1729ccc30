"""Reads: the people of the register, their teams and checklists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from attestry.accounts.models import User
from attestry.journal.rules import Actor
from attestry.people.errors import PersonUnknown
from attestry.people.models import Checklist, Person, Team
from attestry.people.rules.facts import PersonFacts

STATES = ("here", "to come", "left")


def everybody() -> QuerySet[Person]:
    """Everybody who works or worked here, with team and manager."""
    return Person.objects.select_related("team", "manager")


def working(on: date) -> QuerySet[Person]:
    """Who works here on a day; the first and the last day count."""
    return everybody().filter(_here(on))


def working_still() -> QuerySet[Person]:
    """Everybody who has no last day: whom something can be given to."""
    return Person.objects.filter(ended_on=None)


def names_of_people() -> dict[int, str]:
    """The name of everybody who works or worked here, by number, in one query."""
    return dict(Person.objects.order_by().values_list("pk", "name"))


def people_found(
    today: date, *, state: str = "", engagement: str = "", team: str = "", words: str = ""
) -> QuerySet[Person]:
    """People narrowed by what is given; ``words`` stand in name, address or title."""
    found = everybody()
    narrowed = {
        "here": _here(today),
        "to come": Q(started_on__gt=today),
        "left": Q(ended_on__lt=today),
    }.get(state)
    if narrowed is not None:
        found = found.filter(narrowed)
    if engagement:
        found = found.filter(engagement=engagement)
    if team:
        found = found.filter(team__name=team)
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word) | Q(title__icontains=word))
    return found


def _here(on: date) -> Q:
    return Q(started_on__lte=on) & (Q(ended_on=None) | Q(ended_on__gte=on))


@dataclass(frozen=True, slots=True)
class PeopleCounts:
    """How many people there are by state."""

    here: int
    to_come: int
    left: int
    without_manager: int


def people_counts(today: date) -> PeopleCounts:
    """Count them, in one query."""
    counted = Person.objects.aggregate(
        here=Count("pk", filter=_here(today)),
        to_come=Count("pk", filter=Q(started_on__gt=today)),
        left=Count("pk", filter=Q(ended_on__lt=today)),
        without_manager=Count("pk", filter=_here(today) & Q(manager=None)),
    )
    return PeopleCounts(**counted)


def person_numbered(pk: int) -> Person:
    """One person with team and manager. Raises PersonUnknown."""
    found = everybody().filter(pk=pk).first()
    if found is None:
        raise PersonUnknown
    return found


def person_at(email: str) -> Person | None:
    """The person with this address, in whatever case; None where there is none."""
    return everybody().filter(email__iexact=email.strip()).first()


def people_by_address(*, only_here: bool = False) -> dict[str, Person]:
    """Everybody, or who has no last day, by address in small letters, as lists name them."""
    found = Person.objects.filter(ended_on=None) if only_here else Person.objects.all()
    return {one.email.casefold(): one for one in found}


def person_of(user: User) -> Person | None:
    """The person who signs in as this user: the one linked, else the one with the same address."""
    found = everybody().filter(Q(user=user) | Q(user=None, email__iexact=user.email))
    return found.order_by(F("user").asc(nulls_last=True)).first()


def person_acting(actor: Actor) -> Person | None:
    """The person who signs in as this actor: the one linked, else the one with the same address."""
    if actor.kind != "user":
        return None
    email = actor.key.removeprefix("user:")
    found = everybody().filter(Q(user__email__iexact=email) | Q(user=None, email__iexact=email))
    return found.order_by(F("user").asc(nulls_last=True)).first()


def is_person(actor: Actor, person: Person | None) -> bool:
    """Whether the actor signs in as this person: by the user that is linked, else by the address."""
    if person is None or actor.kind != "user":
        return False
    email = person.user.email if person.user else person.email
    return actor.key.lower() == f"user:{email}".lower()


def reports_of(person: Person) -> QuerySet[Person]:
    """Who reports to somebody, by name."""
    return person.reports.order_by("name", "pk")


def teams_with_counts(today: date) -> QuerySet[Team]:
    """Every team with how many work in it today (``here_count``) and how many ever did."""
    here = Q(people__started_on__lte=today) & (Q(people__ended_on=None) | Q(people__ended_on__gte=today))
    return Team.objects.annotate(
        here_count=Count("people", filter=here), ever_count=Count("people")
    ).order_by("name")


def team_names() -> list[str]:
    """The names of all teams."""
    return list(Team.objects.values_list("name", flat=True))


def known_facts() -> Mapping[str, PersonFacts]:
    """What the register says of everybody, by address in small letters; in one query."""
    rows = Person.objects.order_by("pk").values_list(
        "email", "name", "started_on", "engagement", "title", "team__name", "manager__email", "ended_on"
    )
    return {
        email.lower(): PersonFacts(
            email.lower(), name, started, engagement, title, team or "", (manager or "").lower(), ended
        )
        for email, name, started, engagement, title, team, manager, ended in rows.iterator(chunk_size=5000)
    }


def checklists_found(*, state: str = "", kind: str = "", words: str = "", today: date) -> QuerySet[Checklist]:
    """Checklists with the number of their steps and of those left, narrowed by what is given."""
    found = Checklist.objects.select_related("person", "owner").annotate(
        step_count=Count("steps"), left_count=Count("steps", filter=Q(steps__done_at=None))
    )
    for word in words.split():
        found = found.filter(Q(person__name__icontains=word) | Q(owner__name__icontains=word))
    open_ones = Q(closed_at=None, withdrawn_at=None)
    narrowed = {
        "open": open_ones,
        "overdue": open_ones & Q(due_on__lt=today),
        "closed": Q(closed_at__isnull=False),
        "withdrawn": Q(withdrawn_at__isnull=False),
    }.get(state)
    if narrowed is not None:
        found = found.filter(narrowed)
    return found.filter(kind=kind) if kind else found


def checklists_owned(person: Person) -> QuerySet[Checklist]:
    """The checklists that somebody sees to, withdrawn ones left out."""
    return Checklist.objects.filter(owner=person, withdrawn_at=None).select_related("person")


def overdue_checklists(on: date) -> QuerySet[Checklist]:
    """The open checklists whose day is over."""
    found = Checklist.objects.filter(closed_at=None, withdrawn_at=None, due_on__lt=on)
    return found.select_related("person")
