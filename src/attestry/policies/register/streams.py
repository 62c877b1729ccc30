"""The register of policies, read as rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from attestry.connectors.rules.observation import Collect, Observation, Provenance, Rows, Session
from attestry.kit import clock
from attestry.policies.models import Acknowledgement, Approval, Policy, PolicyVersion
from attestry.policies.queries.acknowledgements import asked
from attestry.policies.queries.policies import missing_clauses, required_clauses
from attestry.policies.rules.clauses import digest_of
from attestry.policies.rules.standing import VersionState

BATCH = 5000
PLACE = "the register of policies"


def policies(_session: Session) -> Iterator[Observation]:
    """Every policy, every version, and every decision about one."""
    yield Provenance(principal="Attestry", endpoint=PLACE, query="every policy, version and decision")
    found = list(
        Policy.objects.select_related("owner").prefetch_related("templates", "reviews").order_by("pk")
    )
    required = {one.pk: required_clauses(one.templates.all()) for one in found}
    versions = PolicyVersion.objects.select_related("policy").order_by("pk")
    rows = [
        _version(one, len(missing_clauses(required[one.policy_id], one)))
        for one in versions.iterator(chunk_size=BATCH)
    ]
    in_force = {row["policy_id"]: row["version_id"] for row in rows if row["state"] == VersionState.PUBLISHED}
    yield Rows("policies_policy", [_policy(one, in_force.get(str(one.pk))) for one in found])
    yield Rows("policies_version", rows)
    yield Rows("policies_approval", [_approval(one) for one in Approval.objects.order_by("pk")])


def acknowledgements(_session: Session) -> Iterator[Observation]:
    """What people said, and what everybody who works here today is asked for."""
    yield Provenance(principal="Attestry", endpoint=PLACE, query="every acknowledgement and duty")
    said = Acknowledgement.objects.select_related("person").order_by("pk")
    yield Rows(
        "policies_acknowledgement",
        [
            {
                "acknowledgement_id": str(one.pk),
                "version_id": str(one.version_id),
                "person_id": str(one.person_id),
                "person_email": one.person.email,
                "digest": one.digest,
                "acknowledged_at": one.acknowledged_at,
            }
            for one in said.iterator(chunk_size=BATCH)
        ],
    )
    duties = [
        {
            "duty_id": f"{one.version.pk}-{one.person.pk}",
            "version_id": str(one.version.pk),
            "policy": f"{one.policy.title}, version {one.version.number}",
            "person_id": str(one.person.pk),
            "person_email": one.person.email,
            "person_ended_on": one.person.ended_on,
            "asked_on": one.asked_on,
            "due_on": one.asked_on + timedelta(days=one.policy.acknowledge_within_days),
            "is_once": one.policy.acknowledge_again_months == 0,
            "acknowledged_on": one.last_at.date() if one.last_at else None,
        }
        for one in asked(clock.now().date())
    ]
    yield Rows("policies_duty", duties)


def _policy(one: Policy, in_force: str | None) -> dict[str, Any]:
    reviewed_at: datetime | None = max((each.reviewed_at for each in one.reviews.all()), default=None)
    return {
        "policy_id": str(one.pk),
        "title": one.title,
        "kind": one.kind,
        "owner_email": one.owner.email if one.owner else None,
        "review_months": one.review_months,
        "next_review_on": one.next_review_on,
        "reviewed_on": reviewed_at.date() if reviewed_at else None,
        "version_in_force": in_force,
        "retired_on": one.retired_at.date() if one.retired_at else None,
    }


def _version(one: PolicyVersion, missing_count: int) -> dict[str, Any]:
    return {
        "version_id": str(one.pk),
        "policy_id": str(one.policy_id),
        "policy": one.policy.title,
        "number": one.number,
        "state": one.state,
        # Reckoned afresh, so that a text changed behind the house's back no longer fits its approval.
        "digest": digest_of(one.text),
        "writers": ", ".join(sorted(one.writers.values())),
        "written_at": one.written_at,
        "submitted_at": one.submitted_at,
        "published_at": one.published_at,
        "effective_on": one.effective_on,
        "superseded_at": one.superseded_at,
        "missing_clauses": missing_count,
        "has_exception": bool(one.exception),
    }


def _approval(one: Approval) -> dict[str, Any]:
    return {
        "approval_id": str(one.pk),
        "version_id": str(one.version_id),
        "digest": one.digest,
        "decision": one.decision,
        "decided_by": one.decider_name,
        "is_writer": one.is_writer,
        "decided_at": one.decided_at,
    }


STREAMS: dict[str, Collect] = {"policies": policies, "acknowledgements": acknowledgements}
