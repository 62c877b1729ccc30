"""What a sample leaves possible: the upper limit of the rate after k deviations in n items."""

from __future__ import annotations

from fractions import Fraction

from attestry.kit.stats.tails import is_rare, is_rare_in, refuse_impossible, refuse_improper

_STEPS = 1 << 34


def upper_limit(size: int, deviations: int, confidence: Fraction) -> float:
    """The one-sided Clopper-Pearson limit, BetaInv(C; k + 1, n - k), rounded up in the tenth digit.

    1 where every item deviates. Raises ValueError for a sample of none: no rate is known of it.
    """
    refuse_impossible(size, deviations)
    refuse_improper("the confidence", confidence)
    if deviations == size:
        return 1.0
    risk, low, high = 1 - confidence, 0, _STEPS
    while high - low > 1:
        middle = (low + high) // 2
        if is_rare(size, deviations, Fraction(middle, _STEPS), risk):
            high = middle
        else:
            low = middle
    return high / _STEPS


def upper_count(population: int, size: int, deviations: int, confidence: Fraction) -> int:
    """How many of a population may deviate: the largest D with HypergeomCDF(k; N, D, n) > 1 - C.

    Raises ValueError for a sample of none, or of more than there are.
    """
    refuse_impossible(size, deviations)
    refuse_improper("the confidence", confidence)
    if size > population:
        raise ValueError(f"{size} items cannot be drawn from {population}")
    risk, low, high = 1 - confidence, deviations, population - (size - deviations)
    while low < high:
        middle = (low + high + 1) // 2
        if is_rare_in(population, middle, size, deviations, risk):
            high = middle - 1
        else:
            low = middle
    return low
