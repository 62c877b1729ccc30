"""Assessing a vendor, and closing what was found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.vendors.errors import AlreadyDecided, VendorRefused
from attestry.vendors.models import Vendor, VendorAssessment, VendorFinding
from attestry.vendors.rules.questions import Answer, Conclusion, Severity, findings_of, questions_for
from attestry.vendors.rules.tiering import Tier

DUE_WITHIN = {
    Severity.HIGH: timedelta(days=30),
    Severity.MEDIUM: timedelta(days=90),
    Severity.LOW: timedelta(days=180),
}


@act("vendors.assess_vendor")
def assess_vendor(
    actor: Actor, vendor: Vendor, *, answers: Mapping[str, str], conclusion: Conclusion, note: str = ""
) -> VendorAssessment:
    """Keep a vendor's answers and what is concluded; each no and partly becomes a finding.

    Raises VendorRefused where a question has no answer, or acceptance contradicts a grave no.
    """
    given = _answers(vendor, answers)
    wanting = findings_of(given)
    if conclusion is Conclusion.ACCEPTED and any(grave is Severity.HIGH for _, grave in wanting):
        raise VendorRefused(
            "conclusion", "Something grave is answered with no; accept it with conditions, or refuse it."
        )
    if conclusion is not Conclusion.ACCEPTED and not note.strip():
        raise VendorRefused("note", "Say on which conditions, or why it is refused.")
    at = clock.now()
    made = VendorAssessment.objects.create(
        vendor=vendor,
        answers={key: answer.value for key, answer in given.items()},
        conclusion=conclusion,
        note=note.strip(),
        assessed_at=at,
        assessed_by=actor.name,
    )
    VendorFinding.objects.bulk_create(
        VendorFinding(
            vendor=vendor,
            assessment=made,
            title=f"Answered {given[question.key]}: {question.text}",
            severity=severity,
            due_on=at.date() + DUE_WITHIN[severity],
            found_at=at,
        )
        for question, severity in wanting
    )
    Vendor.objects.filter(pk=vendor.pk).update(reviewed_on=at.date())
    after = {"conclusion": conclusion.value, "findings": len(wanting), "answers": made.answers}
    record(vendor.subject, after={**after, "note": made.note})
    return made


@act("vendors.close_finding")
def close_finding(actor: Actor, finding: VendorFinding, *, resolution: str) -> VendorFinding:
    """Say how a finding was put right. Raises AlreadyDecided and VendorRefused."""
    kept = VendorFinding.objects.select_for_update(of=("self",)).select_related("vendor").get(pk=finding.pk)
    if kept.closed_at is not None:
        raise AlreadyDecided("The finding was closed")
    if not resolution.strip():
        raise VendorRefused("resolution", "Say how it was put right.")
    kept.closed_at, kept.closed_by, kept.resolution = clock.now(), actor.name, resolution.strip()
    kept.save(update_fields=["closed_at", "closed_by", "resolution"])
    record(kept.vendor.subject, after={"finding": kept.title, "closed": kept.resolution})
    return kept


def _answers(vendor: Vendor, answers: Mapping[str, str]) -> dict[str, Answer]:
    asked = questions_for(Tier(vendor.tier))
    known = {one.value: one for one in Answer}
    missing = [one.text for one in asked if answers.get(one.key) not in known]
    if missing:
        raise VendorRefused("answers", f"Not answered: {' '.join(missing)}")
    return {one.key: known[answers[one.key]] for one in asked}
