"""When each test looked: its runs as of an instant, for as much of a period as its answers held."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from attestry.control_tests.queries import definitions
from attestry.effectiveness.queries.instants import as_text, read_instant
from attestry.effectiveness.queries.results import known
from attestry.effectiveness.rules.exposure import Looked, Watch

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# What the library no longer asks, nobody promises to put right in time.
NO_PROMISE = timedelta(days=36_500)


@dataclass(frozen=True, slots=True)
class TestWatch:
    """The runs of one test by their ordinals, and the promise that it carries."""

    __test__ = False
    test_id: str
    ordinals: tuple[int, ...]
    watch: Watch
    within: timedelta


def failing_tests(at: datetime, known_at: datetime | None = None) -> tuple[str, ...]:
    """The tests of the library that ever found something failing."""
    found = known(at, known_at).filter(run__isnull=False, failed__gt=0)
    return tuple(one for one in found.order_by("test_id").values_list("test_id", flat=True).distinct())


def watches(
    test_ids: Collection[str], *, at: datetime, known_at: datetime | None = None
) -> tuple[TestWatch, ...]:
    """The watch of each test that has run, in one query. A test that the library dropped promises nothing."""
    rows = (
        known(at, known_at)
        .filter(run__isnull=False, test_id__in=list(test_ids))
        .order_by("test_id", "as_of", "run_id")
        .values_list("test_id", "run_id", as_text("as_of"), as_text("holds_until"))
    )
    found: dict[str, list[tuple[int, Looked]]] = {}
    for test_id, ordinal, as_of, holds_until in rows.iterator(chunk_size=5000):
        found.setdefault(test_id, []).append(
            (ordinal, Looked(read_instant(as_of), read_instant(holds_until)))
        )
    known_tests = definitions()
    return tuple(
        TestWatch(
            test_id,
            tuple(ordinal for ordinal, _ in runs),
            Watch.of([run for _, run in runs]),
            known_tests[test_id].meaning.respond_within if test_id in known_tests else NO_PROMISE,
        )
        for test_id, runs in found.items()
    )


def microseconds(at: datetime | timedelta) -> int:
    """An instant since 1970, or a length, in whole microseconds."""
    return (at if isinstance(at, timedelta) else at - _EPOCH) // _MICROSECOND


def instant(count: int) -> datetime:
    """The instant so many microseconds after 1970 began."""
    return _EPOCH + timedelta(microseconds=count)
