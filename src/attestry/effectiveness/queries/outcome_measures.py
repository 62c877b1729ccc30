"""Outcome measures of a period, from sealed results: promises kept, time to detect and to fix, time seen.

Nothing is stored of them. A past period asked again gives the same, because results are only added.
The totals of failing items are reckoned once for a period, and kept by the process until a result is
added; that they are found again, periods end at a full hour, or at the last look if that was later.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.exposure_kept import kept_totals
from attestry.effectiveness.queries.periods import test_intervals
from attestry.effectiveness.queries.results import known
from attestry.effectiveness.rules.divergence import Promises
from attestry.effectiveness.rules.interval import Interval
from attestry.effectiveness.rules.trend import Definitions, Trend, compared
from attestry.journal.models import JournalEntry

_SET = "control_tests.set_parameters"


@dataclass(frozen=True, slots=True)
class Measures:
    """What a period [from_at, until_at) came to. Shares are of the tests' time; None: nothing to measure."""

    from_at: datetime
    until_at: datetime
    promises: Promises
    median_detect: timedelta | None
    median_fix: timedelta | None
    failing_time: timedelta
    share_seen: float | None
    share_passing: float | None


@dataclass(frozen=True, slots=True)
class Trends:
    """Two periods of the same length, the measures of both, and whether they asked the same."""

    before: Measures
    now: Measures
    trends: tuple[Trend, ...]
    definitions: Definitions


def outcome_trends(*, from_at: datetime, at: datetime, known_at: datetime | None = None) -> Trends:
    """The measures of [from_at, at) beside those of the period of the same length before it."""
    length, at = at - from_at, last_told(at, known_at)
    from_at, earlier = at - length, at - 2 * length
    now_asked, before_asked = (
        versions_asked(from_at, at, known_at),
        versions_asked(earlier, from_at, known_at),
    )
    now = measures(now_asked, from_at=from_at, until_at=at, known_at=known_at)
    before = measures(before_asked, from_at=earlier, until_at=from_at, known_at=known_at)
    return Trends(
        before, now, _trends(before, now), compared(before_asked, now_asked, reset=_reset(earlier, at))
    )


def measures(
    asked: Collection[str], *, from_at: datetime, until_at: datetime, known_at: datetime | None = None
) -> Measures:
    """What the tests ``asked`` came to in [from_at, until_at)."""
    totals = kept_totals(from_at, until_at, known_at)
    spans = test_intervals(sorted(asked), from_at=from_at, until_at=until_at, known_at=known_at)
    whole = sum((span.length for each in spans.values() for span in each), timedelta())
    return Measures(
        from_at=from_at,
        until_at=until_at,
        promises=Promises(totals.kept, totals.broken, totals.running),
        median_detect=totals.median_detect,
        median_fix=totals.median_fix,
        failing_time=totals.proved,
        share_seen=1 - _time(spans, Outcome.UNKNOWN) / whole if whole else None,
        share_passing=_time(spans, Outcome.PASS) / whole if whole else None,
    )


def last_told(at: datetime, known_at: datetime | None) -> datetime:
    """The later of the last full hour, and the last time that a test looked: what is measured ends there."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    looked = known(at, known_at).filter(run__isnull=False).aggregate(last=Max("as_of"))["last"]
    return max(hour, looked) if looked else hour


def versions_asked(
    from_at: datetime, until_at: datetime, known_at: datetime | None
) -> dict[str, frozenset[str]]:
    """The versions in which each control test was asked in [from_at, until_at), in one query."""
    rows = (
        known(until_at, known_at)
        .filter(run__isnull=False, as_of__gte=from_at, as_of__lt=until_at)
        .order_by()
        .values_list("test_id", "version")
        .distinct()
    )
    found: dict[str, frozenset[str]] = {}
    for test_id, version in rows:
        found[test_id] = found.get(test_id, frozenset()) | {version}
    return found


def _reset(from_at: datetime, at: datetime) -> frozenset[str]:
    """The tests whose thresholds were set in [from_at, at)."""
    acts = JournalEntry.objects.filter(act=_SET, at__gte=from_at, at__lt=at)
    return frozenset(one.partition(":")[2] for one in acts.values_list("subject", flat=True))


def _time(spans: Mapping[str, Sequence[Interval]], outcome: Outcome) -> timedelta:
    return sum(
        (span.length for each in spans.values() for span in each if span.outcome is outcome), timedelta()
    )


def _trends(before: Measures, now: Measures) -> tuple[Trend, ...]:
    detect = _hours(before.median_detect), _hours(now.median_detect)
    fix = _hours(before.median_fix), _hours(now.median_fix)
    return (
        Trend("promises_kept", before.promises.share, now.promises.share, more_is_better=True),
        Trend("time_to_detect", *detect, more_is_better=False),
        Trend("time_to_fix", *fix, more_is_better=False),
        Trend("failing_time", *_failing(before, now), more_is_better=False),
        Trend("share_seen", before.share_seen, now.share_seen, more_is_better=True),
        Trend("share_passing", before.share_passing, now.share_passing, more_is_better=True),
    )


def _failing(before: Measures, now: Measures) -> tuple[float | None, float | None]:
    """Item-hours proved failing; nothing where no test was asked in the period."""
    hours = (_hours(one.failing_time) if one.share_seen is not None else None for one in (before, now))
    first, second = hours
    return first, second


def _hours(length: timedelta | None) -> float | None:
    return length / timedelta(hours=1) if length is not None else None
