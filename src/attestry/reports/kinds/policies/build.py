"""What the policy set says, and what one policy's own document says."""

from __future__ import annotations

from typing import Any

from attestry.kit import clock
from attestry.policies.models import Policy, PolicyVersion
from attestry.policies.queries.acknowledgements import asked, versions_in_force
from attestry.policies.queries.policies import approval_of
from attestry.policies.rules.blocks import blocks_of
from attestry.policies.rules.standing import VersionState
from attestry.reports.contents import Asked, Contents
from attestry.reports.errors import ReportRefused
from attestry.ui.words import counted_words, day_words, instant_words

IS = (
    "The policies and procedures in force on the day, as they stand in the register, with who approved which "
    "text and how many of those whom it binds acknowledged it."
)
IS_NOT = (
    "It does not say that anybody keeps to them: that is what controls and their tests are about. Whether a "
    "policy says what it has to is for its approver and an auditor to judge."
)


def build(_asked: Asked) -> Contents:
    """All policies in force now, by title. Raises ReportRefused where none is."""
    today = clock.now().date()
    versions = list(
        versions_in_force(today)
        .select_related("policy__owner")
        .prefetch_related("approvals")
        .order_by("policy__title", "pk")
    )
    if not versions:
        raise ReportRefused("No policy is in force.", next_step="Publish one, then issue the set.")
    counts: dict[int, tuple[int, int]] = {}
    for one in asked(today):
        said, people = counts.get(one.version.pk, (0, 0))
        counts[one.version.pk] = (said + one.is_done, people + 1)
    return Contents(
        title="Policy set",
        is_final=True,
        what_it_is=IS,
        what_it_is_not=IS_NOT,
        cover=(
            ("In force", counted_words(len(versions), "policy or procedure", "policies and procedures")),
            ("On", day_words(today)),
            ("Acknowledgements", _share(*_total(counts))),
        ),
        facts={"is_set": True, "policies": [_facts(one, counts.get(one.pk, (0, 0))) for one in versions]},
    )


def one_policy(policy: Policy, version: PolicyVersion) -> Contents:
    """One version of one policy, as a document of its own."""
    today = clock.now().date()
    people = asked(today, policy=policy) if version.state == VersionState.PUBLISHED else ()
    counts = (sum(one.is_done for one in people), len(people))
    facts = _facts(version, counts)
    return Contents(
        title=policy.title,
        is_final=version.state == VersionState.PUBLISHED,
        what_it_is=f"Version {version.number} of this {policy.kind}, as it stands in the register.",
        what_it_is_not=IS_NOT,
        cover=tuple((name, said) for name, said in facts["about"]),
        facts={"is_set": False, "policies": [facts]},
        draft="Draft: this version is not in force",
    )


def _facts(version: PolicyVersion, counts: tuple[int, int]) -> dict[str, Any]:
    policy, approval = version.policy, approval_of(version)
    about = [
        ["Version", f"{version.number}, {version.standing.label.lower()}"],
        ["In force from", day_words(version.effective_on) if version.effective_on else "Not in force"],
        ["Owner", policy.owner.name if policy.owner else policy.owner_role or "Nobody is named"],
        [
            "Approved by",
            f"{approval.decider_name}, {instant_words(approval.decided_at)}" if approval else "Nobody",
        ],
        ["Next review", day_words(policy.next_review_on) if policy.next_review_on else "Not dated"],
        ["Acknowledged", _share(*counts)],
    ]
    if version.exception:
        about.append(["Exception", version.exception])
    return {
        "title": policy.title,
        "about": about,
        "digest": version.digest,
        "line": [policy.title, str(version.number), about[2][1], about[3][1], about[4][1], about[5][1]],
        "blocks": blocks_of(version.text),
    }


def _total(counts: dict[int, tuple[int, int]]) -> tuple[int, int]:
    return sum(said for said, _ in counts.values()), sum(people for _, people in counts.values())


def _share(said: int, people: int) -> str:
    return f"{said} of {people}" if people else "Nobody is asked"
