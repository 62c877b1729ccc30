"""Recovery plans and capacity, read as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attestry.connectors.rules.observation import Collect, Observation, Provenance, Rows, Session
from attestry.continuity.models import CapacityForecast, RecoveryPlan


def continuity(_session: Session) -> Iterator[Observation]:
    """Each plan with its last test, and the latest forecast of each service with its last load test."""
    yield Provenance(
        principal="Attestry", endpoint="the register of continuity", query="every plan and forecast"
    )
    plans = RecoveryPlan.objects.prefetch_related("tests").order_by("pk")
    yield Rows("continuity_plan", [_plan(one) for one in plans])
    latest: dict[str, CapacityForecast] = {}
    for one in CapacityForecast.objects.prefetch_related("load_tests"):
        latest.setdefault(one.service, one)
    yield Rows("continuity_capacity", [_capacity(one) for one in latest.values()])


def _plan(one: RecoveryPlan) -> dict[str, Any]:
    last = next(iter(one.tests.all()), None)
    return {
        "plan_id": str(one.pk),
        "title": one.title,
        "rto_minutes": one.rto_minutes,
        "rpo_minutes": one.rpo_minutes,
        "tested_on": last.tested_on if last else None,
        "recovery_minutes": last.recovery_minutes if last else None,
        "loss_minutes": last.loss_minutes if last else None,
        "is_whole": last.is_whole if last else None,
        "retired_on": one.retired_on,
    }


def _capacity(one: CapacityForecast) -> dict[str, Any]:
    last = next(iter(one.load_tests.all()), None)
    return {
        "forecast_id": str(one.pk),
        "service": one.service,
        "made_on": one.made_on,
        "expected_peak": float(one.expected_peak),
        "tested_on": last.tested_on if last else None,
        "reached": float(last.reached) if last else None,
    }


STREAMS: dict[str, Collect] = {"continuity": continuity}
