"""Forecasts of capacity, and load tests; one below the expected peak needs an action."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attestry.continuity.actions.checking import ask_for_action, check_past, finish, refuse_changed
from attestry.continuity.models import CapacityForecast, LoadTest
from attestry.continuity.rules.measured import headroom_percent
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid
from attestry.people.models import Person

_FIELDS = ("service", "unit", "expected_peak", "capacity", "until", "basis", "made_on")


@act("continuity.forecast")
def record_forecast(
    actor: Actor, *, service: str, unit: str, expected_peak: Decimal, capacity: Decimal, until: date,
    basis: str, made_on: date,
) -> CapacityForecast:  # fmt: skip
    """The peak that is expected. Raises Invalid for no peak, no basis, or an end before it was made."""
    made = CapacityForecast(service=_as_known(service), recorded_at=clock.now())
    _write(made, unit, expected_peak, capacity, until, basis, made_on)
    made.save()
    record(made.subject, after=told_forecast(made))
    return made


@act("continuity.forecast")
def change_forecast(
    actor: Actor, forecast: CapacityForecast, *, unit: str, expected_peak: Decimal, capacity: Decimal,
    until: date, basis: str, made_on: date, made_from: int | None = None,
) -> CapacityForecast:  # fmt: skip
    """What was written down wrong. Raises Invalid, ChangedMeanwhile."""
    refuse_changed(forecast, made_from)
    before = told_forecast(forecast)
    _write(forecast, unit, expected_peak, capacity, until, basis, made_on)
    forecast.version += 1
    forecast.save()
    after = told_forecast(forecast)
    changed = [key for key in after if after[key] != before[key]]
    record(
        forecast.subject,
        before={key: before[key] for key in changed},
        after={**{key: after[key] for key in changed}, "version": forecast.version},
    )
    return forecast


@act("continuity.test")
def record_load_test(
    actor: Actor, forecast: CapacityForecast, *, tested_on: date, reached: Decimal, action: str = "",
    action_owner: Person | None = None, action_due_on: date | None = None,
) -> LoadTest:  # fmt: skip
    """How much was carried. Raises Invalid where that is below the peak and no action is named."""
    check_past("tested_on", tested_on)
    if reached < 0:
        raise Invalid("reached: this is less than nothing.", next_step="Give what it carried.")
    made = LoadTest(forecast=forecast, tested_on=tested_on, reached=reached, recorded_at=clock.now())
    headroom = headroom_percent(reached, forecast.expected_peak)
    is_needed = reached < forecast.expected_peak
    ask_for_action(made, action, action_owner, action_due_on, is_needed=is_needed)
    made.save()
    told = {"load_test": str(tested_on), "reached": str(reached), "headroom": f"{headroom} %"}
    record(forecast.subject, after={**told, "action": made.action})
    return made


@act("continuity.finish")
def finish_load_action(actor: Actor, test: LoadTest) -> LoadTest:
    """The action that a load test asked for is done, says who owes it or keeps the register.

    Raises Conflict where none is open, NotAllowed for anybody else.
    """
    finish(actor, test)
    record(test.forecast.subject, after={"action": test.action, "done_on": str(test.action_done_on)})
    return test


@act("continuity.forecast")
def end_capacity(actor: Actor, forecast: CapacityForecast, *, reason: str) -> CapacityForecast:
    """The service is gone: none of its forecasts is looked at any more. Raises Invalid without a reason."""
    if not reason.strip():
        raise Invalid("reason: say why its capacity matters no more.", next_step="Say what became of it.")
    today = clock.now().date()
    of_it = CapacityForecast.objects.filter(service__iexact=forecast.service, ended_on=None)
    if not of_it.update(ended_on=today):
        raise Conflict(f"The capacity of {forecast.service} is not looked at any more.")
    record(forecast.subject, after={"ended_on": str(today), "reason": reason.strip()})
    forecast.refresh_from_db()
    return forecast


def _as_known(service: str) -> str:
    """The service as earlier forecasts spell it."""
    if not service.strip():
        raise Invalid("service: say of what.", next_step="Name the service.")
    known = CapacityForecast.objects.filter(service__iexact=service.strip()).first()
    return known.service if known else service.strip()


def _write(
    one: CapacityForecast, unit: str, peak: Decimal, capacity: Decimal, until: date, basis: str, made_on: date
) -> None:
    check_past("made_on", made_on)
    if peak <= 0:
        raise Invalid("expected_peak: a peak is more than nothing.", next_step="Give what is expected.")
    if capacity < 0:
        raise Invalid("capacity: this is less than nothing.", next_step="Give what it carries.")
    if until < made_on:
        raise Invalid("until: it ends before it was made.", next_step="Look ahead.")
    for name, said in (("unit", unit), ("basis", basis)):
        if not said.strip():
            raise Invalid(f"{name}: a forecast needs it.", next_step="Say it in a few words.")
    one.unit, one.expected_peak, one.capacity = unit.strip(), peak, capacity
    one.until, one.basis, one.made_on = until, basis.strip(), made_on


def told_forecast(one: CapacityForecast) -> dict[str, str]:
    """What a forecast says, by field."""
    found = {name: getattr(one, name) for name in _FIELDS}
    return {
        name: f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
        for name, value in found.items()
    }
