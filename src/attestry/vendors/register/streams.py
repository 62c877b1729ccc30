"""The register of vendors, read as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attestry.connectors.rules.observation import Collect, Observation, Provenance, Rows, Session
from attestry.vendors.models import ComplementaryControl, Vendor, VendorReport


def vendors(_session: Session) -> Iterator[Observation]:
    """Every vendor, every report, and everything that one expects of us."""
    yield Provenance(principal="Attestry", endpoint="the register of vendors", query="every vendor")
    current = VendorReport.objects.filter(superseded_at=None)
    reports = list(current.select_related("vendor").prefetch_related("exceptions"))
    newest: dict[int, VendorReport] = {}
    for one in reports:
        newest.setdefault(one.vendor_id, one)
    found = Vendor.objects.select_related("owner").order_by("pk")
    yield Rows("vendors_vendor", [_vendor(one, newest.get(one.pk)) for one in found])
    yield Rows("vendors_report", [_report(one, newest) for one in sorted(reports, key=lambda one: one.pk)])
    expected = ComplementaryControl.objects.filter(report__superseded_at=None).order_by("pk")
    expected = expected.select_related("control", "report__vendor")
    yield Rows("vendors_complementary", [_complementary(one, newest) for one in expected])


def _vendor(one: Vendor, report: VendorReport | None) -> dict[str, Any]:
    return {
        "vendor_id": str(one.pk),
        "name": one.name,
        "tier": one.tier,
        "owner": one.owner.email if one.owner else None,
        "method": one.method or None,
        "started_on": one.started_on,
        "ended_on": one.ended_on,
        "reviewed_on": one.reviewed_on,
        "review_due_on": one.review_due_on,
        "report_kind": report.kind if report else None,
        "report_ends_on": report.ends_on if report else None,
        "report_bridged_until": report.bridged_until if report else None,
    }


def _report(one: VendorReport, newest: dict[int, VendorReport]) -> dict[str, Any]:
    exceptions = list(one.exceptions.all())
    return {
        "report_id": str(one.pk),
        "vendor": one.vendor.name,
        "kind": one.kind,
        "opinion": one.opinion,
        "ends_on": one.ends_on,
        "recorded_on": one.recorded_at.date(),
        "reviewed_on": one.reviewed_at.date() if one.reviewed_at else None,
        "exceptions": len(exceptions),
        "exceptions_open": sum(each.assessed_at is None for each in exceptions),
        "is_newest": newest[one.vendor_id].pk == one.pk,
        "vendor_ended_on": one.vendor.ended_on,
    }


def _complementary(one: ComplementaryControl, newest: dict[int, VendorReport]) -> dict[str, Any]:
    return {
        "complementary_id": str(one.pk),
        "vendor": one.report.vendor.name,
        "text": one.text,
        "control": one.control.key if one.control else None,
        "control_state": one.control.state if one.control else None,
        "not_needed_because": one.not_needed_because or None,
        "recorded_on": one.report.recorded_at.date(),
        "is_newest": newest[one.report.vendor_id].pk == one.report_id,
        "vendor_ended_on": one.report.vendor.ended_on,
    }


STREAMS: dict[str, Collect] = {"vendors": vendors}
