"""The capacity of each service: its latest forecast, and what its last load test carried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from attestry.continuity.models import CapacityForecast, LoadTest
from attestry.continuity.rules.measured import FORECAST_VALID_FOR, headroom_percent
from attestry.continuity.rules.wanting import CapacityFacts, Want, capacity_wants
from attestry.kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class CapacityLine:
    """A service as of a day. ``last`` is its last load test in the unit of the latest forecast."""

    forecast: CapacityForecast
    last: LoadTest | None
    age: timedelta
    wants: tuple[Want, ...]

    @property
    def headroom(self) -> Decimal | None:
        """In percent of the latest peak, as the last load test showed it; None: none was made."""
        return headroom_percent(self.last.reached, self.forecast.expected_peak) if self.last else None

    @property
    def renew_by(self) -> date:
        """The last day on which the forecast is not too old."""
        return self.forecast.made_on + FORECAST_VALID_FOR


def capacity_lines(today: date, *, with_gone: bool = False) -> list[CapacityLine]:
    """Each service by name, those that are gone only where asked for; in two queries."""
    found = sorted(_lines(today), key=lambda one: one.forecast.service.lower())
    return [one for one in found if with_gone or one.forecast.ended_on is None]


def _lines(today: date) -> Iterator[CapacityLine]:
    latest: dict[str, CapacityForecast] = {}
    for one in CapacityForecast.objects.filter(made_on__lte=today):
        known = latest.setdefault(one.service.lower(), one)
        if known.ended_on is not None and one.ended_on is None:
            latest[one.service.lower()] = one
    tests: dict[tuple[str, str], LoadTest] = {}
    found = LoadTest.objects.filter(tested_on__lte=today).select_related("forecast", "action_owner")
    for test in found:
        tests.setdefault((test.forecast.service.lower(), test.forecast.unit.lower()), test)
    for key, one in latest.items():
        last = tests.get((key, one.unit.lower()))
        facts = CapacityFacts(
            made_on=one.made_on,
            expected_peak=one.expected_peak,
            capacity=one.capacity,
            tested_on=last.tested_on if last else None,
            reached=last.reached if last else None,
            action=last.action if last else "",
        )
        yield CapacityLine(one, last, today - one.made_on, tuple(capacity_wants(facts, today)))


def forecast_numbered(pk: int) -> CapacityForecast:
    """One forecast. Raises NotFound."""
    found = CapacityForecast.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound(f"There is no forecast {pk}.", next_step="See the capacity of each service.")
    return found


def of_service(service: str) -> tuple[list[CapacityForecast], list[LoadTest]]:
    """Every forecast and load test of a service, newest first; in two queries."""
    forecasts = CapacityForecast.objects.filter(service__iexact=service)
    tests = LoadTest.objects.filter(forecast__service__iexact=service)
    return list(forecasts), list(tests.select_related("forecast", "action_owner"))
