"""From draft to published: every decision is about one SHA-256 and no other."""

from __future__ import annotations

from datetime import date

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.policies.errors import (
    ClausesMissing,
    NotInThatState,
    NotTheDigest,
    OwnText,
    PlacesLeft,
    PolicyRefused,
)
from attestry.policies.models import Approval, Policy, PolicyVersion
from attestry.policies.queries.deciders import others_who_may_approve
from attestry.policies.queries.policies import (
    approval_of,
    missing_clauses,
    open_version,
    published_version,
    required_clauses,
)
from attestry.policies.rules.clauses import digest_of, places_to_fill
from attestry.policies.rules.standing import Decision, VersionState, may_decide, months_later


@act("policies.submit")
def submit_policy(actor: Actor, policy: Policy, *, digest: str) -> PolicyVersion:
    """Ask for approval of the draft that has this digest.

    Raises NotInThatState, NotTheDigest, PlacesLeft.
    """
    version = _held(policy, digest, "submitted", VersionState.DRAFT)
    left = places_to_fill(version.text)
    if left:
        raise PlacesLeft(left)
    version.state = VersionState.IN_REVIEW
    version.submitted_at = clock.now()
    version.submitted_by = actor.name
    version.save(update_fields=["state", "submitted_at", "submitted_by"])
    _noted(policy, version, before=VersionState.DRAFT)
    return version


@act("policies.approve")
def approve_policy(actor: Actor, policy: Policy, *, digest: str, reason: str = "") -> PolicyVersion:
    """Approve the submitted text that has this digest.

    Raises NotInThatState, NotTheDigest; OwnText where the actor wrote in it and somebody else
    could approve.
    """
    version = _held(policy, digest, "approved", VersionState.IN_REVIEW)
    _decide(actor, version, Decision.APPROVED, reason.strip())
    version.state = VersionState.APPROVED
    version.save(update_fields=["state"])
    _noted(policy, version, before=VersionState.IN_REVIEW)
    return version


@act("policies.approve")
def return_policy(actor: Actor, policy: Policy, *, digest: str, reason: str) -> PolicyVersion:
    """Give a submitted text back to its writers with a reason. Raises as approve_policy does."""
    if not reason.strip():
        raise PolicyRefused("Giving a text back needs a reason.", next_step="Say what has to change.")
    version = _held(policy, digest, "returned", VersionState.IN_REVIEW)
    _decide(actor, version, Decision.RETURNED, reason.strip())
    version.state = VersionState.DRAFT
    version.save(update_fields=["state"])
    _noted(policy, version, before=VersionState.IN_REVIEW)
    return version


@act("policies.publish")
def publish_policy(
    actor: Actor,
    policy: Policy,
    *,
    digest: str,
    effective_on: date | None = None,
    exception: str = "",
) -> PolicyVersion:
    """Put the approved text in force from a day on (today where None), instead of the one before.

    Everybody whom it is for owes a fresh acknowledgement; the next review is due as many months
    on as the policy says. Raises NotInThatState, NotTheDigest, PolicyRefused for a day that is
    over, ClausesMissing where a required clause is left out and ``exception`` does not say why.
    """
    version = _held(policy, digest, "published", VersionState.APPROVED)
    if approval_of(version) is None or digest_of(version.text) != digest:
        raise NotInThatState("published", "not approved as it stands")
    today = clock.now().date()
    day = effective_on or today
    if day < today:
        raise PolicyRefused(
            "A policy cannot take effect on a day that is over.", next_step="Choose today or a later day."
        )
    missing = missing_clauses(required_clauses(policy.templates.all()), version)
    if missing and not exception.strip():
        raise ClausesMissing(missing)
    earlier = published_version(policy)
    at = clock.now()
    if earlier is not None:
        earlier.state = VersionState.SUPERSEDED
        earlier.superseded_at = at
        earlier.save(update_fields=["state", "superseded_at"])
    version.state = VersionState.PUBLISHED
    version.published_at, version.published_by, version.effective_on = at, actor.name, day
    version.exception = exception.strip() if missing else ""
    version.save()
    Policy.objects.filter(pk=policy.pk).update(next_review_on=months_later(day, policy.review_months))
    _noted(policy, version, before=VersionState.APPROVED)
    return version


def _held(policy: Policy, digest: str, act_name: str, wanted: VersionState) -> PolicyVersion:
    """The open version, held for the transaction, in the state wanted and with the digest named."""
    held = Policy.objects.select_for_update().get(pk=policy.pk)
    version = open_version(held)
    if version is None or held.retired_at is not None:
        raise NotInThatState(act_name, "retired" if held.retired_at else "already published")
    if version.digest != digest:
        raise NotTheDigest(digest, version.digest)
    if version.state != wanted:
        raise NotInThatState(act_name, version.standing.label.lower())
    return version


def _decide(actor: Actor, version: PolicyVersion, decision: Decision, reason: str) -> None:
    writers = set(version.writers)
    if decision is Decision.APPROVED and not may_decide(
        actor.key, writers=writers, others_who_may=others_who_may_approve(writers)
    ):
        raise OwnText
    Approval.objects.create(
        version=version,
        digest=version.digest,
        decision=decision,
        decider_key=actor.key,
        decider_name=actor.name,
        is_writer=actor.key in writers,
        reason=reason,
        decided_at=clock.now(),
    )


def _noted(policy: Policy, version: PolicyVersion, *, before: VersionState) -> None:
    record(
        policy.subject,
        before={"version": version.number, "state": before},
        after={"version": version.number, "state": version.state, "digest": version.digest},
    )
