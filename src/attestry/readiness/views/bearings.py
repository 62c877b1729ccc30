"""Where one is in “Assess readiness” and in “Choose type and dates”, what is next, what it will take."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.readiness.queries.ratings import AssessmentLine
from attestry.readiness.queries.report_plan import ReportPlanPage
from attestry.readiness.rules.assumptions import Span
from attestry.scope.rules.bearings import Bearings, Next
from attestry.scope.rules.condition import Step
from attestry.ui.addresses import address
from attestry.ui.words import counted_words, day_words, number_words


def of_assessment(last: AssessmentLine | None, unrated: Sequence[str], *, total: int, each: Span) -> Bearings:
    """Of step 2. ``unrated``: the criteria in scope without a rating; ``each``: the hours assumed for one."""
    return Bearings(
        Step.READINESS,
        f"{number_words(total - len(unrated))} of {counted_words(total, 'criterion', 'criteria')} rated.",
        _next_of_assessment(last, unrated),
        "Nothing more."
        if last is not None and last.is_current
        else hours_words(Span(each.best * len(unrated), each.worst * len(unrated))),
        "For the criteria that are not rated, by what is assumed." if unrated else "",
    )


def _next_of_assessment(last: AssessmentLine | None, unrated: Sequence[str]) -> Next:
    if last is not None and last.is_current:
        where = address("assessment", last.pk)
        return Next("See the assessment", where, "It is finalised and frozen for this scope.")
    if last is None or not last.is_open:
        why = "Nothing is rated before somebody says who assesses."
        return Next("Begin an assessment", "#assessment", why)
    if unrated:
        more = f" and {len(unrated) - 1} more" if len(unrated) > 1 else ""
        why = "Three answers for each criterion, by a person."
        return Next(f"Rate {unrated[0]}{more}", f"#{unrated[0]}", why)
    why = "Every criterion is rated; they are frozen under one digest."
    return Next("Finalise the assessment", "#assessment", why)


def of_report(page: ReportPlanPage) -> Bearings:
    """Of step 4."""
    reached, hours = page.estimate.in_place, page.estimate.hours
    return Bearings(
        Step.REPORT_TYPE,
        f"Decided: {page.decision.dates.words}." if page.decision else "Nothing is decided.",
        _next_of_report(page),
        hours_words(hours),
        f"To have everything in place, between {day_words(reached.earliest)} and {day_words(reached.latest)}."
        if hours.worst
        else "Everything is in place.",
    )


def _next_of_report(page: ReportPlanPage) -> Next:
    if page.answers is None:
        return Next("Answer the questions", "#answers", "The recommendation follows from them.")
    if page.decision is None:
        why = "Until then nobody knows which days the evidence has to reach."
        return Next("Decide on type and dates", "#decision", why)
    if page.estimate.hours.worst:
        return Next("Close what is open", "#open", "A period begins once everything is in place.")
    return Next("Operate until the last day", "#decision", "Nothing is open.")


def hours_words(hours: Span) -> str:
    """Hours at best and at worst, as a person says them."""
    if not hours.worst:
        return "A few minutes."
    best, worst = number_words(hours.best), number_words(hours.worst)
    return f"About {best} hours." if best == worst else f"About {best} to {worst} hours."
