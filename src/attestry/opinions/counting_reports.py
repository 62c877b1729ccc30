"""What this room issued, for the contracts of customers: each report with the worst of its opinions."""

from __future__ import annotations

from collections.abc import Iterable

from attestry.customers.rules.report import Held, Opinion, Report
from attestry.engagements.rules.kind import EngagementKind
from attestry.opinions.models import IssuedReport

_KINDS = {
    EngagementKind.SOC_2_TYPE_1: Report.SOC2_TYPE1,
    EngagementKind.SOC_2_TYPE_2: Report.SOC2_TYPE2,
    EngagementKind.SOC_3: Report.SOC3,
}
_LABELS = {
    "Qualified": Opinion.QUALIFIED,
    "Adverse": Opinion.ADVERSE,
    "Disclaimer of opinion": Opinion.DISCLAIMER,
}
_WORST_FIRST = (Opinion.ADVERSE, Opinion.DISCLAIMER, Opinion.QUALIFIED)


def counting() -> Iterable[Held]:
    """The reports that stand: neither replaced nor withdrawn; one query."""
    found = IssuedReport.objects.filter(replaced_by=None, withdrawal=None).select_related("engagement")
    return [_held(one) for one in found.defer("companion", "oscal") if one.engagement.the_kind in _KINDS]


def _held(one: IssuedReport) -> Held:
    labels = {_LABELS.get(said["label"], Opinion.UNMODIFIED) for said in one.content["opinions"]}
    engagement = one.engagement
    return Held(
        one.pk,
        _KINDS[engagement.the_kind],
        frozenset(engagement.categories),
        engagement.until_on,
        one.report_on,
        next((kind for kind in _WORST_FIRST if kind in labels), Opinion.UNMODIFIED),
        f"{engagement.title}, issued here",
    )
