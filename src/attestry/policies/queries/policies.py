"""Finding one policy, its versions, and the clauses that are missing from a text."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet

from attestry.people.models import Person
from attestry.policies.errors import UnknownPolicy
from attestry.policies.models import Approval, Policy, PolicyTemplate, PolicyVersion
from attestry.policies.rules.clauses import Clause
from attestry.policies.rules.standing import OPEN, Decision, VersionState


def policy_named(key: str) -> Policy:
    """One policy, with its owner. Raises UnknownPolicy."""
    found = Policy.objects.select_related("owner").filter(key=key).first()
    if found is None:
        raise UnknownPolicy(f"policy “{key}”")
    return found


def version_numbered(policy: Policy, number: int) -> PolicyVersion:
    """One version of it. Raises UnknownPolicy."""
    found = PolicyVersion.objects.select_related("policy").filter(policy=policy, number=number).first()
    if found is None:
        raise UnknownPolicy(f"version {number} of “{policy.title}”")
    return found


def latest_version(policy: Policy) -> PolicyVersion:
    """The version with the highest number. Raises UnknownPolicy where there is none."""
    found = policy.versions.order_by("-number").first()
    if found is None:
        raise UnknownPolicy(f"text of “{policy.title}”")
    return found


def open_version(policy: Policy) -> PolicyVersion | None:
    """The version that is being written or decided about."""
    return policy.versions.filter(state__in=OPEN).first()


def published_version(policy: Policy) -> PolicyVersion | None:
    """The version that is in force."""
    return policy.versions.filter(state=VersionState.PUBLISHED).first()


def reviews_due(owner: Person, *, by: date) -> QuerySet[Policy]:
    """What somebody owns that is in force and whose review is due by a day."""
    return Policy.objects.filter(
        owner=owner, retired_at=None, next_review_on__lte=by, versions__state=VersionState.PUBLISHED
    ).order_by("next_review_on", "title")


def required_clauses(templates: Iterable[PolicyTemplate]) -> tuple[Clause, ...]:
    """What a policy from these templates has to say."""
    return tuple(clause for template in templates for clause in template.required())


def missing_clauses(required: Iterable[Clause], version: PolicyVersion) -> tuple[Clause, ...]:
    """The required clauses that the text does not have."""
    present = set(version.clauses)
    return tuple(clause for clause in required if clause.id not in present)


def approval_of(version: PolicyVersion) -> Approval | None:
    """The approval of the very text that the version has now; an approval of another is none.

    Reads ``version.approvals``, newest first, so prefetch them for a list.
    """
    for one in version.approvals.all():
        if one.digest == version.digest:
            return one if one.decision == Decision.APPROVED else None
    return None


def in_force_among(numbers: Collection[int]) -> set[int]:
    """Which of these policies have a published version, in one query."""
    published = PolicyVersion.objects.filter(state=VersionState.PUBLISHED, policy__in=numbers)
    return set(published.values_list("policy_id", flat=True))
