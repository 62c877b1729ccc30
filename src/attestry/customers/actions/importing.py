"""Customers, prospects and what they ask for, from a CSV file: shown first, then all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from attestry.customers.actions.customers import MOST_VALUE, add_customer, edit_customer
from attestry.customers.actions.obligations import MOST_MONTHS, add_obligation
from attestry.customers.models import Customer, Obligation, Stage
from attestry.customers.rules.report import Report
from attestry.frameworks.rules import Category
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit.csv_cells import Cells, read_lines
from attestry.kit.csv_plan import CsvPlan, plan_of
from attestry.kit.csv_rows import MOST_BY_ACTS

REQUIRED = ("customer", "stage")
OPTIONAL = (
    "annual_value", "contract", "clause", "consequence", "report", "categories", "max_age_months",
    "unmodified", "due_on", "next_review_on",
)  # fmt: skip
Record = tuple[str, dict[str, object] | None, dict[str, object]]
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is understood."""

    customer: str
    stage: Stage
    annual_value: Decimal | None
    contract: str
    clause: str
    consequence: str
    report: Report | None
    categories: tuple[Category, ...]
    max_age_months: int | None
    wants_unmodified: bool
    due_on: date | None
    next_review_on: date | None

    @property
    def key(self) -> Key:
        """By which a clause is known again."""
        return self.customer.casefold(), self.clause, self.report.value if self.report else ""


def plan_customers(data: bytes) -> CsvPlan:
    """What the list would do. Raises WrongLines that names every line that is wrong."""
    return _plan(read(data))


@act("customers.import")
def import_customers(actor: Actor, data: bytes, *, seen: str = "") -> CsvPlan:
    """Take in a CSV file. Again with the same file it changes nothing.

    ``seen`` is the digest of the plan that was looked at. Raises PlanChanged; WrongLines with the lines.
    """
    lines = read(data)
    plan = _plan(lines)
    plan.refuse_unless(seen)
    known = {one.name.casefold(): one for one in Customer.objects.all()}
    asked = _asked()
    for line in lines:
        customer = known.get(line.customer.casefold())
        if customer is None:
            value = line.annual_value or Decimal(0)
            customer = add_customer(actor, name=line.customer, stage=line.stage, annual_value=value)
            known[line.customer.casefold()] = customer
        elif _standing(customer) != _standing(customer, line):
            edit_customer(actor, customer, stage=line.stage, annual_value=line.annual_value)
        if line.clause and line.key not in asked:
            _add(actor, customer, line)
            asked.add(line.key)
    record("customers", after={"imported": str(plan)})
    return plan


def read(data: bytes) -> list[Line]:
    """The rows of the file as they are understood. Raises WrongLines, with the lines that are wrong."""
    stages: dict[str, tuple[Stage, int]] = {}
    return read_lines(
        data,
        lambda cells: _line(cells, stages),
        required=REQUIRED,
        optional=OPTIONAL,
        most=MOST_BY_ACTS,
    )


def _add(actor: Actor, customer: Customer, line: Line) -> None:
    add_obligation(
        actor,
        customer,
        clause=line.clause,
        contract=line.contract,
        consequence=line.consequence,
        report=line.report,
        categories=line.categories,
        max_age_months=line.max_age_months,
        wants_unmodified=line.wants_unmodified,
        due_on=line.due_on,
        next_review_on=line.next_review_on,
    )


def _asked() -> set[Key]:
    found = Obligation.objects.filter(ended_on=None).values_list("customer__name", "clause", "report")
    return {(name.casefold(), clause, report) for name, clause, report in found}


def _plan(lines: Sequence[Line]) -> CsvPlan:
    return plan_of(_records(lines))


def _records(lines: Sequence[Line]) -> Iterator[Record]:
    known = {one.name.casefold(): one for one in Customer.objects.all()}
    asked, told = _asked(), set[str]()
    for line in lines:
        name = line.customer.casefold()
        customer = known.get(name)
        if name not in told or line.annual_value is not None:
            before = _standing(customer) if customer else ({} if name in told else None)
            if name not in told or before != _standing(customer, line):
                yield line.customer, before, _standing(customer, line)
            told.add(name)
        if line.clause:
            title = f"{line.customer}: {line.clause[:120]}"
            yield (title, {}, {}) if line.key in asked else (title, None, _clause(line))
            asked.add(line.key)


def _standing(customer: Customer | None, line: Line | None = None) -> dict[str, object]:
    stage = line.stage if line else customer.stage if customer else Stage.CUSTOMER
    value = line.annual_value if line and line.annual_value is not None else None
    if value is None:
        value = customer.annual_value if customer else Decimal(0)
    return {"stage": str(stage), "annual_value": value.quantize(Decimal("0.01"))}


def _clause(line: Line) -> dict[str, object]:
    said: dict[str, object] = {
        "contract": line.contract,
        "report": line.report.label if line.report else "",
        "categories": ", ".join(line.categories),
        "max_age_months": line.max_age_months,
        "unmodified": "yes" if line.wants_unmodified else "",
        "due_on": line.due_on,
        "consequence": line.consequence,
    }
    return {name: value for name, value in said.items() if value}


def _line(cells: Cells, stages: dict[str, tuple[Stage, int]]) -> Line:
    report = cells.choice("report", Report) if cells.text("report") else None
    line = Line(
        customer=cells.text("customer", most=200, needed=True),
        stage=cells.choice("stage", Stage),
        annual_value=cells.amount("annual_value", MOST_VALUE),
        contract=cells.text("contract", most=200),
        clause=cells.text("clause") or (f"A {report.label} is provided." if report else ""),
        consequence=cells.text("consequence"),
        report=report,
        categories=cells.choices("categories", Category),
        max_age_months=cells.whole("max_age_months", 1, MOST_MONTHS),
        wants_unmodified=cells.yes("unmodified"),
        due_on=cells.day("due_on"),
        next_review_on=cells.day("next_review_on"),
    )
    if report is None and (line.categories or line.max_age_months or line.wants_unmodified):
        cells.refuse("report", "it is empty, yet something is asked of it")
    stage, before = stages.setdefault(line.customer.casefold(), (line.stage, cells.line))
    if stage != line.stage:
        cells.refuse("stage", f"line {before} says {stage.value} of the same customer")
    return line
