"""The way through the program: the scope is signed, and each step is closed when its day has come."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from attestry.accounts.rules import Role
from attestry.controls.actions.signing import sign_designs
from attestry.controls.queries.designs import design_lines
from attestry.controls.rules.design import Standing
from attestry.program.actions.closing import close_step, override_step
from attestry.sample_company.actions.leading.deeds import Deeds, Happening
from attestry.sample_company.company import Company
from attestry.sample_company.content.diary import Habits, SigningFile, StepFile
from attestry.sample_company.rules.calendar import Calendar
from attestry.scope.actions.signing import sign_decision
from attestry.scope.queries.categories import the_system
from attestry.scope.queries.decisions import signing_page
from attestry.scope.rules.condition import Step


class Steering:
    """Signs and closes; a step that is closed against its conditions says why and who answers for it."""

    def __init__(self, company: Company, calendar: Calendar, deeds: Deeds, habits: Habits) -> None:
        self._calendar, self._deeds, self._habits = calendar, deeds, habits
        self._lead = next(one for one in company.program.users if one.role is Role.LEAD)

    def happenings(self, day: int) -> Iterator[Happening]:
        """What is signed and closed on a day."""
        for signing in self._habits.signings:
            if signing.day == day:
                yield self._calendar.at(day, 17), partial(self._sign, signing)
        for position, told in enumerate(self._habits.designs):
            if told.day == day:
                yield self._calendar.at(day, 16, position), partial(self._sign_designs, told.by)
        for step in self._habits.steps:
            if step.day == day:
                yield self._calendar.at(day, 17, 30), partial(self._close, step)

    def _sign(self, signing: SigningFile) -> None:
        system = the_system()
        sign_decision(
            self._deeds.actor(signing.by),
            system,
            digest=signing_page(system).digest,
            title=signing.title,
            note=signing.note,
        )

    def _sign_designs(self, login: str) -> None:
        """Every design that waits, but for those of controls that the signer answers for."""
        signer = self._deeds.actor(login)
        waiting = [
            one.choice
            for one in design_lines()
            if one.owner and one.owner_subject != signer.key and one.standing is not Standing.SIGNED
        ]
        if waiting:
            sign_designs(signer, designs=waiting)

    def _close(self, told: StepFile) -> None:
        actor, system, step = self._deeds.actor(self._lead.login), the_system(), Step(told.step)
        if told.reason:
            override_step(actor, system, step, reason=told.reason, responsible=told.responsible)
        else:
            close_step(actor, system, step)
