"""Controls that had data and have none any more: since when, by which tests, and whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.models import Control
from attestry.effectiveness.queries.periods import test_intervals
from attestry.effectiveness.queries.status import control_statuses, test_statuses
from attestry.effectiveness.rules.interval import Interval

LOOK_BACK = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class GoneDark:
    """A test that could tell and cannot any more since an instant, and the controls that it speaks to."""

    test_id: str
    title: str
    reason: str
    since: datetime
    controls: tuple[Control, ...]


def gone_dark(at: datetime) -> tuple[GoneDark, ...]:
    """The tests that are unknown at an instant and were not before, by when that began."""
    statuses = test_statuses(at)
    unknown = {
        key: one
        for key, one in statuses.items()
        if one.outcome is Outcome.UNKNOWN and one.result and not one.is_manual
    }
    if not unknown:
        return ()
    speaking: dict[str, list[Control]] = {}
    for status in control_statuses(at, tests=statuses).values():
        for test in status.tests:
            speaking.setdefault(test.test_id, []).append(status.control)
    spans = test_intervals(list(unknown), from_at=at - LOOK_BACK, until_at=at)
    found = [
        GoneDark(key, one.title, one.reason, since, tuple(speaking[key]))
        for key, one in unknown.items()
        if key in speaking and (since := _dark_since(spans[key]))
    ]
    return tuple(sorted(found, key=lambda one: (one.since, one.test_id)))


def _dark_since(spans: Sequence[Interval]) -> datetime | None:
    """When the unknown that reaches to the end began, if anything was known before it."""
    since = None
    for one in reversed(spans):
        if one.outcome is not Outcome.UNKNOWN:
            return since
        since = one.from_at
    return None


def lead_addresses() -> tuple[str, ...]:
    """The mail addresses of who leads the program."""
    leads = User.objects.filter(role=Role.LEAD, is_active=True)
    return tuple(leads.order_by("email").values_list("email", flat=True))
