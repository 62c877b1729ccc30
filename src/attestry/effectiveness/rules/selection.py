"""Selections that anybody can draw again, and what a sample of that size may miss.

By committed seed: each item is ranked by SHA-256 of ``seed:item_id`` (UTF-8, as lower-case hex), and
the first n are taken. A seed that names the digest of the population's items is bound to that list:
another list would have had another seed. Without replacement (hypergeometric).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from attestry.kit.digest import sha256_hex

CONFIDENCE = 0.9
# Digits that a chance is compared in: products of floats are not exact in the last ones.
_EXACT = 9


def selection_key(seed: str, item_id: str) -> str:
    """What an item is ranked by."""
    return sha256_hex(f"{seed}:{item_id}".encode())


def selection_key_sql(item_column: str, seed_value: str) -> str:
    """The same in the engine's words, over a column and a named value such as ``$seed``."""
    return f"sha256({seed_value} || ':' || {item_column})"


def seeded_selection(items: Iterable[str], seed: str, size: int) -> tuple[str, ...]:
    """The ``size`` items of lowest rank, in the order of their rank; all where there are not more.

    Raises ValueError for a size below one.
    """
    if size < 1:
        raise ValueError(f"a sample of {size} is none")
    return tuple(sorted(set(items), key=lambda one: (selection_key(seed, one), one))[:size])


def systematic_selection(population: int, size: int, start: int) -> tuple[int, ...]:
    """The positions, counted from one, of every k-th item from ``start``; k is population / size, cut.

    Raises ValueError for a size outside 1 to the population, and for a start outside the first step.
    """
    if not 1 <= size <= population:
        raise ValueError(f"a sample of {size} cannot be taken from {population}")
    step = population // size
    if not 1 <= start <= step:
        raise ValueError(f"the start lies in the first step of {step}, not at {start}")
    return tuple(start + number * step for number in range(size))


def population_digest(items: Iterable[str]) -> str:
    """The digest of a population: SHA-256 over the SHA-256 of each item's id, sorted and joined."""
    return sha256_hex("".join(sorted(sha256_hex(one.encode()) for one in items)).encode())


def population_digest_sql(item_column: str) -> str:
    """The same in the engine's words, as an aggregate."""
    key = f"sha256({item_column})"
    return f"sha256(coalesce(string_agg({key}, '' ORDER BY {key}), ''))"


def bound_seed(test_id: str, run: int, digest: str) -> str:
    """The seed that follows from what is sampled, so that nobody chose it."""
    return f"{test_id}|run-{run}|pop-sha256:{digest}"


def chance_of_missing(population: int, failing: int, size: int) -> float:
    """The share of all samples of ``size`` that hold none of the failing items (hypergeometric, k = 0)."""
    if failing > population - size:
        return 0.0 if failing else 1.0
    # Both ways of counting give the same; the shorter product is taken.
    few, many = sorted((failing, size))
    chance = 1.0
    for number in range(few):
        chance *= (population - many - number) / (population - number)
    return chance


def largest_unseen(population: int, size: int, confidence: float = CONFIDENCE) -> int:
    """The most failing items that a sample without a failure still leaves possible.

    The largest D for which more than 1 - ``confidence`` of all samples hold none of D.
    """

    def falling(failing: int) -> float:
        return -round(chance_of_missing(population, failing, size), _EXACT)

    return bisect_left(range(1, population + 1), -round(1 - confidence, _EXACT), key=falling)
