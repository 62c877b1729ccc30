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
    broken = [one for one in stakes if _is_broken(one, reports, on)]
    total = sum((one.value for one in broken), Decimal(0))
    return RiskOnDate(on, total, tuple(sorted(one.customer for one in broken)))


def at_risk_until(
    stakes: Sequence[Stake], reports: Sequence[Held], from_on: date, until_on: date
) -> tuple[RiskOnDate, ...]:
    """The value at risk today, and on each later day by which it is another, if nothing new is issued.

    A customer is looked at only on the days on which one of its own needs may come to stand otherwise.
    """
    turns: dict[date, list[tuple[Stake, bool]]] = {from_on: []}
    for stake in stakes:
        was_broken = False
        for day in _days(stake, reports, from_on, until_on):
            is_broken = _is_broken(stake, reports, day)
            if is_broken != was_broken:
                turns.setdefault(day, []).append((stake, is_broken))
            was_broken = is_broken
    broken: dict[int, Decimal] = {}
    found = []
    for day in sorted(turns):
        for stake, is_broken in turns[day]:
            if is_broken:
                broken[stake.customer] = stake.value
            else:
                del broken[stake.customer]
        found.append(RiskOnDate(day, sum(broken.values(), Decimal(0)), tuple(sorted(broken))))
    return tuple(found)


def _is_broken(stake: Stake, reports: Sequence[Held], on: date) -> bool:
    return any(met(need, reports, on).standing.is_breach for need in stake.needs)


def _days(stake: Stake, reports: Sequence[Held], from_on: date, until_on: date) -> list[date]:
    """The days of a span on which a need may come to stand otherwise; its first is always one."""
    days = {from_on}
    for need in stake.needs:
        days.update(end for one in reports if (end := lapses_on(need, one)) is not None)
        if need.due_on is not None:
            days.add(need.due_on)
    return sorted(one for one in days if from_on <= one <= until_on)
