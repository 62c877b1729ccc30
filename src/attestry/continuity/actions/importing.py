"""Plans, tests and forecasts from CSV files: all of a file, or nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from attestry.continuity.actions.capacity import record_forecast
from attestry.continuity.actions.planning import add_plan, change_plan
from attestry.continuity.actions.testing import record_test
from attestry.continuity.models import CapacityForecast, RecoveryPlan, RecoveryTest
from attestry.continuity.rules.duration import minutes_of
from attestry.continuity.rules.plan import PlanKind
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit.csv_rows import CsvRow, csv_rows, refuse_lines
from attestry.kit.errors import Conflict, Invalid
from attestry.people.models import Person

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
People = dict[str, Person]


@act("continuity.import")
def import_plans(actor: Actor, data: bytes) -> int:
    """New plans are added; one that is known by its title becomes what the file says of it.

    Raises Invalid, with every line that is wrong.
    """
    people = _people()
    known = {one.title.lower(): one for one in RecoveryPlan.objects.select_related("owner")}
    seen: set[str] = set()

    def take(row: CsvRow) -> bool:
        title = row["title"].lower()
        if title in seen:
            raise ValueError(f"title: “{row['title']}” stands twice")
        seen.add(title)
        plan = known.get(title)
        owner = _person(people, row, "owner_email")
        if plan is None:
            kind = _one_of(row, "kind", tuple(PlanKind), PlanKind.RECOVERY)
            add_plan(
                actor, title=row["title"], covers=row["covers"], owner=owner, kind=PlanKind(kind),
                service=row["service"], text=row["text"], document=row["document"],
                rto_minutes=_minutes(row, "rto"), rpo_minutes=_minutes(row, "rpo"),
            )  # fmt: skip
            return True
        before = plan.version
        rto, rpo = _minutes(row, "rto"), _minutes(row, "rpo")
        change_plan(
            actor, plan, title=plan.title, covers=row["covers"], owner=owner,
            service=row["service"] or plan.service, text=row["text"] or plan.text,
            document=row["document"] or plan.document,
            rto_minutes=plan.rto_minutes if rto is None else rto,
            rpo_minutes=plan.rpo_minutes if rpo is None else rpo,
        )  # fmt: skip
        return plan.version != before

    return _take_in("recovery_plans", data, PLANS, take)


@act("continuity.import")
def import_tests(actor: Actor, data: bytes) -> int:
    """Tests of plans that are known; one of the same plan, sort and day is known. Raises Invalid."""
    people = _people()
    plans = {one.title.lower(): one for one in RecoveryPlan.objects.all()}
    known = set(RecoveryTest.objects.values_list("plan_id", "kind", "tested_on"))

    def take(row: CsvRow) -> bool:
        plan = plans.get(row["plan"].lower())
        if plan is None:
            raise ValueError(f"plan: none is called “{row['plan']}”")
        day, kind = _day(row, "tested_on"), _one_of(row, "kind", ("restore", "failover"))
        if (plan.pk, kind, day) in known:
            return False
        known.add((plan.pk, kind, day))
        record_test(
            actor, plan, kind=kind, tested_on=day, recovery_minutes=_minutes(row, "recovery"),
            loss_minutes=_minutes(row, "loss"), is_whole=_one_of(row, "is_whole", ("yes", "no")) == "yes",
            findings=row["findings"], action=row["action"],
            action_owner=_person(people, row, "action_owner_email") if row["action_owner_email"] else None,
            action_due_on=_day(row, "action_due_on") if row["action_due_on"] else None,
        )  # fmt: skip
        return True

    return _take_in("recovery_tests", data, TESTS, take)


@act("continuity.import")
def import_forecasts(actor: Actor, data: bytes) -> int:
    """Forecasts; one of the same service and day is known. Raises Invalid, with the lines."""
    found = CapacityForecast.objects.values_list("service", "made_on")
    known = {(service.lower(), made_on) for service, made_on in found}

    def take(row: CsvRow) -> bool:
        key = row["service"].lower(), _day(row, "made_on")
        if key in known:
            return False
        known.add(key)
        record_forecast(
            actor, service=row["service"], unit=row["unit"], expected_peak=_amount(row, "expected_peak"),
            capacity=_amount(row, "capacity"), until=_day(row, "until"), basis=row["basis"], made_on=key[1],
        )  # fmt: skip
        return True

    return _take_in("capacity", data, FORECASTS, take)


def _take_in(
    subject: str,
    data: bytes,
    columns: tuple[tuple[str, ...], tuple[str, ...]],
    take: Callable[[CsvRow], bool],
) -> int:
    count, wrong = 0, []
    told = [one for one in TOLD if one not in columns[0] + columns[1]]
    rows = csv_rows(data, required=columns[0], optional=[*columns[1], *told])
    for row in rows:
        try:
            count += take(row)
        except (Invalid, Conflict) as refusal:
            wrong.append(f"line {row.line}: {refusal.message}")
        except ValueError as refusal:
            wrong.append(f"line {row.line}: {refusal}")
    refuse_lines(wrong)
    record(subject, after={"taken_in": count, "as_they_were": len(rows) - count})
    return count


def _people() -> People:
    return {one.email.lower(): one for one in Person.objects.filter(ended_on=None)}


def _person(people: People, row: CsvRow, column: str) -> Person:
    found = people.get(row[column].lower())
    if found is None:
        raise ValueError(f"{column}: nobody who works here has the address “{row[column]}”")
    return found


def _minutes(row: CsvRow, column: str) -> int | None:
    if not row[column]:
        return None
    try:
        return minutes_of(row[column])
    except ValueError as refusal:
        raise ValueError(f"{column}: {refusal}") from refusal


def _day(row: CsvRow, column: str) -> date:
    try:
        return date.fromisoformat(row[column])
    except ValueError as refusal:
        raise ValueError(f"{column}: “{row[column]}” is no day like 2026-03-31") from refusal


def _amount(row: CsvRow, column: str) -> Decimal:
    try:
        found = Decimal(row[column])
    except InvalidOperation as refusal:
        raise ValueError(f"{column}: “{row[column]}” is no number") from refusal
    if not found.is_finite() or found >= 10**14:
        raise ValueError(f"{column}: “{row[column]}” is too large")
    return found


def _one_of(row: CsvRow, column: str, known: tuple[str, ...], usual: str = "") -> str:
    said = row[column].lower() or usual
    if said not in known:
        raise ValueError(f"{column}: “{row[column]}” is none of {', '.join(known)}")
    return said
