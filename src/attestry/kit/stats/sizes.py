"""How many items an attribute sample needs (binomial; hypergeometric for a small population).

C is the confidence, p the tolerable rate. The sample is large enough when no more than the accepted
deviations would be seen with a chance of at most 1 - C, were the rate p.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil

from attestry.kit.stats.tails import is_rare, is_rare_in, refuse_improper

MOST_ACCEPTED = 60


class Convention(StrEnum):
    """Which count of deviating items is the first that is too many: one that exceeds the rate, or reaches it.

    Reaching is the careful choice: its samples are never smaller.
    """

    STRICT = "strict"
    AT_RATE = "at_rate"

    def too_many(self, population: int, rate: Fraction) -> int:
        """The first count that is too many."""
        if self is Convention.STRICT:
            return int(population * rate) + 1
        return max(1, ceil(population * rate))


@dataclass(frozen=True, slots=True)
class PlannedSize:
    """A size, and how many deviations it accepts."""

    size: int
    accepted: int


def size_accepting(confidence: Fraction, tolerable: Fraction, accepted: int = 0) -> int:
    """The smallest n with BinomCDF(accepted; n, p) <= 1 - C. Raises ValueError for an improper share."""
    refuse_improper("the confidence", confidence)
    refuse_improper("the tolerable rate", tolerable)
    if accepted < 0:
        raise ValueError(f"{accepted} deviations cannot be accepted")
    risk, most = 1 - confidence, accepted + 1
    while not is_rare(most, accepted, tolerable, risk):
        most *= 2
    return _first(accepted + 1, most, lambda size: is_rare(size, accepted, tolerable, risk))


def planned_size(confidence: Fraction, tolerable: Fraction, expected: Fraction) -> PlannedSize | None:
    """The smallest k whose n accepts what is expected: n x expected <= k; None where no k below 60 does."""
    for accepted in range(MOST_ACCEPTED):
        size = size_accepting(confidence, tolerable, accepted)
        if size * expected <= accepted:
            return PlannedSize(size, accepted)
        if expected >= tolerable:
            return None
    return None


def size_within(
    population: int,
    confidence: Fraction,
    tolerable: Fraction,
    convention: Convention = Convention.AT_RATE,
) -> int:
    """The smallest n without a deviation: C(N - D, n) / C(N, n) <= 1 - C; D by the convention.

    Raises ValueError for a population of none and for an improper share.
    """
    refuse_improper("the confidence", confidence)
    refuse_improper("the tolerable rate", tolerable)
    if population < 1:
        raise ValueError("nothing can be drawn from a population of none")
    deviating, risk = convention.too_many(population, tolerable), 1 - confidence
    return _first(1, population, lambda size: is_rare_in(population, deviating, size, 0, risk))


def _first(least: int, most: int, is_enough: Callable[[int], bool]) -> int:
    """The first that is enough, where ``most`` is and everything after it."""
    while least < most:
        middle = (least + most) // 2
        if is_enough(middle):
            most = middle
        else:
            least = middle + 1
    return least
