"""What is wanting in recovery and capacity, found by itself (A1.1, A1.3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from attestry.continuity.models import CapacityForecast, RecoveryPlan
from attestry.continuity.rules.measured import FORECAST_VALID_FOR, TEST_VALID_FOR, Verdict, is_too_old
from attestry.controls.rules.gap import Gap, GapKind
from attestry.scope.models import System
from attestry.ui.addresses import address
from attestry.ui.words import day_words


def gaps(at: datetime) -> Iterator[Gap]:
    """No plan, an untested one, a missed target, an old forecast, too little headroom; five queries."""
    today, url = at.date(), address("continuity")

    def gap(key: str, title: str, why: str, control: str, kind: GapKind = GapKind.NOT_OPERATING) -> Gap:
        return Gap(key=f"continuity:{key}", title=title, why=why, kind=kind, controls=(control,), url=url)

    plans = RecoveryPlan.objects.filter(retired_on=None).prefetch_related("tests")
    for plan in plans:
        last = next((one for one in plan.tests.all() if one.tested_on <= today), None)
        if last is None or is_too_old(last.tested_on, today, TEST_VALID_FOR):
            why = f"Last tested on {day_words(last.tested_on)}." if last else "It was never tested."
            yield gap(f"{plan.pk}:untested", f"{plan.title} is untested", why, "REC-03")
        if last and last.verdict is Verdict.MISSED:
            why = f"The test of {day_words(last.tested_on)} fell short. To do: {last.action}"
            yield gap(
                f"{plan.pk}:missed", f"{plan.title} missed its target", why, "REC-03", GapKind.INADEQUATE
            )
    if not plans and System.objects.exists():
        why = "Nobody wrote down how a service comes back."
        yield gap("plan", "There is no recovery plan", why, "REC-02", GapKind.MISSING)
    latest: dict[str, CapacityForecast] = {}
    for one in CapacityForecast.objects.filter(made_on__lte=today).prefetch_related("load_tests__forecast"):
        latest.setdefault(one.service, one)
    for service, one in latest.items():
        if is_too_old(one.made_on, today, FORECAST_VALID_FOR):
            why = f"The last one was made on {day_words(one.made_on)}, more than 180 days ago."
            yield gap(f"{one.pk}:forecast", f"The forecast of {service} is too old", why, "AVL-02")
        tested = next(iter(one.load_tests.all()), None)
        if tested and tested.headroom < 0:
            why = f"It is {tested.headroom} % of the expected peak. To do: {tested.action}"
            yield gap(f"{one.pk}:headroom", f"{service} lacks headroom", why, "AVL-02", GapKind.INADEQUATE)
