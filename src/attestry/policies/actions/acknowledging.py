"""A person's word that they read the version in force."""

from __future__ import annotations

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.queries.register import person_acting
from attestry.people.rules.employment import works_here
from attestry.policies.errors import NotInThatState, NotOfTheWorkforce, NotTheDigest
from attestry.policies.models import Acknowledgement, Policy
from attestry.policies.queries.policies import published_version


@act("policies.acknowledge")
def acknowledge_policy(actor: Actor, policy: Policy, *, digest: str) -> Acknowledgement:
    """Say for oneself that one read the text in force that has this digest, and will keep to it.

    Nobody says it for somebody else: the person is whom the actor's account belongs to. Raises
    NotOfTheWorkforce where they do not work here today, NotInThatState where nothing is in
    force, NotTheDigest where another text is.
    """
    at = clock.now()
    person = person_acting(actor)
    if person is None or not works_here(person.started_on, person.ended_on, at.date()):
        raise NotOfTheWorkforce(actor.name, at.date())
    version = published_version(policy)
    if version is None or policy.retired_at is not None:
        raise NotInThatState("acknowledged", "not in force")
    if version.digest != digest:
        raise NotTheDigest(digest, version.digest)
    made = Acknowledgement.objects.create(version=version, person=person, digest=digest, acknowledged_at=at)
    record(
        policy.subject,
        after={"version": version.number, "digest": digest, "acknowledged_by": person.email},
    )
    return made
