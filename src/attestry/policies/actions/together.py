"""Doing the same with several policies at once, all or none, and undoing what can be."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from attestry.journal.acts import act
from attestry.journal.bulk import BulkKind, change_together, chosen, given, put_back
from attestry.journal.models import BulkEdit
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.models import Person
from attestry.policies.actions.deciding import submit_policy
from attestry.policies.errors import NotInThatState, PolicyRefused
from attestry.policies.models import Policy
from attestry.policies.queries.policies import in_force_among, open_version
from attestry.policies.rules.standing import months_later


def _told(policy: Policy) -> dict[str, Any]:
    return {
        "owner": policy.owner.email if policy.owner else None,
        "next_review_on": policy.next_review_on.isoformat() if policy.next_review_on else None,
    }


POLICIES = BulkKind("policies", ("policy", "policies"), ("owner_id", "next_review_on"), _told)


@act("policies.settle")
def edit_policies(
    actor: Actor,
    *,
    policies: Collection[int],
    owner: Person | None = None,
    next_review_on: date | None = None,
) -> BulkEdit:
    """Give every policy named an owner, a day of its next review, or both.

    Raises PolicyRefused for a day that does not lie ahead; BulkRefused that names the policies that are
    retired, that are reviewed although nothing is in force, or whose review would come later than their
    own interval allows.
    """
    said = given(owner=owner, next_review_on=next_review_on)
    today, in_force = clock.now().date(), in_force_among(policies)
    if next_review_on is not None and next_review_on <= today:
        raise PolicyRefused("The next review lies ahead.", next_step="Choose a later day.")

    def change(one: Policy) -> None:
        if one.retired_at is not None:
            raise NotInThatState("changed", "retired")
        if next_review_on is not None:
            if one.pk not in in_force:
                raise NotInThatState("reviewed", "not in force")
            latest = months_later(today, one.review_months)
            if next_review_on > latest:
                raise PolicyRefused(f"It is reviewed every {one.review_months} months, by {latest}.")
        for name, value in said.items():
            setattr(one, name, value)

    return change_together(actor, POLICIES, chosen(POLICIES, _rows(), policies), change, to=said)


@act("policies.settle")
def undo_edit(actor: Actor, edit: BulkEdit) -> BulkEdit:
    """Put back what stood before a bulk edit of policies. Raises BulkEditUnknown and UndoRefused."""
    return put_back(POLICIES, _rows(), edit)


@act("policies.submit")
def submit_policies(actor: Actor, *, policies: Collection[int]) -> int:
    """Submit the drafts of the policies named, as they stand. Raises as submit_policy does."""
    found = chosen(POLICIES, _rows(), policies)
    for policy in found:
        version = open_version(policy)
        if version is None:
            raise PolicyRefused(
                f"“{policy.title}” has no draft.", next_step="Leave it out, or edit it first."
            )
        submit_policy(actor, policy, digest=version.digest)
    return len(found)


def _rows() -> Any:
    return Policy.objects.select_related("owner")
