"""Listings whose every item takes calls of its own: first all regions, then all items."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attestry.connectors.rules.observation import Coverage, Observation

from .account import Account
from .reading import gaps_of, sound
from .refusals import Refusal

ReadItem = Callable[[str, Any], Iterable[Observation]]


def items_of_regions(
    account: Account, call: tuple[str, str, str], tables: tuple[str, ...], read: ReadItem
) -> Iterator[Observation]:
    """``read`` of the region and item for everything that ``call`` (service, operation, key) lists."""
    found: list[tuple[str, Any]] = []
    seen_count = 0
    for region, listing in account.each(
        lambda region: (region, _listing(account, call, region)), account.regions
    ):
        refusals = [one for one in listing if isinstance(one, Refusal)]
        for refusal in refusals:
            yield from gaps_of(refusal, *tables)
        seen_count += not refusals
        found.extend((region, one) for one in listing if not isinstance(one, Refusal))
    for observations in account.each(lambda pair: _read(tables, read, *pair), found):
        yield from observations
    is_known = account.region_refusal is None
    yield Coverage("regions", expected=len(account.regions) + (not is_known), seen=seen_count)


def _listing(account: Account, call: tuple[str, str, str], region: str) -> list[Any]:
    return list(account.items(*call, region))


def _read(tables: tuple[str, ...], read: ReadItem, region: str, item: Any) -> list[Observation]:
    return list(sound(tables, region, lambda: read(region, item)))
