"""The way on in a readiness report: dates, steps, each control's three views, and what registers lack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from attestry.controls.queries.gaps import gaps_at
from attestry.controls.rules.gap import Gap
from attestry.effectiveness.rules.occurrences import occurrences, rhythm_of
from attestry.program.queries.progress import program
from attestry.readiness.queries.aspects import Views
from attestry.readiness.queries.effort import effort_page
from attestry.readiness.queries.report_plan import ReportPlanPage
from attestry.readiness.queries.standings import Standings
from attestry.readiness.rules.assessment import ASPECTS, gap_words
from attestry.readiness.rules.estimate import DateRange
from attestry.reports.contents import Asked
from attestry.reports.kinds.readiness.tasks import Tasks
from attestry.ui.words import counted_words, day_words, number_words

# What to ask before a firm is chosen; nothing here recommends one.
OF_A_FIRM = (
    "A licence of the state or country in which the report is signed, and the last peer review's result.",
    "Independence: what else the firm, or anybody paid by it, does for the organization.",
    "Who does the work, and how many examinations of this size and kind they have done.",
    "The fee for the whole, what is not in it, and how a second year is priced.",
    "How evidence is taken over, and whether the firm draws its own samples from whole populations.",
)
_OTHERS = {"vendor", "vendors", "incident", "incidents", "subservice"}


@dataclass(frozen=True, slots=True)
class Price:
    """What an hour of working time is assumed to cost."""

    rate: int
    currency: str


def plan_facts(plan: ReportPlanPage, asked: Asked) -> dict[str, Any]:
    """When what can be had, what it takes, what was decided and what is recommended."""
    hours = plan.estimate.hours
    effort = effort_page(asked.system, at=asked.as_of)
    period = plan.estimate.period(plan.months)
    rate = effort.assumed["rate"]
    budget = f"{number_words(hours.best * rate)} to {number_words(hours.worst * rate)}"
    return {
        "dates": [
            ["Everything in place, and so the first day of an honest period", _range(plan.estimate.in_place)],
            ["Earliest day of a Type 1", _range(plan.estimate.as_of)],
            ["Report of a Type 1 in hand", _range(plan.estimate.type_1_report)],
            [
                f"Report of a Type 2 over {counted_words(plan.months, 'month')} in hand",
                _range(period.report),
            ],
            ["Hours to close what is open", f"{number_words(hours.best)} to {number_words(hours.worst)}"],
            [f"Budget for these hours, in {effort.assumed.currency}", budget],
            [
                f"Evidence over a year, in {effort.assumed.currency}",
                (
                    f"{number_words(float(effort.effort.total.today.cost))} for "
                    f"{number_words(float(effort.effort.total.today.hours))} hours"
                ),
            ],
        ],
        "decision": plan.decision.dates.words if plan.decision else "Type and dates are not decided yet.",
        "decision_notes": [
            *(plan.decision.warnings if plan.decision else ()),
            *(
                [f"Decided all the same: {plan.decision.reason}"]
                if plan.decision and plan.decision.reason
                else []
            ),
        ],
        "advice": f"The recommendation is a {plan.advice.type.label}."
        if plan.advice
        else "No answers were given.",
        "advice_reasons": list(plan.advice.reasons) if plan.advice else [],
        "work": [
            [
                f"{one.lack.nouns.capitalize()} {one.lack.label}",
                one.count,
                f"{one.hours.best} to {one.hours.worst}",
            ]
            for one in plan.estimate.work
        ],
        "steps": [
            [one.step.number, one.step.label, one.state.label, f"{one.held} of {len(one.all)}"]
            for one in program(asked.system, at=asked.as_of).steps
        ],
        "firm": list(OF_A_FIRM),
    }


def price_of(asked: Asked) -> Price:
    """What an hour is assumed to cost."""
    assumed = effort_page(asked.system, at=asked.as_of).assumed
    return Price(assumed["rate"], assumed.currency)


def control_views_facts(found: Standings, views: dict[str, Views], plan: ReportPlanPage) -> list[list[str]]:
    """Each control: design, implementation and operation by the evidence, and whether its period holds it."""
    first, last = period_of(plan)
    return [
        [
            one.key,
            one.control.title,
            *(views[one.key][name].value for name in ASPECTS),
            one.depth.title,
            feasible_words(one.control.frequency, first, last),
        ]
        for one in found.relevant
    ]


def period_of(plan: ReportPlanPage) -> tuple[date, date]:
    """The period that is sought, or the soonest one of the chosen length; both days included."""
    if plan.decision and plan.decision.dates.from_on:
        return plan.decision.dates.from_on, plan.decision.dates.until_on
    period = plan.estimate.period(plan.months)
    return period.begins.latest, period.ends.latest


def needed_by(plan: ReportPlanPage) -> date:
    """The day by which a gap has to be closed: a control has to operate when its period begins."""
    dates = plan.decision.dates if plan.decision else None
    if dates is None:
        return plan.estimate.in_place.latest
    return dates.from_on or dates.until_on


def feasible_words(frequency: str, first: date, last: date) -> str:
    """Whether a period holds a control's occurrences."""
    rhythm = rhythm_of(frequency)
    said = frequency.replace("_", " ")
    if rhythm is None:
        return f"{said}: whenever it occurs"
    count = len(occurrences(rhythm, first, last + timedelta(days=1)))
    if not count:
        return f"{said}: not once within the period"
    return f"{said}: {counted_words(count, 'time')} within the period"


def register_facts(asked: Asked, tasks: Tasks) -> dict[str, Any]:
    """What registers found by themselves: policies, other paperwork, vendors with incidents."""
    found = gaps_at(asked.as_of)
    lines = [(one.key.partition(":")[0], _found_line(one, tasks)) for one in found]
    return {
        "policies": [line for kind, line in lines if kind == "policy"],
        "paperwork": [line for kind, line in lines if kind != "policy" and kind not in _OTHERS],
        "others": [line for kind, line in lines if kind in _OTHERS],
    }


def _found_line(one: Gap, tasks: Tasks) -> list[str]:
    return [one.title, gap_words(one.kind), one.why, " ".join(one.criteria), tasks.of_gap(one.key)]


def _range(dates: DateRange) -> str:
    if dates.earliest == dates.latest:
        return day_words(dates.earliest)
    return f"{day_words(dates.earliest)} at best, {day_words(dates.latest)} at worst"
