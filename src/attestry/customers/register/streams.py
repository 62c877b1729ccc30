"""The register of customers, read as rows."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.connectors.rules.observation import Collect, Observation, Provenance, Rows, Session
from attestry.customers.models import HeldReport, Obligation
from attestry.customers.queries.counting import reports_that_count
from attestry.customers.rules.report import met, planned_for


def obligations(session: Session) -> Iterator[Observation]:
    """Each obligation with how it stands today, and each report."""
    yield Provenance(
        principal="Attestry", endpoint="the register of customers", query="every obligation, report"
    )
    today, reports = session.now.date(), reports_that_count()
    rows = []
    for one in Obligation.objects.select_related("customer").order_by("pk"):
        needed = one.needed
        found = met(needed, reports, today) if needed else None
        planned = planned_for(needed, reports, today) if needed else None
        rows.append(
            {
                "obligation_id": str(one.pk),
                "customer": one.customer.name,
                "stage": one.customer.stage,
                "contract": one.contract,
                "report": one.report or None,
                "standing": found.standing.value if found else None,
                "standing_why": found.why if found else None,
                "lapses_on": found.lapses_on if found else None,
                "planned_on": planned.available_on if planned else None,
                "due_on": one.due_on,
                "fulfilled_on": one.fulfilled_on,
                "next_review_on": one.next_review_on,
                "ended_on": one.ended_on,
                "has_owner": one.owner_id is not None,
            }
        )
    yield Rows("customers_obligation", rows)
    yield Rows("customers_report", [_report(one) for one in HeldReport.objects.order_by("pk")])


def _report(one: HeldReport) -> dict[str, object]:
    return {
        "report_id": str(one.pk),
        "title": one.title,
        "report": one.report,
        "period_from": one.period_from,
        "period_until": one.period_until,
        "available_on": one.available_on,
        "opinion": one.opinion or None,
        "deviations": one.deviations,
        "withdrawn_on": one.withdrawn_on,
    }


STREAMS: dict[str, Collect] = {"obligations": obligations}
