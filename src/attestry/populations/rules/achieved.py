"""What a sample supports: how many of the population may deviate after k deviations were found.

Exact for the population at hand (hypergeometric, without replacement); beside it the limit of the rate
for a population without end (one-sided Clopper-Pearson).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from attestry.kit.stats.limits import upper_count, upper_limit

CONFIDENCES = (90, 95)
MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Achieved:
    """One statement: found so many deviations, at this confidence at most ``count`` of all deviate."""

    population: int
    size: int
    deviations: int
    confidence: int
    count: int
    limit: float

    @property
    def rate(self) -> float:
        """The same as a share of the population."""
        return self.count / self.population

    @property
    def words(self) -> str:
        """The statement in a sentence; it says what would follow, and not what was found."""
        found = "no deviation" if self.deviations == 0 else f"{self.deviations} deviations"
        found = "1 deviation" if self.deviations == 1 else found
        if self.size == self.population:
            return f"All {self.size:,} items are in the sample: what is found is the rate itself."
        return (
            f"With {found} among {self.size:,} of {self.population:,} items, {self.confidence}% confidence "
            f"that at most {self.count:,} of them ({self.rate:.1%}) deviate; for a population without end "
            f"at most {self.limit:.1%}."
        )


@lru_cache(maxsize=512)
def achieved(population: int, size: int, deviations: int, confidence: int) -> Achieved:
    """The statement for one number of deviations. Raises ValueError for a sample of none."""
    share = Fraction(confidence, 100)
    return Achieved(
        population,
        size,
        deviations,
        confidence,
        upper_count(population, size, deviations, share),
        upper_limit(size, deviations, share),
    )


def all_achieved(population: int, size: int) -> list[list[Achieved]]:
    """The statements for each usual confidence, by number of deviations from none on."""
    most = min(MOST_SHOWN, size)
    return [[achieved(population, size, found, one) for found in range(most + 1)] for one in CONFIDENCES]
