"""The totals of exposure over a period, reckoned once and kept by the process until a result is added."""

from __future__ import annotations

import threading
from datetime import datetime
from typing import TypeAlias

from attestry.effectiveness.queries import answers
from attestry.effectiveness.queries.exposure import Asked, exposed_tests, exposure_totals
from attestry.effectiveness.rules.exposure import Totals

# A page asks for two periods of one length, in three lengths, as of a few instants.
AT_MOST = 32

_Period: TypeAlias = tuple[datetime, datetime, datetime | None]

_guard = threading.Lock()
_of = answers.Kept()
_totals: dict[_Period, Totals] = {}


def kept_totals(from_at: datetime, until_at: datetime, known_at: datetime | None = None) -> Totals:
    """The totals of every test that ever failed in [from_at, until_at), as known on ``known_at``."""
    said, period = answers.kept(), (from_at, until_at, known_at)
    found = _found(said, period)
    if found is None:
        found = exposure_totals(Asked(exposed_tests(until_at, known_at), from_at, until_at, known_at))
        _keep(said, period, found)
    return found


def _found(said: answers.Kept, period: _Period) -> Totals | None:
    with _guard:
        return _totals.get(period) if said is _of else None


def _keep(said: answers.Kept, period: _Period, found: Totals) -> None:
    """Keep the totals of a period, and let those of another past or the oldest go."""
    global _of  # noqa: PLW0603
    with _guard:
        if said is not _of:
            _of = said
            _totals.clear()
        while len(_totals) >= AT_MOST:
            del _totals[next(iter(_totals))]
        _totals[period] = found
