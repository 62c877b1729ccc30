"""Customers, prospects and what they ask for, from a CSV file: all of it, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from attestry.customers.actions.customers import MOST_VALUE, add_customer, edit_customer
from attestry.customers.actions.obligations import MOST_MONTHS, add_obligation
from attestry.customers.models import Customer, Obligation, Stage
from attestry.customers.rules.report import Report
from attestry.frameworks.rules import Category
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit.csv_rows import CsvRow, csv_rows, refuse_lines

REQUIRED = ("customer", "stage")
OPTIONAL = (
    "annual_value", "contract", "clause", "consequence", "report", "categories", "max_age_months",
    "unmodified", "due_on",
)  # fmt: skip
Kind = TypeVar("Kind", Report, Stage, Category)
_YES, _NO = {"yes", "true", "1"}, {"", "no", "false", "0"}


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


@dataclass(slots=True)
class Imported:
    """What an import did."""

    customers: int = 0
    changed: int = 0
    obligations: int = 0
    known: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.customers} customers and {self.obligations} obligations were added, "
            f"{self.changed} customers changed; {len(self.known)} obligations were known."
        )


@act("customers.import")
def import_customers(actor: Actor, data: bytes) -> Imported:
    """Take in a CSV file. Again with the same file it changes nothing. Raises Invalid, with the lines."""
    lines = read(data)
    done, known = Imported(), {one.name.lower(): one for one in Customer.objects.all()}
    asked = set(Obligation.objects.filter(ended_on=None).values_list("customer__name", "clause", "report"))
    for line in lines:
        customer = known.get(line.customer.lower())
        if customer is None:
            value = line.annual_value or Decimal(0)
            customer = add_customer(actor, name=line.customer, stage=line.stage, annual_value=value)
            known[line.customer.lower()] = customer
            done.customers += 1
        elif _differs(customer, line):
            edit_customer(actor, customer, stage=line.stage, annual_value=line.annual_value)
            done.changed += 1
        if not line.clause:
            continue
        if (customer.name, line.clause, line.report or "") in asked:
            done.known.append(line.clause)
            continue
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
        )
        asked.add((customer.name, line.clause, line.report or ""))
        done.obligations += 1
    record("customers", after={"imported": str(done)})
    return done


def read(data: bytes) -> list[Line]:
    """The rows of the file as they are understood. Raises Invalid, with the lines that are wrong."""
    found: list[Line] = []
    wrong: list[str] = []
    for row in csv_rows(data, required=REQUIRED, optional=OPTIONAL):
        try:
            found.append(_line(row))
        except ValueError as refusal:
            wrong.append(f"line {row.line}: {refusal}")
    refuse_lines(wrong)
    return found


def _line(row: CsvRow) -> Line:
    if not row["customer"]:
        raise ValueError("customer is empty")
    report = _one_of("report", row["report"], list(Report)) if row["report"] else None
    said = row["categories"].replace(";", " ").replace(",", " ").split()
    unmodified = row["unmodified"].lower()
    if unmodified not in _YES | _NO:
        raise ValueError(f"unmodified: “{row['unmodified']}” is neither yes nor no")
    line = Line(
        customer=row["customer"],
        stage=_one_of("stage", row["stage"], list(Stage)),
        annual_value=_value(row["annual_value"]) if row["annual_value"] else None,
        contract=row["contract"],
        clause=row["clause"] or (f"A {report.label} is provided." if report else ""),
        consequence=row["consequence"],
        report=report,
        categories=tuple(_one_of("categories", one, list(Category)) for one in said),
        max_age_months=_months(row["max_age_months"]) if row["max_age_months"] else None,
        wants_unmodified=unmodified in _YES,
        due_on=_day(row["due_on"]) if row["due_on"] else None,
    )
    if report is None and (line.categories or line.max_age_months or line.wants_unmodified):
        raise ValueError("report is empty, yet something is asked of it")
    return line


def _one_of(column: str, text: str, kinds: list[Kind]) -> Kind:
    for one in kinds:
        if text.lower() == one.value:
            return one
    raise ValueError(f"{column}: “{text}” is none of {', '.join(one.value for one in kinds)}")


def _value(text: str) -> Decimal:
    try:
        value = Decimal(text.replace(" ", ""))
    except InvalidOperation as refusal:
        raise ValueError(f"annual_value: “{text}” is no number") from refusal
    if not value.is_finite() or not 0 <= value <= MOST_VALUE:
        raise ValueError(f"annual_value: “{text}” is no yearly value")
    return value.quantize(Decimal("0.01"))


def _months(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_MONTHS:
        raise ValueError(f"max_age_months: “{text}” is not 1 to {MOST_MONTHS}")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as refusal:
        raise ValueError(f"due_on: “{text}” is no day such as 2026-11-30") from refusal


def _differs(customer: Customer, line: Line) -> bool:
    is_other_value = line.annual_value is not None and customer.annual_value != line.annual_value
    return is_other_value or customer.stage != line.stage
