"""What is at risk: the yearly value of customers whose contract is broken, on each day that changes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from attestry.customers.rules.report import Held, Needed, lapses_on, met


@dataclass(frozen=True, slots=True)
class Stake:
    """One customer with what it asks for and what it is worth a year."""

    customer: int
    value: Decimal
    needs: tuple[Needed, ...]


@dataclass(frozen=True, slots=True)
class RiskOnDate:
    """The value at risk from a day on, until the next of these."""

    on: date
    value: Decimal
    customers: tuple[int, ...]


def at_risk(stakes: Iterable[Stake], reports: Sequence[Held], on: date) -> RiskOnDate:
    """Whose contracts are broken on a day. Each customer counts once, however much of it is broken."""
    broken = [one for one in stakes if any(met(need, reports, on).standing.is_breach for need in one.needs)]
    total = sum((one.value for one in broken), Decimal(0))
    return RiskOnDate(on, total, tuple(sorted(one.customer for one in broken)))


def at_risk_until(
    stakes: Sequence[Stake], reports: Sequence[Held], from_on: date, until_on: date
) -> tuple[RiskOnDate, ...]:
    """The value at risk today, and on each later day by which it is another, if nothing new is issued."""
    days = {from_on}
    for need in (need for stake in stakes for need in stake.needs):
        days.update(end for one in reports if (end := lapses_on(need, one)) is not None)
        if need.due_on is not None:
            days.add(need.due_on)
    found: list[RiskOnDate] = []
    for day in sorted(one for one in days if from_on <= one <= until_on):
        risk = at_risk(stakes, reports, day)
        if not found or (risk.value, risk.customers) != (found[-1].value, found[-1].customers):
            found.append(risk)
    return tuple(found)
