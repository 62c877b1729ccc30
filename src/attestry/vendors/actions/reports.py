"""Reading a vendor's report: its exceptions, what meets its expectations, its letter, the review."""

from __future__ import annotations

from datetime import date

from attestry.controls.models import Control
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.vendors.errors import AlreadyDecided, ReportSuperseded, ReviewUnfinished, VendorRefused
from attestry.vendors.models import ComplementaryControl, ReportException, Vendor, VendorReport
from attestry.vendors.rules.assurance import wrong_bridge


@act("vendors.assess_exception")
def assess_exception(actor: Actor, exception: ReportException, *, effect: str) -> ReportException:
    """Say what an exception means for us, and what is done about it. Raises VendorRefused."""
    if not effect.strip():
        raise VendorRefused("effect", "Say what it means for us, or why nothing.")
    kept = ReportException.objects.select_for_update(of=("self",)).select_related("report__vendor")
    one = kept.get(pk=exception.pk)
    _refuse_superseded(one.report)
    before = {"effect": one.effect}
    one.effect, one.assessed_at, one.assessed_by = effect.strip(), clock.now(), actor.name
    one.save(update_fields=["effect", "assessed_at", "assessed_by"])
    record(one.report.vendor.subject, before=before, after={"exception": one.text, "effect": one.effect})
    return one


@act("vendors.map_complementary")
def map_complementary(
    actor: Actor,
    complementary: ComplementaryControl,
    *,
    control: Control | None = None,
    not_needed_because: str = "",
) -> ComplementaryControl:
    """Name the control of ours that meets it, or why none has to, not both. Raises VendorRefused."""
    reason = not_needed_because.strip()
    if (control is None) == (not reason):
        raise VendorRefused("control", "Name one of our controls, or say why none is needed; not both.")
    kept = ComplementaryControl.objects.select_for_update(of=("self",)).select_related("report__vendor")
    one = kept.get(pk=complementary.pk)
    _refuse_superseded(one.report)
    one.control, one.not_needed_because = control, reason
    one.mapped_at, one.mapped_by = clock.now(), actor.name
    one.save()
    after = {"complementary": one.text, "control": control.key if control else "", "not needed": reason}
    record(one.report.vendor.subject, after=after)
    return one


@act("vendors.record_bridge_letter")
def record_bridge_letter(
    actor: Actor, report: VendorReport, *, from_on: date, until_on: date, signed_by: str
) -> VendorReport:
    """Keep a letter by which the vendor's management bridges on from a report. Raises VendorRefused."""
    kept = VendorReport.objects.select_for_update(of=("self",)).select_related("vendor").get(pk=report.pk)
    _refuse_superseded(kept)
    if wrong := wrong_bridge(kept.ends_on, from_on, until_on):
        raise VendorRefused("until_on", wrong)
    if not signed_by.strip():
        raise VendorRefused("signed_by", "A letter is signed by somebody of the vendor's management.")
    before = {"bridged_until": str(kept.bridged_until or "")}
    kept.bridged_until, kept.bridge_signed_by = until_on, signed_by.strip()
    kept.save(update_fields=["bridged_until", "bridge_signed_by"])
    record(kept.vendor.subject, before=before, after={"bridged_until": str(until_on), "signed_by": signed_by})
    return kept


@act("vendors.sign_report_review")
def sign_report_review(actor: Actor, report: VendorReport, *, conclusion: str) -> VendorReport:
    """Sign that the report was read. Raises ReviewUnfinished while an exception or a mapping is open."""
    kept = VendorReport.objects.select_for_update(of=("self",)).select_related("vendor").get(pk=report.pk)
    _refuse_superseded(kept)
    if kept.reviewed_at is not None:
        raise AlreadyDecided("The review was signed")
    lacks = []
    if count := kept.exceptions.filter(assessed_at=None).count():
        lacks.append(f"{count} exceptions are not assessed")
    if count := kept.complementary.filter(mapped_at=None).count():
        lacks.append(f"{count} complementary controls are not mapped")
    if lacks:
        raise ReviewUnfinished(lacks)
    if not conclusion.strip():
        raise VendorRefused("conclusion", "Say what you conclude from the report.")
    kept.conclusion, kept.reviewed_at, kept.reviewed_by = conclusion.strip(), clock.now(), actor.name
    kept.save(update_fields=["conclusion", "reviewed_at", "reviewed_by"])
    Vendor.objects.filter(pk=kept.vendor_id).update(reviewed_on=kept.reviewed_at.date())
    record(kept.vendor.subject, after={"review": str(kept.ends_on), "conclusion": kept.conclusion})
    return kept


def _refuse_superseded(report: VendorReport) -> None:
    if report.superseded_at is not None:
        raise ReportSuperseded
