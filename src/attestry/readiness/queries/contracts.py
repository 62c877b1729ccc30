"""What contracts on record ask for: which report, by when, and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from attestry.customers.models import Obligation, Stage
from attestry.customers.rules.report import Report
from attestry.ui.words import day_words

_WORDS = 120


@dataclass(frozen=True, slots=True)
class ContractNeed:
    """One clause that asks for a report."""

    customer: str
    contract: str
    clause: str
    report: Report
    due_on: date | None

    @property
    def is_type_2(self) -> bool:
        """Whether it asks to see operation."""
        return self.report is Report.SOC2_TYPE2

    @property
    def citation(self) -> str:
        """The clause as a reason cites it."""
        contract = f", {self.contract}" if self.contract else ""
        clause = self.clause if len(self.clause) <= _WORDS else f"{self.clause[: _WORDS - 1].rstrip()}…"
        due = f", by {day_words(self.due_on)}" if self.due_on else ""
        return f"{self.customer}{contract}: “{clause}”{due}"


def contract_needs() -> tuple[ContractNeed, ...]:
    """Every clause that stands and asks for a SOC 2 report, the soonest first, in one query."""
    asked = Obligation.objects.filter(
        ended_on=None, report__in=[Report.SOC2_TYPE1.value, Report.SOC2_TYPE2.value]
    )
    found = asked.exclude(customer__stage=Stage.ENDED).order_by("pk")
    needs = [
        ContractNeed(name, contract, clause, Report(report), due_on)
        for name, contract, clause, report, due_on in found.values_list(
            "customer__name", "contract", "clause", "report", "due_on"
        )
    ]
    return tuple(sorted(needs, key=lambda one: (one.due_on or date.min, one.customer)))
