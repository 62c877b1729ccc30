"""What the board's page says, as of its last instant."""

from __future__ import annotations

from typing import Any

from attestry.program.queries.progress import program
from attestry.program.rules.steps import Program, StepStanding
from attestry.readiness.queries.contracts import contract_needs
from attestry.readiness.queries.report_plan import ReportPlanPage, report_plan
from attestry.readiness.queries.standings import Standings, standings
from attestry.readiness.rules.estimate import DateRange
from attestry.reports.contents import Asked, Contents
from attestry.ui.words import counted_words, day_words, number_words

IS = "A picture of one day, counted from what the program holds; nobody typed the numbers in."
IS_NOT = "Not a prediction of what an independent firm will find, and no promise of a date."
_MOST = 5
_WORDS = 150


def build(asked: Asked) -> Contents:
    """The board's page of a system."""
    found = program(asked.system, at=asked.as_of)
    plan = report_plan(asked.system, at=asked.as_of)
    standing = standings(asked.system, at=asked.as_of)
    return Contents(
        title="Progress toward a SOC 2 report",
        is_final=True,
        is_one_page=True,
        what_it_is=IS,
        what_it_is_not=IS_NOT,
        cover=(("System", asked.system.name), ("As of", day_words(asked.as_of))),
        facts={
            "where": _where(found),
            "steps": [_step(one) for one in found.steps],
            "figures": _figures(found, standing),
            "next": _next(found),
            "in_the_way": _in_the_way(found),
            "overrides": _overrides(found),
            "dates": _dates(plan),
        },
    )


def _where(found: Program) -> str:
    here = found.current
    closed = f"{found.closed_count} of 6 steps are closed"
    if here is None:
        return "All six steps are closed."
    return f"We are at step {here.step.number} of 6: {here.step.label}. {closed}."


def _step(one: StepStanding) -> list[Any]:
    return [
        one.step.number,
        one.step.label,
        one.step.purpose,
        one.state.value,
        one.state.label,
        one.held,
        len(one.all),
    ]


def _figures(found: Program, standing: Standings) -> list[list[str]]:
    """Four numbers, each with the whole that it is of and what it means."""
    outcomes, scoped = standing.by_outcome, str(len(standing.in_scope))
    best, worst = found.hours
    hours = number_words(best) if best == worst else f"{number_words(best)} to {number_words(worst)}"
    return [
        [str(outcomes.get("pass", 0)), scoped, "criteria that stand by the evidence"],
        [str(outcomes.get("fail", 0)), scoped, "criteria where something fails"],
        [str(outcomes.get("unknown", 0)), scoped, "criteria that nobody can speak for"],
        [hours, "", "hours of work that are open, as assumed"],
    ]


def _next(found: Program) -> str:
    here = found.current
    if here is None:
        return "Nothing: the next report begins with its scope."
    if here.next:
        return f"{here.next.act or here.next.title}. {here.next.why}"
    if here.is_computed:
        return f"Close step {here.step.number}: every condition holds."
    return "Wait for the firm's report. A person then closes the step, by name."


def _in_the_way(found: Program) -> list[list[str]]:
    here = found.current
    failing = here.failing if here else ()
    lines = [[one.title, _short(one.why)] for one in failing[:_MOST]]
    if len(failing) > _MOST:
        lines.append([f"and {counted_words(len(failing) - _MOST, 'more condition')}", ""])
    return lines


def _overrides(found: Program) -> list[str]:
    """Every step closed against its conditions, with who answers for it."""
    return [
        f"Step {one.step.number} was closed although {_not_held(one.closed.failing)}; "
        f"{one.closed.responsible} answers for it: {_short(one.closed.reason)}"
        for one in found.steps
        if one.closed and one.closed.is_override
    ]


def _not_held(failing: tuple[str, ...]) -> str:
    if not failing:
        return "no fact says that it is done"
    return f"{counted_words(len(failing), 'condition')} did not hold"


def _dates(plan: ReportPlanPage) -> list[list[str]]:
    period = plan.estimate.period(plan.months)
    decided = plan.decision.dates.words if plan.decision else "Nothing is decided yet."
    length = counted_words(plan.months, "month")
    return [
        ["Decided", decided],
        ["Customers wait for one", _waiting()],
        ["Type 1 (as of one day), in hand", _range(plan.estimate.type_1_report)],
        [f"Type 2 (over {length}), in hand", _range(period.report)],
    ]


def _waiting() -> str:
    """Who has to be shown a report first, by the contracts on record."""
    found = contract_needs()
    if not found:
        return "No contract on record asks for a report."
    first = next((one for one in found if one.due_on), found[0])
    due = f" by {day_words(first.due_on)}" if first.due_on else ""
    more = f", and {counted_words(len(found) - 1, 'clause')} more" if len(found) > 1 else ""
    return _short(f"{first.customer}{due}: {first.report.label}{more}")


def _range(dates: DateRange) -> str:
    if dates.earliest == dates.latest:
        return day_words(dates.earliest)
    return f"{day_words(dates.earliest)} at best, {day_words(dates.latest)} at worst"


def _short(words: str) -> str:
    return words if len(words) <= _WORDS else f"{words[: _WORDS - 1].rstrip()}…"
