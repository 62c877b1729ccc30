"""What readiness says of the steps: the assessment, what is still open, the report that is sought."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from attestry.readiness.queries.open_work import OpenWork, open_today
from attestry.readiness.queries.ratings import AssessmentLine, last_assessment
from attestry.readiness.queries.report_plan import DecisionLine, ReportPlanPage, report_plan
from attestry.readiness.queries.standings import scoped_references
from attestry.readiness.rules.estimate import Work
from attestry.readiness.rules.lacks import Lack
from attestry.scope.queries.categories import the_system
from attestry.scope.rules.condition import Condition, Step
from attestry.ui.addresses import address
from attestry.ui.words import counted_words, day_words

_TITLES: dict[Lack, tuple[str, str]] = {
    Lack.NO_CONTROL: ("Every criterion in scope has a control", "Find controls for them"),
    Lack.NOT_IN_USE: ("Every control of the scope is adopted or decided against", "Adopt or retire them"),
    Lack.NO_OWNER: ("Every control has an owner", "Name the owners"),
    Lack.NOT_LIVE: ("Every control that has an owner is live", "Take them live"),
    Lack.FAILING: ("No control fails", "Put right what fails"),
    Lack.NO_EVIDENCE: ("Something shows each control", "Gather evidence"),
}


def conditions(at: datetime) -> Iterator[Condition]:
    """The conditions of steps 2 to 5 that are known here. Raises NoSystemYet."""
    system = the_system()
    page = report_plan(system, at=at, opened=open_today(at))
    work = {one.lack: one for one in page.estimate.work}
    yield from _assessment(last_assessment(system, scoped_references(system), at), page.open, work)
    for order, (lack, (title, act)) in enumerate(_TITLES.items(), start=1):
        yield _lack(page.open, work[lack], title=title, act=act, order=10 + order)
    yield from _report(page)
    yield from _period(page.decision, at.date())


def _assessment(last: AssessmentLine | None, opened: OpenWork, work: dict[Lack, Work]) -> Iterator[Condition]:
    made = partial(Condition, Step.READINESS, url=f"{address('readiness')}#assessment")
    begun = f"By {last.assessed_by}, since {day_words(last.begun_at)}." if last else "None was begun."
    yield made(
        "begun",
        "An assessment is begun",
        holds=last is not None,
        why=begun,
        act="Begin an assessment",
        order=10,
    )
    unrated = opened.lacking[Lack.UNRATED]
    named = ", ".join(one.reference for one in unrated[:6])
    more = f" and {len(unrated) - 6} more" if len(unrated) > 6 else ""
    yield made(
        "rated",
        "Every criterion in scope is rated",
        holds=last is not None and not unrated,
        why=f"{len(unrated)} of {opened.criteria} are not rated: {named}{more}."
        if unrated
        else f"{opened.criteria} of {opened.criteria} are rated.",
        act="Rate the criteria",
        hours=(work[Lack.UNRATED].hours.best, work[Lack.UNRATED].hours.worst),
        order=20,
    )
    is_final = last is not None and last.is_current
    yield made(
        "finalised",
        "The assessment of this scope is finalised",
        holds=is_final,
        why=f"Finalised {day_words(last.finalised_at)}."
        if last and last.finalised_at
        else "It is not finalised.",
        act="Finalise the assessment",
        order=30,
    )


def _lack(opened: OpenWork, work: Work, *, title: str, act: str, order: int) -> Condition:
    lacking = opened.lacking[work.lack]
    named = ", ".join(one.reference for one in lacking[:4])
    more = f" and {len(lacking) - 4} more" if len(lacking) > 4 else ""
    count = counted_words(len(lacking), work.lack.noun, work.lack.nouns)
    return Condition(
        Step.REMEDIATION,
        f"lack-{work.lack.value.replace('_', '-')}",
        title,
        holds=not lacking,
        why=f"{count} {work.lack.label}: {named}{more}." if lacking else "None is open.",
        url=f"{address('report_type')}#open-{work.lack.value}",
        act=act,
        hours=(work.hours.best, work.hours.worst),
        order=order,
    )


def _report(page: ReportPlanPage) -> Iterator[Condition]:
    made = partial(Condition, Step.REPORT_TYPE)
    advice = page.advice
    yield made(
        "answered",
        "The questions that lead to a type are answered",
        holds=page.answers is not None,
        why=f"The recommendation is a {advice.type.label}."
        if advice and page.answers
        else "Nobody has answered.",
        url=address("report_type"),
        act="Answer the questions",
        order=10,
    )
    yield made(
        "decided",
        "Type and dates are decided",
        holds=page.decision is not None,
        why=f"{page.decision.dates.words}." if page.decision else "Nothing is decided.",
        url=f"{address('report_type')}#decision",
        act="Decide on type and dates",
        order=20,
    )


def _period(decision: DecisionLine | None, today: date) -> Iterator[Condition]:
    made = partial(Condition, Step.OBSERVATION, url=f"{address('report_type')}#decision")
    dates = decision.dates if decision else None
    first = dates.from_on or dates.until_on if dates else None
    yield made(
        "begun",
        "The period, or the day, that the report speaks of has come",
        holds=first is not None and first <= today,
        why=f"It begins {day_words(first)}." if first else "No dates are decided.",
        act="See the dates",
        order=5,
        is_entry=True,
    )
    yield made(
        "over",
        "The last day that the report speaks of is over",
        holds=dates is not None and dates.until_on < today,
        why=_until(dates.until_on, today) if dates else "No dates are decided.",
        act="Keep operating until the last day",
        order=90,
    )


def _until(last_on: date, today: date) -> str:
    left = (last_on - today).days + 1
    if left <= 0:
        return f"It ended {day_words(last_on)}."
    return f"It ends {day_words(last_on)}: {counted_words(left, 'day')} from today, both counted."
