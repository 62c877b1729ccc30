"""Taking a vendor's report in: the file itself, what its first pages say, and the correction of a mistake."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, BinaryIO

from attestry.evidence.actions import hand_in_document, sign_checkpoint
from attestry.frameworks.rules import Category
from attestry.journal.acts import act, record, refuse_unless_allowed
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.vendors.errors import ReportSuperseded, VendorRefused
from attestry.vendors.models import ComplementaryControl, ReportException, Vendor, VendorReport
from attestry.vendors.queries.vendors import is_document
from attestry.vendors.rules.assurance import Opinion, ReportKind, wrong_dates


def take_report_in(
    actor: Actor,
    vendor: Vendor,
    *,
    document: BinaryIO | None = None,
    filename: str = "",
    corrects: VendorReport | None = None,
    because: str = "",
    **said: Any,
) -> VendorReport:
    """Seal the file as evidence, then write the report down, or correct one.

    What is said is judged before anything is sealed. Raises as the act does, and as handing in does.
    """
    refuse_unless_allowed(actor, "vendors.record_report")
    _refuse_dates(said["kind"], said["from_on"], said["ends_on"], said["issued_on"], said["categories"])
    entry_seq = None
    if document is not None:
        first, last = said["from_on"] or said["ends_on"], said["ends_on"] + timedelta(days=1)
        entry_seq = hand_in_document(
            actor,
            document,
            filename=filename,
            title=f"{said['kind'].label} of {vendor.name}"[:300],
            period_from=datetime.combine(first, time(), UTC),
            period_until=datetime.combine(last, time(), UTC),
            note="Received from the vendor.",
        ).seq
        sign_checkpoint(Actor.system("hand-in"))
    return record_report(actor, vendor, entry_seq=entry_seq, corrects=corrects, because=because, **said)


@act("vendors.record_report")
def record_report(
    actor: Actor,
    vendor: Vendor,
    *,
    kind: ReportKind,
    ends_on: date,
    issued_on: date,
    opinion: Opinion,
    from_on: date | None = None,
    categories: Sequence[Category] = (),
    auditor: str = "",
    carve_outs: Sequence[str] = (),
    exceptions: Sequence[str] = (),
    complementary: Sequence[str] = (),
    entry_seq: int | None = None,
    corrects: VendorReport | None = None,
    because: str = "",
) -> VendorReport:
    """Write down a report that a vendor sent, or correct one that was typed wrongly; that is kept.

    Of a corrected one, what was said of an exception or an expected control stays with the same words;
    its review is to be signed anew. Raises VendorRefused for dates that can not be; ReportSuperseded.
    """
    _refuse_dates(kind, from_on, ends_on, issued_on, categories)
    if entry_seq is not None and not is_document(entry_seq):
        raise VendorRefused("entry_seq", f"Entry {entry_seq} of the ledger holds no document.")
    earlier = _superseded(corrects, because) if corrects else None
    made = VendorReport.objects.create(
        vendor=earlier.vendor if earlier else vendor,
        kind=kind,
        categories=sorted({Category(one).value for one in categories}),
        from_on=from_on,
        ends_on=ends_on,
        issued_on=issued_on,
        opinion=opinion,
        auditor=auditor.strip(),
        carve_outs=[one.strip() for one in carve_outs if one.strip()],
        entry_seq=earlier.entry_seq if earlier and entry_seq is None else entry_seq,
        corrects=earlier,
        corrected_because=because.strip(),
        recorded_at=clock.now(),
    )
    said = [one.strip() for one in exceptions if one.strip()]
    asked = [one.strip() for one in complementary if one.strip()]
    ReportException.objects.bulk_create(ReportException(report=made, text=one) for one in said)
    ComplementaryControl.objects.bulk_create(ComplementaryControl(report=made, text=one) for one in asked)
    if earlier:
        _carry_over(earlier, made)
    after = {**made.record(), "exceptions": len(said), "complementary": len(asked)}
    record(made.vendor.subject, before=earlier.record() if earlier else None, after=after)
    return made


def _superseded(report: VendorReport, because: str) -> VendorReport:
    """The report as the earlier version that it becomes. Raises ReportSuperseded, VendorRefused."""
    if not because.strip():
        raise VendorRefused("because", "Say what was wrong.")
    kept = VendorReport.objects.select_for_update(of=("self",)).select_related("vendor").get(pk=report.pk)
    if kept.superseded_at is not None:
        raise ReportSuperseded
    kept.superseded_at = clock.now()
    kept.save(update_fields=["superseded_at"])
    return kept


def _carry_over(earlier: VendorReport, made: VendorReport) -> None:
    """What was said of a part stays with the same words, and a letter with a report of the same end."""
    if made.ends_on == earlier.ends_on:
        made.bridged_until, made.bridge_signed_by = earlier.bridged_until, earlier.bridge_signed_by
        made.save(update_fields=["bridged_until", "bridge_signed_by"])
    assessed = {one.text: one for one in earlier.exceptions.all()}
    for exception in made.exceptions.all():
        if before := assessed.get(exception.text):
            exception.effect, exception.assessed_at = before.effect, before.assessed_at
            exception.assessed_by = before.assessed_by
            exception.save()
    mapped = {one.text: one for one in earlier.complementary.all()}
    for one in made.complementary.all():
        if known := mapped.get(one.text):
            one.control_id, one.not_needed_because = known.control_id, known.not_needed_because
            one.mapped_at, one.mapped_by = known.mapped_at, known.mapped_by
            one.save()


def _refuse_dates(
    kind: ReportKind, from_on: date | None, ends_on: date, issued_on: date, categories: Sequence[Category]
) -> None:
    if wrong := wrong_dates(kind, from_on, ends_on, issued_on, clock.now().date()):
        raise VendorRefused(*wrong)
    if kind.is_soc2 and not categories:
        raise VendorRefused("categories", "A SOC 2 report covers at least one category.")
