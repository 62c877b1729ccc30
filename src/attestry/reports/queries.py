"""Reads: issued reports, and the bytes of one."""

from __future__ import annotations

from django.db.models import QuerySet

from attestry.evidence.queries import store
from attestry.reports.errors import UnknownReport
from attestry.reports.models import Report


def reports() -> QuerySet[Report]:
    """Every issued report, newest first."""
    return Report.objects.order_by("-issued_at", "-pk")


def report(pk: int) -> Report:
    """One report. Raises UnknownReport."""
    found = Report.objects.filter(pk=pk).first()
    if found is None:
        raise UnknownReport(pk)
    return found


def report_bytes(of: Report) -> bytes:
    """The file as it was sealed. Raises Broken where the bytes no longer match their digest."""
    return store().read(of.digest)
