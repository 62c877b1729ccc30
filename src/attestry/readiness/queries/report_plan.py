"""The plan of a report: what was last said and assumed, what follows from it today, and the last schedule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from attestry.kit.clock import from_text
from attestry.readiness.models import QuickStart, ReportDecision, ReportPlan
from attestry.readiness.queries.contracts import contract_needs
from attestry.readiness.queries.last_report import issued_last
from attestry.readiness.queries.open_work import OpenWork, open_work
from attestry.readiness.rules.assumptions import DEFAULTS, MONTHS, Span
from attestry.readiness.rules.estimate import USUAL_MONTHS, Estimate, estimate
from attestry.readiness.rules.last_report import IssuedLast, knowing, unknown_to
from attestry.readiness.rules.quick_path import Step, step_of
from attestry.readiness.rules.report_decision import ReportDates
from attestry.readiness.rules.report_type import Advice, Answers, Asked, LastReport, advise
from attestry.scope.models import System


@dataclass(frozen=True, slots=True)
class Said:
    """Who kept something, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class QuickStartLine:
    """The schedule that was laid last; ``is_at_best`` where it holds only if nothing takes longer."""

    as_of_on: date
    steps: tuple[Step, ...]
    latest_on: date
    made: Said

    @property
    def is_at_best(self) -> bool:
        """Whether the day lies before the one at worst."""
        return self.as_of_on < self.latest_on


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """The report that was decided on last, with what spoke against it and why all the same."""

    dates: ReportDates
    reason: str
    warnings: tuple[str, ...]
    decided: Said


@dataclass(frozen=True, slots=True)
class ReportPlanPage:
    """Everything that the page says. ``answers`` and ``advice`` are None until somebody answered.

    ``issued`` is a report on record that the answers did not know of; ``answers`` holds it then.
    """

    open: OpenWork
    assumed: Mapping[str, Span]
    months: int
    assumed_said: Said | None
    estimate: Estimate
    answers: Answers | None
    issued: IssuedLast | None
    answered: Said | None
    advice: Advice | None
    quick_start: QuickStartLine | None
    decision: DecisionLine | None


def report_plan(system: System, *, at: datetime, opened: OpenWork | None = None) -> ReportPlanPage:
    """The plan by the facts as of ``at``, in a constant number of queries; ``opened`` where it is at hand."""
    plan = ReportPlan.objects.filter(system=system).first()
    assumed, months = assumptions_of(plan)
    answers = answers_of(plan.answers) if plan and plan.answers else None
    issued = unknown_to(answers, issued_last(today=at.date())) if answers else None
    if answers and issued:
        answers = knowing(answers, issued)
    clauses = [one.citation for one in contract_needs() if one.is_type_2]
    opened = opened or open_work(system, at=at)
    reckoned = estimate(opened.counts, assumed, today=at.date(), months={*USUAL_MONTHS, months})
    return ReportPlanPage(
        open=opened,
        assumed=assumed,
        months=months,
        assumed_said=Said(plan.assumed_by, plan.assumed_at) if plan and plan.assumed_at else None,
        estimate=reckoned,
        answers=answers,
        issued=issued,
        answered=Said(plan.answered_by, plan.answered_at) if plan and plan.answered_at else None,
        advice=advise(answers, reckoned, months=months, clauses=clauses),
        quick_start=last_quick_start(system),
        decision=last_decision(system),
    )


def last_decision(system: System) -> DecisionLine | None:
    """The decision that counts, in one query."""
    found = ReportDecision.objects.filter(system=system).first()
    if found is None:
        return None
    said = Said(found.decided_by, found.decided_at)
    return DecisionLine(found.dates(), found.reason, tuple(found.warnings), said)


def last_quick_start(system: System) -> QuickStartLine | None:
    """The schedule laid last, as it was laid."""
    found = QuickStart.objects.filter(system=system).first()
    if found is None:
        return None
    steps = tuple(step_of(one) for one in found.steps)
    return QuickStartLine(found.as_of_on, steps, found.latest_on, Said(found.made_by, found.made_at))


def hours_to_rate(system: System) -> Span:
    """The hours that are assumed for rating one criterion, in one query."""
    assumed, _ = assumptions_of(ReportPlan.objects.filter(system=system).first())
    return assumed["rate"]


def assumptions_of(plan: ReportPlan | None) -> tuple[dict[str, Span], int]:
    """What is assumed, and the length of a Type 2; the defaults where nothing was kept."""
    if plan is None or plan.assumptions is None:
        return dict(DEFAULTS), MONTHS
    kept = {key: Span(*pair) for key, pair in plan.assumptions.items() if key in DEFAULTS}
    return {**DEFAULTS, **kept}, plan.months


def answers_of(record: Mapping[str, str]) -> Answers:
    """The answers that were kept."""
    return Answers(
        last_report=LastReport(record["last_report"]),
        last_on=_day(record["last_on"]),
        asked=Asked(record["asked"]),
        contracts=record["contracts"],
        needed_by=_day(record["needed_by"]),
    )


def record_of(answers: Answers) -> dict[str, str]:
    """The answers as the journal and the database keep them."""
    return {
        "last_report": answers.last_report.value,
        "last_on": answers.last_on.isoformat() if answers.last_on else "",
        "asked": answers.asked.value,
        "contracts": answers.contracts.strip(),
        "needed_by": answers.needed_by.isoformat() if answers.needed_by else "",
    }


def _day(text: str) -> date | None:
    return from_text(text).date() if text else None
