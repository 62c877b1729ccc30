"""From what the auditor chose to a size, with the words that say where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from attestry.kit.stats.sizes import Convention, planned_size, size_within
from attestry.populations.rules.method import Basis, Risk
from attestry.populations.rules.size_table import Sizes

LEAST_CONFIDENCE, MOST_CONFIDENCE = Decimal(50), Decimal("99.9")
# The first count of deviating items that is too many is the one that reaches the tolerable rate.
CONVENTION = Convention.AT_RATE


@dataclass(frozen=True, slots=True)
class Parameters:
    """Attribute statistics in percent: confidence, tolerable rate, expected rate."""

    confidence: Decimal = Decimal(90)
    tolerable: Decimal = Decimal(10)
    expected: Decimal = Decimal(0)

    def complaints(self) -> dict[str, str]:
        """What cannot be, by field."""
        wrong = {}
        if not LEAST_CONFIDENCE <= self.confidence <= MOST_CONFIDENCE:
            wrong["confidence"] = f"A confidence lies between {LEAST_CONFIDENCE}% and {MOST_CONFIDENCE}%."
        if not 0 < self.tolerable < 100:
            wrong["tolerable"] = "A tolerable rate lies between 0% and 100%."
        elif not 0 <= self.expected < self.tolerable:
            wrong["expected"] = "No sample supports a rate that is expected to be reached."
        return wrong


@dataclass(frozen=True, slots=True)
class Size:
    """A size, how many deviations it was planned to accept (None: not planned for any), and why so many."""

    size: int
    words: str
    accepted: int | None = None


def by_frequency(sizes: Sizes, frequency: str, population: int, risk: Risk) -> Size:
    """By the firm's table. Raises ValueError for a frequency without a row."""
    size = sizes.for_frequency(frequency, population, risk)
    often = frequency.replace("_", " ")
    return Size(size, f"{Basis.FREQUENCY.label}: {often}, {risk.value} risk.")


def by_population(sizes: Sizes, population: int, risk: Risk) -> Size:
    """By the firm's table."""
    return Size(
        sizes.for_population(population, risk),
        f"{Basis.POPULATION.label}: {population:,}, {risk.value} risk.",
    )


def by_statistics(population: int, said: Parameters) -> Size:
    """Hypergeometric where no deviation is expected, binomial otherwise; never more than there are.

    Raises ValueError where the expected rate is too near the tolerable one.
    """
    confidence, tolerable = _share(said.confidence), _share(said.tolerable)
    words = (
        f"{Basis.STATISTICS.label}: {said.confidence.normalize():f}% confidence, tolerable "
        f"{said.tolerable.normalize():f}%, expected {said.expected.normalize():f}%"
    )
    if not said.expected:
        size = size_within(population, confidence, tolerable, CONVENTION)
        return Size(size, f"{words}; hypergeometric, at the rate.", 0)
    planned = planned_size(confidence, tolerable, _share(said.expected))
    if planned is None:
        raise ValueError("the expected rate is too near the tolerable one for any sample")
    if planned.size >= population:
        return Size(population, f"{words}; more than there are: all of them.", None)
    return Size(planned.size, f"{words}; binomial.", planned.accepted)


def _share(percent: Decimal) -> Fraction:
    return Fraction(percent) / 100
