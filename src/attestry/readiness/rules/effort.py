"""The hours and the cost of a year's evidence, all by hand against as performed today, from what is assumed.

An item of evidence is one performance of a control: as many as its calendar expects of a calendar
year, and an assumed number where no calendar says when. Minutes are whole; hours and cost are
rounded to two decimals, half up, only where they are shown, so that no total adds up rounded parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from attestry.controls.rules.control import Execution, Frequency
from attestry.effectiveness.rules.occurrences import Rhythm, occurrences, rhythm_of
from attestry.readiness.rules.effort_assumptions import EffortAssumptions

_MINUTES_KEY: Mapping[Execution, str] = {
    Execution.MANUAL: "by_hand",
    Execution.HYBRID: "hybrid",
    Execution.AUTOMATED: "machine",
}


@dataclass(frozen=True, slots=True)
class Performed:
    """A control by what it says of itself: its category, who performs it, and how often."""

    key: str
    title: str
    category: str
    execution: Execution
    frequency: str


@dataclass(frozen=True, slots=True)
class Amount:
    """Working time in minutes, at ``rate`` an hour."""

    minutes: int
    rate: int

    @property
    def hours(self) -> Decimal:
        """The hours to two decimals."""
        return _two_decimals(Decimal(self.minutes) / 60)

    @property
    def cost(self) -> Decimal:
        """The cost to two decimals."""
        return _two_decimals(Decimal(self.minutes * self.rate) / 60)


@dataclass(frozen=True, slots=True)
class ControlEffort:
    """One control over a year."""

    control: Performed
    items: int
    minutes_by_hand: int
    minutes_today: int
    rate: int

    @property
    def by_hand(self) -> Amount:
        """What its items would take if all were gathered by hand."""
        return Amount(self.items * self.minutes_by_hand, self.rate)

    @property
    def today(self) -> Amount:
        """What they take as it is performed today."""
        return Amount(self.items * self.minutes_today, self.rate)

    @property
    def saved(self) -> Amount:
        """The difference; negative where today takes longer."""
        return Amount(self.by_hand.minutes - self.today.minutes, self.rate)


@dataclass(frozen=True, slots=True)
class EffortSum:
    """Some controls added up under a name."""

    name: str
    controls: int
    items: int
    by_hand: Amount
    today: Amount

    @property
    def saved(self) -> Amount:
        """The difference; negative where today takes longer."""
        return Amount(self.by_hand.minutes - self.today.minutes, self.by_hand.rate)


@dataclass(frozen=True, slots=True)
class Effort:
    """A calendar year: every control, and their sums by method, by category and in all."""

    year: int
    controls: tuple[ControlEffort, ...]
    by_method: tuple[EffortSum, ...]
    by_category: tuple[EffortSum, ...]
    total: EffortSum


def effort(controls: Iterable[Performed], assumed: EffortAssumptions, *, year: int) -> Effort:
    """The effort of ``controls`` over the calendar ``year``, in the order in which they come."""
    counts = {one: len(occurrences(one, date(year, 1, 1), date(year + 1, 1, 1))) for one in Rhythm}
    lines = tuple(
        ControlEffort(
            control=one,
            items=items_a_year(one.frequency, assumed, counts),
            minutes_by_hand=assumed["by_hand"],
            minutes_today=minutes_an_item(one.execution, assumed),
            rate=assumed["rate"],
        )
        for one in controls
    )
    methods = [one.value for one in Execution]
    categories = list(dict.fromkeys(line.control.category for line in lines))
    return Effort(
        year=year,
        controls=lines,
        by_method=_sums(methods, lines, assumed, lambda line: line.control.execution.value),
        by_category=_sums(categories, lines, assumed, lambda line: line.control.category),
        total=_sum("All", lines, assumed),
    )


def items_a_year(frequency: str, assumed: EffortAssumptions, counts: Mapping[Rhythm, int]) -> int:
    """How many items a control leaves in a year: what ``counts`` its calendar, or what is assumed."""
    rhythm = rhythm_of(frequency)
    if rhythm is not None:
        return counts[rhythm]
    return assumed["continuous" if frequency == Frequency.CONTINUOUS else "events"]


def minutes_an_item(execution: str, assumed: EffortAssumptions) -> int:
    """How many minutes an item takes by who performs the control."""
    return assumed[_MINUTES_KEY[Execution(execution)]]


def _sums(
    names: Iterable[str],
    lines: Iterable[ControlEffort],
    assumed: EffortAssumptions,
    name_of: Callable[[ControlEffort], str],
) -> tuple[EffortSum, ...]:
    held: dict[str, list[ControlEffort]] = {name: [] for name in names}
    for line in lines:
        held[name_of(line)].append(line)
    return tuple(_sum(name, found, assumed) for name, found in held.items())


def _sum(name: str, lines: Iterable[ControlEffort], assumed: EffortAssumptions) -> EffortSum:
    found = tuple(lines)
    return EffortSum(
        name=name,
        controls=len(found),
        items=sum(line.items for line in found),
        by_hand=Amount(sum(line.by_hand.minutes for line in found), assumed["rate"]),
        today=Amount(sum(line.today.minutes for line in found), assumed["rate"]),
    )


def _two_decimals(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
