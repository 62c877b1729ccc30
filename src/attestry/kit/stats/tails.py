"""How likely at most k deviations are: binomial and hypergeometric tails, compared without rounding."""

from __future__ import annotations

from fractions import Fraction
from math import comb


def refuse_impossible(size: int, deviations: int) -> None:
    """Raises ValueError for a sample of none, and for deviations that it cannot hold."""
    if size < 1:
        raise ValueError(f"a sample of {size} says nothing")
    if not 0 <= deviations <= size:
        raise ValueError(f"{deviations} deviations are not among {size} items")


def refuse_improper(name: str, share: Fraction) -> None:
    """Raises ValueError for a share that is not between 0 and 1, both left out."""
    if not 0 < share < 1:
        raise ValueError(f"{name} lies between 0 and 1, and is not {share}")


def is_rare(size: int, deviations: int, rate: Fraction, risk: Fraction) -> bool:
    """Whether at most so many deviations come with a chance of at most ``risk`` (binomial CDF)."""
    few, all_ = rate.numerator, rate.denominator
    ways = sum(comb(size, k) * few**k * (all_ - few) ** (size - k) for k in range(deviations + 1))
    return bool(ways * risk.denominator <= risk.numerator * all_**size)


def is_rare_in(population: int, deviating: int, size: int, deviations: int, risk: Fraction) -> bool:
    """The same where so many of a population deviate and none is drawn twice (hypergeometric CDF)."""
    sound = population - deviating
    ways = sum(
        comb(deviating, k) * comb(sound, size - k) for k in range(max(0, size - sound), deviations + 1)
    )
    return ways * risk.denominator <= risk.numerator * comb(population, size)
