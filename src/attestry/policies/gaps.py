"""What is wanting in the policies, found by itself: CC5.3 asks for policies that are kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from attestry.controls.rules.control import applies
from attestry.controls.rules.gap import Gap, GapKind
from attestry.kit.remembered import of_the_day
from attestry.policies.models import Policy, PolicyTemplate, PolicyVersion
from attestry.policies.queries.policies import approval_of, missing_clauses, required_clauses
from attestry.policies.rules.standing import VersionState
from attestry.scope.models import System
from attestry.scope.queries.categories import chosen_categories
from attestry.ui.addresses import address
from attestry.ui.words import day_words


@of_the_day
def gaps(at: datetime) -> Iterator[Gap]:
    """Policies that the scope asks for and nobody published; clauses, approvals and reviews that lack.

    In seven queries, and without a text. A home without a system has no scope, and so no policy to miss.
    """
    system = System.objects.order_by("created_at", "pk").first()
    if system is None:
        return
    standing = list(Policy.objects.filter(retired_at=None))
    found = PolicyVersion.objects.filter(state=VersionState.PUBLISHED, policy__retired_at=None).defer("text")
    published = {one.policy_id: one for one in found.prefetch_related("approvals")}
    templates = list(PolicyTemplate.objects.defer("purpose", "text"))
    made_from = _made_from()
    chosen = chosen_categories(system)
    for template in templates:
        if template.withdrawn_at is None and applies(template.applies_when, chosen, uses_ai=system.uses_ai):
            covering = [policy for policy in standing if (policy.pk, template.pk) in made_from]
            yield from _absence(template, covering, published)
    for policy in standing:
        version = published.get(policy.pk)
        if version is not None:
            of_it = [template for template in templates if (policy.pk, template.pk) in made_from]
            yield from _defects(policy, version, of_it, at)


def _made_from() -> set[tuple[int, int]]:
    """Which policy was made from which template, by their numbers, in one query."""
    links = Policy.templates.through.objects.filter(policy__retired_at=None)
    return set(links.values_list("policy_id", "policytemplate_id"))


def _absence(
    template: PolicyTemplate, covering: list[Policy], published: dict[int, PolicyVersion]
) -> Iterator[Gap]:
    if any(policy.pk in published for policy in covering):
        return
    draft = covering[0] if covering else None
    yield Gap(
        key=f"policy:{template.key}:missing",
        title=f"No {template.title.lower() if not template.title.isupper() else template.title} is in force",
        why=(
            f"“{draft.title}” is written and not published."
            if draft
            else f"Nobody wrote one. Begin with the template {template.key}."
        )
        + f" Suggested owner: {template.owner_role}.",
        kind=GapKind.MISSING,
        controls=tuple(template.controls),
        criteria=tuple(template.criteria),
        url=address("policy", draft.key) if draft else address("policy_templates") + f"#{template.key}",
    )


def _defects(
    policy: Policy, version: PolicyVersion, templates: list[PolicyTemplate], at: datetime
) -> Iterator[Gap]:
    def gap(what: str, title: str, why: str, since: datetime | None = None) -> Gap:
        return Gap(
            key=f"policy:{policy.key}:{what}",
            title=title,
            why=why,
            kind=GapKind.INADEQUATE,
            controls=tuple(policy.controls),
            criteria=tuple(policy.criteria),
            url=address("policy", policy.key),
            since=since,
        )

    for clause in missing_clauses(required_clauses(templates), version):
        why = f"“{policy.title}” does not say: {clause.title}."
        if version.exception:
            why += f" Published with the exception: {version.exception}"
        yield gap(
            f"clause-{clause.id}", f"{policy.title}: clause {clause.id} is missing", why, version.published_at
        )
    if policy.next_review_on is not None and policy.next_review_on < at.date():
        why = f"It was due on {day_words(policy.next_review_on)}."
        yield gap("review", f"{policy.title}: the review is overdue", why)
    if policy.owner_id is None:
        yield gap("owner", f"{policy.title} has no owner", "Nobody is named who keeps it.")
    approval = approval_of(version)
    if approval is None:
        why = "No approval fits the digest of the text in force."
        yield gap("approval", f"{policy.title} is in force without an approval", why)
    elif approval.is_writer:
        why = f"{approval.decider_name} wrote in the version and approved it."
        yield gap("own-approval", f"{policy.title} was approved by its writer", why, approval.decided_at)
