"""How deep what stands behind each control goes, over a period: from a document to its whole population."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from attestry.effectiveness.queries.periods import test_intervals
from attestry.effectiveness.queries.status import ControlStatus, TestStatus
from attestry.effectiveness.rules.status import Depth
from attestry.readiness.rules.judgement import depth_of

# The period that a depth speaks of where a page asks about none.
USUAL = timedelta(days=90)


def depths(
    statuses: Iterable[ControlStatus],
    documented: Collection[str],
    *,
    at: datetime,
    from_at: datetime | None = None,
    known_at: datetime | None = None,
) -> dict[str, Depth]:
    """The depth of each control by key; ``documented`` are those that a document was handed in for.

    A control stands on its population over [from_at, at) where each of its tests that looks at one
    saw it without a pause. A constant number of queries.
    """
    asked = list(statuses)
    watching = {one.control.key: _watching(one.tests) for one in asked}
    wanted = sorted({test_id for ids in watching.values() for test_id in ids})
    begins = from_at or at - USUAL
    spans = test_intervals(wanted, from_at=begins, until_at=at, known_at=known_at) if wanted else {}
    return {
        one.control.key: depth_of(
            one.depth,
            has_document=one.control.key in documented,
            spans=[span for test_id in watching[one.control.key] for span in spans[test_id]],
        )
        for one in asked
    }


def _watching(tests: Iterable[TestStatus]) -> list[str]:
    return [one.test_id for one in tests if not one.is_manual and one.result and one.result.counts.total]
