"""What a report of each type would have to say if it were made of today's facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.rules.control import State
from attestry.effectiveness.rules.status import Depth
from attestry.readiness.queries.aspects import Views, control_views
from attestry.readiness.queries.standings import ControlStanding, Standings, over
from attestry.readiness.rules.estimate import add_months


@dataclass(frozen=True, slots=True)
class WouldSay:
    """Controls in use by what a report could say of each; the counts of a type add up to ``controls``."""

    controls: int
    without_control: tuple[str, ...]
    in_place: int
    failing: int
    unshown: int
    not_live: int
    from_at: datetime
    operated: int
    deviated: int
    unobserved: int
    nothing_occurred: int


def would_say(found: Standings, *, months: int) -> WouldSay:
    """A Type 1 as of the instant of ``found``, and a Type 2 over the ``months`` before it."""
    at = found.at
    first = datetime.combine(add_months(at.date(), -months) + timedelta(days=1), time(), tzinfo=at.tzinfo)
    found = over(found, from_at=first)
    views = control_views(found.relevant, from_at=first, until_at=at)
    now = Counter(_of_today(one, views) for one in found.relevant)
    period = Counter(views[one.key]["operation"] for one in found.relevant)
    return WouldSay(
        controls=len(found.relevant),
        without_control=tuple(one.reference for one in found.in_scope if not one.controls),
        in_place=now["in_place"],
        failing=now["failing"],
        unshown=now["unshown"],
        not_live=now["not_live"],
        from_at=first,
        operated=period[Outcome.PASS],
        deviated=period[Outcome.FAIL],
        unobserved=period[Outcome.UNKNOWN],
        nothing_occurred=period[Outcome.EMPTY] + period[Outcome.NOT_APPLICABLE],
    )


def _of_today(one: ControlStanding, views: Mapping[str, Views]) -> str:
    if one.outcome is Outcome.FAIL:
        return "failing"
    if one.control.state != State.LIVE:
        return "not_live"
    shown = one.depth > Depth.NOTHING and views[one.key]["implementation"] is not Outcome.FAIL
    return "in_place" if shown else "unshown"
