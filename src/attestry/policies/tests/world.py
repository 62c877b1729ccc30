"""Users, people and policies that the tests of this room are about."""

from __future__ import annotations

from datetime import date

from attestry.accounts.actions.users import add_user
from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.models import Person, Team
from attestry.policies.actions.adopting import adopt_policy
from attestry.policies.actions.deciding import approve_policy, publish_policy, submit_policy
from attestry.policies.models import Policy
from attestry.policies.queries.policies import latest_version
from attestry.scope.models import System

HOUSE = Actor.system("test")
LONG = "Words enough to say something about what people have to do here, every day and in every place."


def a_user(name: str, role: Role = Role.LEAD) -> User:
    """An active user; the address follows from the name."""
    email = f"{name.lower()}@example.org"
    return User.objects.filter(email=email).first() or add_user(HOUSE, email=email, name=name, role=role)


def a_person(name: str, *, team: Team | None = None, started_on: date = date(2025, 1, 1), **more) -> Person:
    """Somebody who works here, with the same address as the user of that name."""
    return Person.objects.create(
        email=f"{name.lower()}@example.org",
        name=name,
        team=team,
        started_on=started_on,
        recorded_at=clock.now(),
        **more,
    )


def adopted(system: System, templates: str = "POL-06", actor: Actor | None = None, **more) -> Policy:
    """A policy from templates, with every place filled; written by Ada unless somebody else is named."""
    writer = actor or a_user("Ada").actor()
    return adopt_policy(writer, system, templates=templates, **{"contact": "security@example.org"} | more)


def published(system: System, templates: str = "POL-06", **more) -> Policy:
    """A policy written by Ada, approved by Eve and in force today."""
    policy = adopted(system, templates)
    put_in_force(policy, **more)
    policy.refresh_from_db()
    return policy


def put_in_force(policy: Policy, **more) -> None:
    """Submit, approve and publish the text as it stands now."""
    digest = latest_version(policy).digest
    submit_policy(a_user("Ada").actor(), policy, digest=digest)
    approve_policy(a_user("Eve", Role.EXECUTIVE).actor(), policy, digest=digest)
    publish_policy(a_user("Ada").actor(), policy, digest=digest, **more)
