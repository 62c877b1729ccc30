"""Keeping what is said and assumed on the way to a report, and laying the quick start to a Type 1."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.readiness.errors import DateUnattainable, PlanRefused
from attestry.readiness.models import QuickStart, ReportDecision, ReportPlan
from attestry.readiness.queries.report_plan import record_of, report_plan
from attestry.readiness.rules.assumptions import Span, wrong_assumptions, wrong_months
from attestry.readiness.rules.quick_path import schedule, wrong_as_of
from attestry.readiness.rules.report_decision import ReportDates, decision_warnings, wrong_dates
from attestry.readiness.rules.report_type import Answers, ReportType, wrong_answers
from attestry.scope.models import System
from attestry.ui.words import day_words


@act("readiness.keep_answers")
def keep_answers(actor: Actor, system: System, answers: Answers) -> ReportPlan:
    """Keep the answers that the recommendation is made from, which is journaled with its reasons.

    Equal ones write nothing. Raises PlanRefused, which names each field that cannot be.
    """
    now = clock.now()
    if wrong := wrong_answers(answers, today=now.date()):
        raise PlanRefused(wrong)
    plan = _held(system)
    before, after = plan.answers, record_of(answers)
    if before == after:
        return plan
    plan.answers, plan.answered_by, plan.answered_at = after, actor.name, now
    plan.save()
    advice = report_plan(system, at=now).advice
    told = {"advice": advice.type.value, "reasons": list(advice.reasons)} if advice else {}
    record(f"system:{system.name}", before=before, after={**after, **told})
    return plan


@act("readiness.keep_assumptions")
def keep_assumptions(actor: Actor, system: System, *, assumed: Mapping[str, Span], months: int) -> ReportPlan:
    """Keep what the estimate assumes, all of it, and the length of a Type 2. Equal ones write nothing.

    Raises PlanRefused, which names each field that cannot be.
    """
    wrong = wrong_assumptions(assumed)
    if said := wrong_months(months):
        wrong["months"] = said
    if wrong:
        raise PlanRefused(wrong)
    plan = _held(system)
    before = {"months": plan.months, **plan.assumptions} if plan.assumptions else None
    kept = {key: span.record() for key, span in assumed.items()}
    after = {"months": months, **kept}
    if before == after:
        return plan
    plan.assumptions, plan.months = kept, months
    plan.assumed_by, plan.assumed_at = actor.name, clock.now()
    plan.save()
    record(f"system:{system.name}", before=before, after=after)
    return plan


@act("readiness.start_quick_path")
def start_quick_path(actor: Actor, system: System, *, as_of: date) -> QuickStart:
    """Lay the schedule to a Type 1 as of a day. The schedules laid before stay.

    Raises PlanRefused for a day in the past or out of sight, and DateUnattainable with its reasons
    for one before the earliest that today's facts allow.
    """
    now = clock.now()
    if wrong := wrong_as_of(as_of, today=now.date()):
        raise PlanRefused({"as_of": f"{day_words(as_of)} {wrong}"})
    page = report_plan(system, at=now)
    found = page.estimate
    if as_of < found.as_of.earliest:
        raise DateUnattainable(as_of, found.as_of.earliest, page.open.reasons)
    counts = {lack.value: count for lack, count in page.open.counts.items()}
    steps = [step.record() for step in schedule(found, page.assumed, as_of=as_of)]
    made = QuickStart.objects.create(
        system=system,
        as_of_on=as_of,
        steps=steps,
        counts=counts,
        assumptions={key: span.record() for key, span in page.assumed.items()},
        latest_on=found.as_of.latest,
        made_by=actor.name,
        made_at=now,
    )
    days = {str(step["key"]): step["due_on"] for step in steps}
    record(f"system:{system.name}", after={"as_of": as_of.isoformat(), "due": days, "open": counts})
    return made


@act("readiness.decide_report")
def decide_report(
    actor: Actor,
    system: System,
    *,
    type: str,  # noqa: A002  what the field calls it
    until_on: date,
    from_on: date | None = None,
    reason: str = "",
) -> ReportDecision:
    """Decide on a Type 1 as of ``until_on``, or on a Type 2 from ``from_on`` until it, both included.

    Raises PlanRefused for dates that cannot be, and where something speaks against it and no reason
    is given; what speaks against it is kept with the decision.
    """
    if type not in set(ReportType):
        raise PlanRefused({"type": "Say whether it is a Type 1 or a Type 2."})
    now = clock.now()
    said = ReportDates(ReportType(type), from_on, until_on)
    if wrong := wrong_dates(said, today=now.date()):
        raise PlanRefused(wrong)
    page = report_plan(system, at=now)
    warnings = decision_warnings(said, page.estimate, page.advice)
    if warnings and not reason.strip():
        raise PlanRefused({"reason": f"{' '.join(warnings)} Say why it is decided all the same."})
    before = ReportDecision.objects.filter(system=system).first()
    made = ReportDecision.objects.create(
        system=system,
        type=said.type,
        from_on=from_on,
        until_on=until_on,
        reason=reason.strip(),
        warnings=list(warnings),
        decided_by=actor.name,
        decided_at=now,
    )
    after = {"decided": said.words, "reason": made.reason, "warnings": made.warnings}
    record(f"system:{system.name}", before={"decided": before.dates().words} if before else None, after=after)
    return made


def _held(system: System) -> ReportPlan:
    plan = ReportPlan.objects.select_for_update().filter(system=system).first()
    return plan or ReportPlan(system=system)
