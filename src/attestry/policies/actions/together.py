"""Doing the same with several policies at once, all or none."""

from __future__ import annotations

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.people.models import Person
from attestry.policies.actions.deciding import submit_policy
from attestry.policies.errors import PolicyRefused, UnknownPolicy
from attestry.policies.models import Policy
from attestry.policies.queries.policies import open_version


@act("policies.settle")
def own_policies(actor: Actor, *, policies: str, owner: Person) -> int:
    """Make somebody the owner of the policies named (keys with commas between); how many changed.

    Raises UnknownPolicy, and PolicyRefused where none is named.
    """
    changed = 0
    for policy in _named(policies):
        before = policy.owner.email if policy.owner else None
        if policy.owner != owner:
            policy.owner = owner
            policy.save(update_fields=["owner"])
            record(policy.subject, before={"owner": before}, after={"owner": owner.email})
            changed += 1
    return changed


@act("policies.submit")
def submit_policies(actor: Actor, *, policies: str) -> int:
    """Submit the drafts of the policies named, as they stand. Raises as submit_policy does."""
    found = _named(policies)
    for policy in found:
        version = open_version(policy)
        if version is None:
            raise PolicyRefused(
                f"“{policy.title}” has no draft.", next_step="Leave it out, or edit it first."
            )
        submit_policy(actor, policy, digest=version.digest)
    return len(found)


def _named(keys: str) -> list[Policy]:
    wanted = list(dict.fromkeys(keys.replace(",", " ").split()))
    found = {
        one.key: one
        for one in Policy.objects.select_for_update(of=("self",))
        .select_related("owner")
        .filter(key__in=wanted, retired_at=None)
    }
    for key in wanted:
        if key not in found:
            raise UnknownPolicy(f"policy “{key}” in use")
    if not wanted:
        raise PolicyRefused("No policy is chosen.", next_step="Choose at least one.")
    return [found[key] for key in wanted]
