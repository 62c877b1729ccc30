"""The register of risks, read as rows."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.connectors.rules.observation import Collect, Observation, Provenance, Rows, Session
from attestry.risks.queries.register import RiskLine, risk_lines


def risks(session: Session) -> Iterator[Observation]:
    """Every risk with the acceptance that ends last."""
    yield Provenance(principal="Attestry", endpoint="the register of risks", query="every risk")
    yield Rows("risks_risk", [_row(one) for one in risk_lines(session.now.date())])


def _row(line: RiskLine) -> dict[str, object]:
    one = line.risk
    last = max(line.acceptances, key=lambda given: given.expires_on, default=None)
    return {
        "risk_id": str(one.pk),
        "title": one.title,
        "owner_email": one.owner.email,
        "identified_on": one.identified_on,
        "analysed_on": one.analysed_on,
        "evaluated_on": one.evaluated_on,
        "inherent_level": one.inherent_level.value if one.inherent_level else None,
        "residual_level": one.residual_level.value if one.residual_level else None,
        "treatment": one.treatment or None,
        "has_plan": bool(one.treatment_plan),
        "control_count": len(line.control_keys),
        "treatment_due_on": one.treatment_due_on,
        "treated_on": one.treated_on,
        "review_on": one.review_on,
        "accepted_by": last.accepted_by.email if last else None,
        "accepted_until": last.expires_on if last else None,
        "retired_on": one.retired_on,
    }


STREAMS: dict[str, Collect] = {"risks": risks}
