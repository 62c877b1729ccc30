"""Readiness through the year: every criterion rated by what is sealed on the day, frozen, and again later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from attestry.accounts.rules import Role
from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.rules.control import State
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.readiness.actions.assessing import begin_assessment, finalise
from attestry.readiness.actions.rating import rate_criterion
from attestry.readiness.queries.standings import ControlStanding, CriterionStanding, standings
from attestry.readiness.rules.assessment import Adequacy
from attestry.sample_company.actions.leading.deeds import Deeds, Happening
from attestry.sample_company.company import Company
from attestry.sample_company.content.diary import AssessmentFile, Habits
from attestry.sample_company.rules.calendar import Calendar
from attestry.scope.models import System
from attestry.scope.queries.categories import the_system

ENOUGH_LIVE = 0.5
NAMED = 4


class Assessments:
    """Assesses as a lead does who writes down nothing that the evidence does not say."""

    def __init__(self, company: Company, calendar: Calendar, deeds: Deeds, habits: Habits) -> None:
        self._calendar, self._deeds, self._habits = calendar, deeds, habits
        self._lead = next(one.login for one in company.program.users if one.role is Role.LEAD)

    def happenings(self, day: int) -> Iterator[Happening]:
        """What happens to the assessments on a day."""
        for one in self._habits.assessments:
            if one.begins == day:
                yield self._calendar.at(day, 9, 5), partial(self._begin, one)
            if one.ends == day:
                yield self._calendar.at(day, 13, 10), self._rate
                yield self._calendar.at(day, 16, 10), self._finalise

    def _begin(self, one: AssessmentFile) -> None:
        begin_assessment(
            self._deeds.actor(self._lead),
            the_system(),
            assessor=one.assessor,
            assessed_by=one.assessed_by,
            independence=one.independence,
        )

    def _rate(self) -> None:
        system, actor = the_system(), self._deeds.actor(self._lead)
        for one in standings(system, at=clock.now()).in_scope:
            _rate(actor, system, one)

    def _finalise(self) -> None:
        finalise(self._deeds.actor(self._lead), the_system())


def _rate(actor: Actor, system: System, one: CriterionStanding) -> None:
    design = Adequacy.ADEQUATE if one.controls else Adequacy.MISSING
    implementation, operation = _implementation(one.controls), _operation(one.controls)
    rate_criterion(
        actor,
        system,
        one.reference,
        design=design,
        implementation=implementation,
        operation=operation,
        reason=_reason(one.controls),
    )


def _implementation(controls: Sequence[ControlStanding]) -> Adequacy:
    """Whether enough of a criterion's controls are performed at all."""
    live = sum(_is_live(one) for one in controls)
    if not live:
        return Adequacy.MISSING
    return Adequacy.ADEQUATE if live >= ENOUGH_LIVE * len(controls) else Adequacy.INADEQUATE


def _operation(controls: Sequence[ControlStanding]) -> Adequacy:
    """What the evidence says of those that are performed: one that fails is not enough."""
    outcomes = {one.outcome for one in controls if _is_live(one)}
    if Outcome.FAIL in outcomes:
        return Adequacy.INADEQUATE
    return Adequacy.ADEQUATE if Outcome.PASS in outcomes else Adequacy.MISSING


def _reason(controls: Sequence[ControlStanding]) -> str:
    """What is behind the answers, each control named."""
    said = (
        ("fails", [one.key for one in controls if _is_live(one) and one.outcome is Outcome.FAIL]),
        ("is not performed yet", [one.key for one in controls if not _is_live(one)]),
        ("has nothing that shows it", [one.key for one in controls if _is_live(one) and _is_unknown(one)]),
    )
    found = [f"{_named(keys)} {words}" for words, keys in said if keys]
    return f"{'; '.join(found)}." if found else "Every control is performed, and the evidence shows it."


def _named(keys: Sequence[str]) -> str:
    more = f" and {len(keys) - NAMED} more" if len(keys) > NAMED else ""
    return f"{', '.join(keys[:NAMED])}{more}"


def _is_live(one: ControlStanding) -> bool:
    return one.status.control.state == State.LIVE


def _is_unknown(one: ControlStanding) -> bool:
    return one.outcome not in (Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE)
