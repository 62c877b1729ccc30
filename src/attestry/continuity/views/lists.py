"""The lists of this room: columns, filters, orders, and their rows as CSV that can be handed in again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from attestry.continuity.models import RecoveryTest
from attestry.continuity.queries.capacity import CapacityLine
from attestry.continuity.queries.plans import PlanLine, Standing
from attestry.continuity.rules.duration import minutes_words
from attestry.continuity.rules.measured import Verdict
from attestry.continuity.rules.plan import PlanKind
from attestry.ui.listing import Choice, Column, Filter, Option

PLAN_COLUMNS = (
    Column("title", "Plan"),
    Column("standing", "Last test"),
    Column("rto", "Back within"),
    Column("rpo", "Lost at most"),
    Column("due", "Next test by"),
    Column("owner", "Owner"),
)
PLAN_HEADER = (
    "title", "kind", "service", "covers", "rto", "rpo", "owner_email", "document", "version", "approved",
    "next_review_on", "standing", "tested_on", "wanting",
)  # fmt: skip
TEST_COLUMNS = (
    Column("tested_on", "Test"),
    Column("verdict", "Outcome"),
    Column("recovery", "Back after", numeric=True),
    Column("loss", "Lost", numeric=True),
    Column("action", "Action"),
)
TEST_HEADER = (
    "plan", "kind", "tested_on", "rto", "rpo", "recovery", "loss", "is_whole", "verdict", "findings",
    "action", "action_owner_email", "action_due_on", "action_done_on", "evidence",
)  # fmt: skip
CAPACITY_COLUMNS = (
    Column("service", "Service"),
    Column("peak", "Expected peak", numeric=True),
    Column("reached", "Load test", numeric=True),
    Column("headroom", "Headroom", numeric=True),
    Column("renew", "Renew forecast by"),
)
CAPACITY_HEADER = (
    "service", "unit", "expected_peak", "capacity", "until", "basis", "made_on", "tested_on", "reached",
    "headroom_percent", "wanting",
)  # fmt: skip
VERDICTS = {Verdict.MET: "Met", Verdict.MISSED: "Missed", Verdict.NOT_MEASURED: "Not measured"}
Key = Callable[[Any], Any]


def plan_filters(lines: Sequence[PlanLine]) -> tuple[Filter, ...]:
    """By how plans stand, of which sort they are, and whether something is wanting."""
    stands = tuple(
        Option(one.value, one.value.capitalize(), sum(x.standing is one for x in lines)) for one in Standing
    )
    kinds = tuple(
        Option(one.value, one.label, sum(x.plan.kind == one.value for x in lines)) for one in PlanKind
    )
    look = (Option("wanting", "Something wanting", sum(bool(one.wants) for one in lines)),)
    return (Filter("stands", "Stands", stands), Filter("kind", "Sort", kinds), Filter("look", "Look", look))


def plans_chosen(lines: Sequence[PlanLine], choice: Choice) -> list[PlanLine]:
    """Those that fit the choice, in its order; a retired one only where it is asked for."""
    stands, kind, look = (choice.filters.get(key) for key in ("stands", "kind", "look"))
    found = [
        one
        for one in lines
        if (one.standing == stands if stands else one.plan.retired_on is None)
        and kind in (None, one.plan.kind)
        and (look is None or one.wants)
        and choice.search.lower() in f"{one.plan.title} {one.plan.service} {one.plan.owner.name}".lower()
    ]
    order = list(Standing)
    keys: dict[str, Key] = {
        "title": lambda one: one.plan.title.lower(),
        "standing": lambda one: order.index(one.standing),
        "rto": lambda one: one.plan.rto_minutes or 0,
        "rpo": lambda one: one.plan.rpo_minutes or 0,
        "due": lambda one: one.test_due_on or date.min,
        "owner": lambda one: one.plan.owner.name.lower(),
    }
    return sorted(found, key=keys[choice.sort or "title"], reverse=choice.is_descending)


def plan_row(one: PlanLine) -> tuple[object, ...]:
    """A plan as a row."""
    plan = one.plan
    return (
        plan.title, plan.kind, plan.service, plan.covers, _span(plan.rto_minutes), _span(plan.rpo_minutes),
        plan.owner.email, plan.document, plan.version, "yes" if plan.is_approved else "no",
        plan.next_review_on or "", one.standing.value, one.tested_on or "",
        "; ".join(want.words for want in one.wants),
    )  # fmt: skip


def test_filters(found: Sequence[RecoveryTest]) -> tuple[Filter, ...]:
    """By outcome, and whether an action is open."""
    outcomes = tuple(
        Option(one.value, words, sum(x.verdict is one for x in found)) for one, words in VERDICTS.items()
    )
    waiting = sum(bool(one.action) and one.action_done_on is None for one in found)
    return (
        Filter("verdict", "Outcome", outcomes),
        Filter("action", "Action", (Option("open", "Open", waiting),)),
    )


def tests_chosen(found: Sequence[RecoveryTest], choice: Choice) -> list[RecoveryTest]:
    """Those that fit the choice, in its order."""
    verdict, action = choice.filters.get("verdict"), choice.filters.get("action")
    fitting = [
        one
        for one in found
        if verdict in (None, one.verdict)
        and (action is None or (one.action and one.action_done_on is None))
        and choice.search.lower() in f"{one.plan.title} {one.findings} {one.action}".lower()
    ]
    keys: dict[str, Key] = {
        "tested_on": lambda one: (one.tested_on, one.pk),
        "verdict": lambda one: one.verdict.value,
        "recovery": lambda one: -1 if one.recovery_minutes is None else one.recovery_minutes,
        "loss": lambda one: -1 if one.loss_minutes is None else one.loss_minutes,
        "action": lambda one: one.action_due_on or date.max,
    }
    return sorted(fitting, key=keys[choice.sort or "tested_on"], reverse=choice.is_descending)


def test_row(one: RecoveryTest) -> tuple[object, ...]:
    """A test as a row."""
    return (
        one.plan.title, one.kind, one.tested_on, _span(one.rto_minutes), _span(one.rpo_minutes),
        _span(one.recovery_minutes), _span(one.loss_minutes), "yes" if one.is_whole else "no",
        one.verdict.value, one.findings, one.action, one.action_owner.email if one.action_owner else "",
        one.action_due_on or "", one.action_done_on or "", one.evidence_id or "",
    )  # fmt: skip


def capacity_chosen(lines: Sequence[CapacityLine], choice: Choice) -> list[CapacityLine]:
    """Those that fit the choice, in its order."""
    look = choice.filters.get("look")
    fitting = [
        one
        for one in lines
        if choice.search.lower() in one.forecast.service.lower() and (look is None or one.wants)
    ]
    keys: dict[str, Key] = {
        "service": lambda one: one.forecast.service.lower(),
        "peak": lambda one: one.forecast.expected_peak,
        "reached": lambda one: one.last.reached if one.last else -1,
        "headroom": lambda one: -1000 if one.headroom is None else one.headroom,
        "renew": lambda one: one.renew_by,
    }
    return sorted(fitting, key=keys[choice.sort or "service"], reverse=choice.is_descending)


def capacity_row(one: CapacityLine) -> tuple[object, ...]:
    """A service's capacity as a row."""
    made = one.forecast
    return (
        made.service, made.unit, made.expected_peak, made.capacity, made.until, made.basis, made.made_on,
        one.last.tested_on if one.last else "", one.last.reached if one.last else "",
        "" if one.headroom is None else one.headroom, "; ".join(want.words for want in one.wants),
    )  # fmt: skip


def _span(minutes: int | None) -> str:
    return "" if minutes is None else minutes_words(minutes)
