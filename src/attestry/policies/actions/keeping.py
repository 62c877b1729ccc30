"""Keeping a published policy alive: reviewing it, and taking it out of force."""

from __future__ import annotations

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.policies.errors import NotInThatState, PolicyRefused
from attestry.policies.models import Policy, PolicyReview
from attestry.policies.queries.policies import published_version
from attestry.policies.rules.standing import months_later


@act("policies.review")
def review_policy(actor: Actor, policy: Policy, *, finding: str) -> PolicyReview:
    """Say that the version in force was looked at and still holds, and why.

    The next review is due as many months on as the policy says. What has to change is written
    and approved instead. Raises NotInThatState where nothing is in force, PolicyRefused without
    a finding.
    """
    held = Policy.objects.select_for_update().get(pk=policy.pk)
    version = published_version(held)
    if version is None or held.retired_at is not None:
        raise NotInThatState("reviewed", "not in force")
    if not finding.strip():
        raise PolicyRefused(
            "A review says what was found.", next_step="Write in a sentence what you looked at and found."
        )
    at = clock.now()
    before = {"next_review_on": held.next_review_on.isoformat() if held.next_review_on else None}
    held.next_review_on = months_later(at.date(), held.review_months)
    held.save(update_fields=["next_review_on"])
    made = PolicyReview.objects.create(
        policy=held,
        version_number=version.number,
        reviewer_key=actor.key,
        reviewer_name=actor.name,
        reviewed_at=at,
        finding=finding.strip(),
    )
    after = {"next_review_on": held.next_review_on.isoformat(), "finding": made.finding}
    record(held.subject, before=before, after=after)
    return made


@act("policies.retire")
def retire_policy(actor: Actor, policy: Policy, *, reason: str) -> Policy:
    """Take a policy out of force; its versions and acknowledgements stay. Raises PolicyRefused."""
    if not reason.strip():
        raise PolicyRefused("Retiring a policy needs a reason.", next_step="Say why it is not needed.")
    held = Policy.objects.select_for_update().get(pk=policy.pk)
    if held.retired_at is not None:
        raise NotInThatState("retired", "retired already")
    held.retired_at = clock.now()
    held.retired_reason = reason.strip()
    held.save(update_fields=["retired_at", "retired_reason"])
    record(held.subject, before={"retired": False}, after={"retired": True, "reason": held.retired_reason})
    return held
