"""The SOC 2 report on record that speaks longest, written down or issued here."""

from __future__ import annotations

from datetime import date

from attestry.customers.queries.counting import reports_that_count
from attestry.customers.rules.report import Report
from attestry.readiness.rules.last_report import IssuedLast
from attestry.readiness.rules.report_type import LastReport

_TYPES = {Report.SOC2_TYPE1: LastReport.TYPE_1, Report.SOC2_TYPE2: LastReport.TYPE_2}


def issued_last(*, today: date) -> IssuedLast | None:
    """The report that is in hand today and speaks longest; a Type 2 before a Type 1 of the same day."""
    found = [
        IssuedLast(_TYPES[one.report], one.until, one.title)
        for one in reports_that_count()
        if one.report in _TYPES and not one.is_planned and one.available_on <= today
    ]
    return max(found, key=lambda one: (one.until, one.report.value), default=None)
