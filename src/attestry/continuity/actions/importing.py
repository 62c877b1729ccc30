"""Plans, tests and forecasts from CSV files: shown first, then all of a file, or nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from attestry.continuity.actions.capacity import record_forecast, told_forecast
from attestry.continuity.actions.planning import add_plan, change_plan, told_plan
from attestry.continuity.actions.testing import record_test, told_test
from attestry.continuity.models import CapacityForecast, RecoveryPlan, RecoveryTest
from attestry.continuity.rules.duration import minutes_of
from attestry.continuity.rules.plan import PlanKind
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit.csv_cells import Cells, read_lines
from attestry.kit.csv_plan import CsvPlan, plan_of
from attestry.kit.csv_rows import MOST_BY_ACTS
from attestry.people.queries.register import people_by_address

# What each file has to name, and what it may.
PLANS = (("title", "covers", "owner_email"), ("kind", "service", "rto", "rpo", "document", "text"))
TESTS = (
    ("plan", "kind", "tested_on", "recovery", "loss", "is_whole"),
    ("findings", "action", "action_owner_email", "action_due_on"),
)
FORECASTS = (("service", "unit", "expected_peak", "capacity", "until", "basis", "made_on"), ())
# What a list that was taken from here says besides, and is not taken in.
TOLD = (
    "version", "approved", "next_review_on", "standing", "tested_on", "wanting", "rto", "rpo", "verdict",
    "action_done_on", "evidence", "reached", "headroom_percent",
)  # fmt: skip
_KINDS = {"restore": "restore", "failover": "failover"}
_MOST = Decimal(10**14) - Decimal("0.01")
_NOBODY = "nobody who works here has the address"
# A record as a line leaves it: its title, what it said before (None: it is new), and what it says.
Taken = tuple[str, Mapping[str, object] | None, Mapping[str, object]]


@act("continuity.import")
def import_plans(actor: Actor, data: bytes, *, seen: str = "") -> CsvPlan:
    """New plans are added; one that is known by its title becomes what the file says of it.

    ``seen`` is the digest of the plan that was looked at. Raises PlanChanged; WrongLines with the lines.
    """
    people = people_by_address(only_here=True)
    known = {one.title.casefold(): one for one in RecoveryPlan.objects.select_related("owner")}

    def take(cells: Cells) -> Taken | None:
        owner = cells.known("owner_email", people, _NOBODY, needed=True)
        kind = cells.choice("kind", PlanKind, otherwise=PlanKind.RECOVERY)
        rto, rpo = _minutes(cells, "rto"), _minutes(cells, "rpo")
        title, covers = cells.text("title"), cells.text("covers")
        service, text, document = (
            cells.text("service"),
            cells.text("text", most=100_000),
            cells.text("document"),
        )
        plan = known.get(title.casefold())
        if owner is None or cells.wrong:
            return None
        if plan is None:
            made = add_plan(
                actor, title=title, covers=covers, owner=owner, kind=kind, service=service, text=text,
                document=document, rto_minutes=rto, rpo_minutes=rpo,
            )  # fmt: skip
            return made.title, None, _said(told_plan(made))
        before = told_plan(plan)
        change_plan(
            actor, plan, title=plan.title, covers=covers, owner=owner, service=service or plan.service,
            text=text or plan.text, document=document or plan.document,
            rto_minutes=plan.rto_minutes if rto is None else rto,
            rpo_minutes=plan.rpo_minutes if rpo is None else rpo,
        )  # fmt: skip
        return plan.title, before, told_plan(plan)

    return _take_in("recovery_plans", data, PLANS, take, seen, once="title")


@act("continuity.import")
def import_tests(actor: Actor, data: bytes, *, seen: str = "") -> CsvPlan:
    """Tests of plans that are known; one of the same plan, sort and day is known.

    ``seen`` is the digest of the plan that was looked at. Raises PlanChanged; WrongLines with the lines.
    """
    people = people_by_address(only_here=True)
    plans = {one.title.casefold(): one for one in RecoveryPlan.objects.all()}
    known = set(RecoveryTest.objects.values_list("plan_id", "kind", "tested_on"))

    def take(cells: Cells) -> Taken | None:
        plan = cells.known("plan", plans, "none is called", needed=True)
        kind = cells.known("kind", _KINDS, "it is restore or failover, not", needed=True)
        day, due_on = cells.day("tested_on", needed=True), cells.day("action_due_on")
        recovery, loss = _minutes(cells, "recovery"), _minutes(cells, "loss")
        is_whole = bool(cells.text("is_whole", needed=True)) and cells.yes("is_whole")
        owner = cells.known("action_owner_email", people, _NOBODY)
        findings, action = cells.text("findings"), cells.text("action")
        if plan is None or kind is None or day is None or cells.wrong:
            return None
        title = f"{plan.title}, {kind}, {day}"
        if (plan.pk, kind, day) in known:
            return title, {}, {}
        known.add((plan.pk, kind, day))
        made = record_test(
            actor, plan, kind=kind, tested_on=day, recovery_minutes=recovery, loss_minutes=loss,
            is_whole=is_whole, findings=findings, action=action, action_owner=owner, action_due_on=due_on,
        )  # fmt: skip
        return title, None, _said(told_test(made))

    return _take_in("recovery_tests", data, TESTS, take, seen)


@act("continuity.import")
def import_forecasts(actor: Actor, data: bytes, *, seen: str = "") -> CsvPlan:
    """Forecasts; one of the same service and day is known.

    ``seen`` is the digest of the plan that was looked at. Raises PlanChanged; WrongLines with the lines.
    """
    found = CapacityForecast.objects.values_list("service", "made_on")
    known = {(service.casefold(), made_on) for service, made_on in found}

    def take(cells: Cells) -> Taken | None:
        service, unit, basis = cells.text("service"), cells.text("unit"), cells.text("basis")
        peak = cells.amount("expected_peak", _MOST, needed=True)
        capacity = cells.amount("capacity", _MOST, needed=True)
        until, made_on = cells.day("until", needed=True), cells.day("made_on", needed=True)
        if peak is None or capacity is None or until is None or made_on is None:
            return None
        title = f"{service}, {made_on}"
        if (service.casefold(), made_on) in known:
            return title, {}, {}
        known.add((service.casefold(), made_on))
        made = record_forecast(
            actor, service=service, unit=unit, expected_peak=peak, capacity=capacity, until=until,
            basis=basis, made_on=made_on,
        )  # fmt: skip
        return title, None, _said(told_forecast(made))

    return _take_in("capacity", data, FORECASTS, take, seen)


def _take_in(
    subject: str,
    data: bytes,
    columns: tuple[tuple[str, ...], tuple[str, ...]],
    take: Callable[[Cells], Taken | None],
    seen: str,
    once: str = "",
) -> CsvPlan:
    """Every line by the act that a form asks for; what that refuses is wrong with the line."""
    told = [one for one in TOLD if one not in columns[0] + columns[1]]
    lines = read_lines(
        data,
        lambda cells: cells.asked(lambda: take(cells)),
        required=columns[0],
        optional=[*columns[1], *told],
        once=once,
        most=MOST_BY_ACTS,
    )
    plan = plan_of(line for line in lines if line is not None)
    plan.refuse_unless(seen)
    record(subject, after={"taken_in": len(plan.changes), "as_they_were": plan.unchanged_count})
    return plan


def _minutes(cells: Cells, column: str) -> int | None:
    said = cells.text(column)
    try:
        return minutes_of(said) if said else None
    except ValueError as refusal:
        cells.refuse(column, str(refusal))
        return None


def _said(told: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in told.items() if value not in ("", None)}
