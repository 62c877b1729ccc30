"""From calls to observations: rows in batches, a gap for every refusal, and the denominators."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

from attestry.connectors.rules.observation import Collect, Coverage, Gap, Observation, Reason, Rows, Session

from .account import Account, open_account
from .refusals import Refusal
from .transport import Item
from .values import Place, Row

BATCH_ROWS = 500

Read = Callable[[Account], Iterator[Observation]]
Flatten = Callable[[Place, Item], Iterable[Rows]]


def reads(*tables: str) -> Callable[[Read], Collect]:
    """Make a stream of a function that reads an open account and fills ``tables``."""

    def stream(read: Read) -> Collect:
        @wraps(read)
        def collect(session: Session) -> Iterator[Observation]:
            with open_account(session) as account:
                yield from gaps_of(account.region_refusal, *tables)
                yield from batched(read(account))
                calls = account.transport
                yield Coverage("accounts", expected=1, seen=1)
                yield Coverage("calls", calls.asked_count, calls.asked_count - calls.refused_count)
                yield account.provenance()

        return collect

    return stream


def rows(table: str, *filled: Row) -> Rows:
    """The rows of one table."""
    return Rows(table, filled)


def gaps_of(refusal: Refusal | None, *tables: str) -> Iterator[Gap]:
    """Each table is not fully seen, because of ``refusal``; nothing where there is none."""
    if refusal is not None:
        for table in tables:
            yield Gap(table, refusal.reason, refusal.detail)


def sound(
    tables: tuple[str, ...], where: str, make: Callable[[], Iterable[Observation]]
) -> Iterator[Observation]:
    """What ``make`` makes of an answer; a gap on every table where its shape is not the documented one."""
    try:
        yield from list(make())
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        detail = f"{where}: an answer has an unknown shape: {type(error).__name__} {error}"
        yield from gaps_of(Refusal(Reason.MALFORMED, detail), *tables)


def flattened(tables: tuple[str, ...], flatten: Flatten, place: Place, item: Item) -> Iterator[Observation]:
    """The rows of one item of a place."""
    return sound(tables, place.region or "account", lambda: flatten(place, item))


def in_every_region(
    account: Account, read: Callable[[Place], Iterator[Observation]]
) -> Iterator[Observation]:
    """``read`` of every region; a region counts as seen when none of its tables has a gap."""
    seen_count = 0
    for found in account.each(lambda region: list(read(account.place(region))), account.regions):
        seen_count += not any(isinstance(one, Gap) and one.item_id is None for one in found)
        yield from found
    is_known = account.region_refusal is None
    yield Coverage("regions", expected=len(account.regions) + (not is_known), seen=seen_count)


def listed(
    account: Account,
    place: Place,
    call: tuple[str, str, str],
    tables: tuple[str, ...],
    flatten: Flatten,
    **parameters: Any,
) -> Iterator[Observation]:
    """Every item of a listing, flattened. ``call`` is the service, the operation and the key of the items."""
    service, operation, key = call
    for item in account.items(service, operation, key, place.region, **parameters):
        if isinstance(item, Refusal):
            yield from gaps_of(item, *tables)
        else:
            yield from flattened(tables, flatten, place, item)


def batched(observations: Iterable[Observation]) -> Iterator[Observation]:
    """The same observations with the rows of each table put together, at most so many at a time."""
    waiting: dict[str, list[Any]] = {}
    for observation in observations:
        if not isinstance(observation, Rows):
            yield observation
            continue
        batch = waiting.setdefault(observation.table, [])
        batch.extend(observation.rows)
        while len(batch) >= BATCH_ROWS:
            yield Rows(observation.table, tuple(batch[:BATCH_ROWS]))
            del batch[:BATCH_ROWS]
    for table, batch in waiting.items():
        if batch:
            yield Rows(table, tuple(batch))
