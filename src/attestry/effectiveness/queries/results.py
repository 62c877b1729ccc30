"""The results that statuses are made of: the latest as of an instant, and all of a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Max, Q, QuerySet

from attestry.control_tests.models import Result
from attestry.control_tests.rules.outcome import Outcome, broken_reason, verdict_reason
from attestry.effectiveness.queries.answers import last_asked
from attestry.effectiveness.rules.interval import NOBODY_LOOKED, Observation


def known(at: datetime, known_at: datetime | None = None) -> QuerySet[Result]:
    """Results that speak of ``at`` or earlier, as known at ``known_at``."""
    found = Result.objects.filter(as_of__lte=at)
    return found.filter(recorded_at__lte=known_at) if known_at else found


def latest_results(at: datetime, known_at: datetime | None = None) -> dict[str, Result]:
    """The last result of each test as of ``at``, and of each person's test, in four queries."""
    found = known(at, known_at)
    by_people = found.filter(run__isnull=True).order_by().values("test_id").annotate(at=Max("as_of"))
    wanted = {*last_asked(at, known_at).items(), *((row["test_id"], row["at"]) for row in by_people)}
    if not wanted:
        return {}
    instants = {at for _, at in wanted}
    tests = {test_id for test_id, _ in wanted}
    rows = found.filter(test_id__in=tests, as_of__in=instants).defer("inputs")
    rows = rows.order_by("test_id", "as_of", "pk")
    return {one.test_id: one for one in rows if (one.test_id, one.as_of) in wanted}


def outcome_at(result: Result | None, at: datetime) -> tuple[Outcome, str]:
    """What a result says at ``at``, and why: past its time it says nothing any more."""
    if result is None:
        return Outcome.UNKNOWN, "never tested"
    if at >= result.holds_until:
        return Outcome.UNKNOWN, NOBODY_LOOKED
    if result.error:
        return Outcome.UNKNOWN, broken_reason(result.error)
    return result.outcome, result_reason(result)


def result_reason(result: Result) -> str:
    """The verdict in words."""
    if result.conclusion:
        return result.conclusion
    return verdict_reason(result.outcome, result.counts, result.unseen)


def observations(
    test_ids: Iterable[str], *, from_at: datetime, until_at: datetime, known_at: datetime | None = None
) -> dict[str, list[Observation]]:
    """The observations of each test that bear on the period, in order, in two queries."""
    wanted: Sequence[str] = list(test_ids)
    found = known(until_at, known_at).filter(test_id__in=wanted)
    before = found.filter(as_of__lt=from_at).order_by().values("test_id").annotate(at=Max("as_of"))
    bearing = Q(as_of__gte=from_at)
    for row in before:
        bearing |= Q(test_id=row["test_id"], as_of=row["at"])
    answer: dict[str, list[Observation]] = defaultdict(list)
    for one in found.filter(bearing).defer("inputs").order_by("as_of", "pk"):
        answer[one.test_id].append(observation(one))
    return dict(answer)


def observation(result: Result) -> Observation:
    """What a result says and for how long it is taken to hold."""
    reason = broken_reason(result.error) if result.error else result_reason(result)
    return Observation(result.as_of, result.holds_until, result.outcome, reason, result.entry_seq)
