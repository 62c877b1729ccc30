"""Choosing items from a frozen list, so that whoever holds the list and the seed chooses the same ones.

Ranks and positions: ``effectiveness.rules.selection``. The seed is bound to the list by its digest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from attestry.effectiveness.rules.selection import selection_key, systematic_selection
from attestry.populations.rules.method import Method


class FrozenItem(NamedTuple):
    """One line of a frozen list. ``row`` is the digest of the sealed row that it was read from."""

    item: str
    name: str = ""
    at: str = ""
    on: date | None = None
    stratum: str = ""
    row: str = ""


def the_seed(words: str, nonce: str, items_digest: str) -> str:
    """A seed: what the auditor wrote, what nobody chose, and the list that it is bound to."""
    return "|".join(part for part in (words, nonce, f"pop-sha256:{items_digest}") if part)


def ranked(items: Iterable[FrozenItem], seed: str) -> list[FrozenItem]:
    """The items in the order in which a seed takes them."""
    return sorted(items, key=lambda one: (selection_key(seed, one.item), one.item))


def draw(items: Sequence[FrozenItem], *, method: Method, size: int, seed: str) -> list[FrozenItem]:
    """The items of a sample, in the order of selection. ``items`` stand as the frozen list has them.

    Raises ValueError for a size below one or above the list.
    """
    if not 1 <= size <= len(items):
        raise ValueError(f"a sample of {size} cannot be taken from {len(items)}")
    match method:
        case Method.ALL:
            return list(items)
        case Method.RANDOM:
            return ranked(items, seed)[:size]
        case Method.SYSTEMATIC:
            start = systematic_start(len(items), size, seed)
            return [items[place - 1] for place in systematic_selection(len(items), size, start)]
        case Method.STRATIFIED:
            return list(_by_strata(items, size, seed))


def systematic_start(population: int, size: int, seed: str) -> int:
    """Where a systematic selection begins: within its first step, by the seed."""
    return int(selection_key(seed, "start"), 16) % (population // size) + 1


def _by_strata(items: Sequence[FrozenItem], size: int, seed: str) -> Iterator[FrozenItem]:
    strata: dict[str, list[FrozenItem]] = defaultdict(list)
    for one in items:
        strata[one.stratum].append(one)
    shares = allocation({name: len(held) for name, held in strata.items()}, size)
    for name in sorted(strata):
        yield from ranked(strata[name], seed)[: shares[name]]


def allocation(strata: Mapping[str, int], size: int) -> dict[str, int]:
    """How many of each stratum: at least one of each while the size allows it, else in proportion.

    By largest remainder; equal ones go to the larger stratum, then by name. Never more than there are.
    """
    total = sum(strata.values())
    order = sorted(strata, key=lambda name: (-strata[name], name))
    shares = dict.fromkeys(strata, 0)
    if size >= len(strata):
        shares = dict.fromkeys(strata, 1)
    quotas = {name: size * strata[name] / total for name in strata}
    while sum(shares.values()) < size:
        open_ = [name for name in order if shares[name] < strata[name]]
        lagging = max(open_, key=lambda name: quotas[name] - shares[name])
        shares[lagging] += 1
    return shares


def following(
    items: Sequence[FrozenItem], seed: str, taken: Collection[str], count: int, stratum: str | None = None
) -> list[FrozenItem]:
    """The next items by rank that were not taken, of one stratum where it is named."""
    held = frozenset(taken)
    left = (one for one in items if one.item not in held and (stratum is None or one.stratum == stratum))
    return ranked(left, seed)[:count]
