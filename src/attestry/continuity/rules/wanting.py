"""What is wanting in a plan or in the capacity of a service, and by when a plan is tested again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from attestry.continuity.rules.measured import (
    FORECAST_VALID_FOR,
    TEST_VALID_FOR,
    Verdict,
    headroom_percent,
    is_too_old,
)
from attestry.continuity.rules.plan import PlanKind


@dataclass(frozen=True, slots=True)
class Want:
    """One thing that is wanting: its name, a few words, why, and the control that it weakens."""

    what: str
    words: str
    why: str
    control: str
    is_not_operating: bool = True


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan as it stands. ``tested_on`` and ``verdict`` are of its last test; None: it was never tested."""

    kind: PlanKind
    is_written: bool
    is_approved: bool
    next_review_on: date | None
    tested_on: date | None
    verdict: Verdict | None
    action: str = ""


@dataclass(frozen=True, slots=True)
class CapacityFacts:
    """The latest forecast of a service, and how much its last load test carried; None: never tested."""

    made_on: date
    expected_peak: Decimal
    capacity: Decimal
    tested_on: date | None
    reached: Decimal | None
    action: str = ""


def plan_wants(plan: PlanFacts, today: date) -> Iterator[Want]:
    """What is wanting in a plan. A response plan is rehearsed, which the incidents keep account of."""
    control = plan.kind.control
    if not plan.is_written:
        yield Want(
            "empty",
            "not written",
            "It neither has a text nor says where one is kept.",
            control,
            is_not_operating=False,
        )
    if not plan.is_approved:
        yield Want(
            "unapproved",
            "not approved",
            "Nobody approved it as it stands now.",
            control,
            is_not_operating=False,
        )
    elif plan.next_review_on is not None and plan.next_review_on < today:
        yield Want(
            "review", "review overdue", f"It was to be reviewed by {_on(plan.next_review_on)}.", control
        )
    if not plan.kind.is_measured:
        return
    if plan.tested_on is None:
        yield Want("untested", "never tested", "It was never tested.", "REC-03")
    elif is_too_old(plan.tested_on, today, TEST_VALID_FOR):
        why = f"It was last tested on {_on(plan.tested_on)}, more than 365 days ago."
        yield Want("untested", "test overdue", why, "REC-03")
    if plan.verdict is Verdict.MISSED:
        why = f"The test of {_on(plan.tested_on)} fell short. To do: {plan.action}"
        yield Want("missed", "target missed", why, "REC-03", is_not_operating=False)
    if plan.verdict is Verdict.NOT_MEASURED:
        why = f"The test of {_on(plan.tested_on)} did not measure both time and data lost."
        yield Want("unmeasured", "not measured", why, "REC-03", is_not_operating=False)


def capacity_wants(one: CapacityFacts, today: date) -> Iterator[Want]:
    """What is wanting in the capacity of a service (A1.1)."""
    if is_too_old(one.made_on, today, FORECAST_VALID_FOR):
        why = f"The last forecast was made on {_on(one.made_on)}, more than 180 days ago."
        yield Want("forecast", "forecast too old", why, "AVL-02")
    if one.reached is None:
        yield Want("load_test", "no load test", "No load test shows that it carries the peak.", "AVL-02")
    elif one.reached < one.expected_peak:
        short = -headroom_percent(one.reached, one.expected_peak)
        why = f"The load test of {_on(one.tested_on)} stayed {short}% below the peak. To do: {one.action}"
        yield Want("headroom", "headroom gap", why, "AVL-02", is_not_operating=False)
    elif one.capacity < one.expected_peak:
        short = -headroom_percent(one.capacity, one.expected_peak)
        why = f"What it is said to carry is {short}% below the peak that is expected."
        yield Want("headroom", "headroom gap", why, "AVL-02", is_not_operating=False)


def _on(day: date | None) -> str:
    return f"{day:%d %b %Y}".lstrip("0") if day else "a day not known"
