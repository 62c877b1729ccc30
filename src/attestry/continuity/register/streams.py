"""Plans, recovery and capacity, read as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attestry.connectors.rules.observation import Collect, Observation, Provenance, Rows, Session
from attestry.continuity.queries.capacity import CapacityLine, capacity_lines
from attestry.continuity.queries.plans import PlanLine, plan_lines
from attestry.kit import clock


def continuity(_session: Session) -> Iterator[Observation]:
    """Each plan with its last test, and the latest forecast of each service with its last load test."""
    yield Provenance(
        principal="Attestry", endpoint="the register of continuity", query="every plan and forecast"
    )
    today = clock.now().date()
    plans = sorted(plan_lines(today), key=lambda one: one.plan.pk)
    yield Rows("continuity_plan", [_plan(one) for one in plans])
    capacity = sorted(capacity_lines(today, with_gone=True), key=lambda one: one.forecast.pk)
    yield Rows("continuity_capacity", [_capacity(one) for one in capacity])


def _plan(one: PlanLine) -> dict[str, Any]:
    plan, last = one.plan, one.last
    return {
        "plan_id": str(plan.pk),
        "title": plan.title,
        "kind": str(plan.kind),
        "service": plan.service or None,
        "rto_minutes": plan.rto_minutes,
        "rpo_minutes": plan.rpo_minutes,
        "is_written": bool(plan.text or plan.document),
        "is_approved": plan.is_approved,
        "next_review_on": plan.next_review_on,
        "tested_on": last.tested_on if last else None,
        "recovery_minutes": last.recovery_minutes if last else None,
        "loss_minutes": last.loss_minutes if last else None,
        "is_whole": last.is_whole if last else None,
        "retired_on": plan.retired_on,
    }


def _capacity(one: CapacityLine) -> dict[str, Any]:
    made, last = one.forecast, one.last
    return {
        "forecast_id": str(made.pk),
        "service": made.service,
        "made_on": made.made_on,
        "expected_peak": float(made.expected_peak),
        "capacity": float(made.capacity),
        "tested_on": last.tested_on if last else None,
        "reached": float(last.reached) if last else None,
        "ended_on": made.ended_on,
    }


STREAMS: dict[str, Collect] = {"continuity": continuity}
