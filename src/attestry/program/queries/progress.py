"""The six steps as of an instant."""

from __future__ import annotations

from datetime import datetime

from attestry.program.models import StepClosing
from attestry.program.rules.steps import Closed, Program, program_of
from attestry.scope.models import System
from attestry.scope.queries.conditions import conditions_at
from attestry.scope.rules.condition import Step
from attestry.ui.addresses import address


def program(system: System, *, at: datetime) -> Program:
    """The steps with their conditions and closings, in a constant number of queries."""
    return program_of(conditions_at(at), closings(system), url=address("program"))


def closings(system: System) -> dict[Step, Closed]:
    """The closings that stand, in one query."""
    found = StepClosing.objects.filter(system=system, reopened_at=None)
    return {Step(one.step): one.standing() for one in found}
