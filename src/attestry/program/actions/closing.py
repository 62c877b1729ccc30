"""Closing a step when its conditions hold, against them with a reason and a name, and opening it again."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.program.errors import (
    NothingComputed,
    OverrideRefused,
    StepClosed,
    StepConditionsOpen,
    StepNotClosed,
)
from attestry.program.models import StepClosing
from attestry.program.queries.progress import program
from attestry.program.rules.steps import StepStanding
from attestry.scope.models import System
from attestry.scope.rules.condition import Condition, Step


@act("program.close_step")
def close_step(actor: Actor, system: System, step: Step) -> StepClosing:
    """Close a step whose entry and exit conditions all hold.

    Raises StepConditionsOpen that names those which do not, NothingComputed where no fact says that
    it is done, and StepClosed.
    """
    standing = _open(system, step)
    if standing.failing:
        raise StepConditionsOpen(step, standing.failing)
    if not standing.is_computed:
        raise NothingComputed(step)
    return _close(actor, system, step, ())


@act("program.override_step")
def override_step(actor: Actor, system: System, step: Step, *, reason: str, responsible: str) -> StepClosing:
    """Close a step although conditions do not hold, or none can be computed.

    ``responsible`` is the name of who answers for it. Raises OverrideRefused without a reason or a
    name, or where nothing is to be overridden, and StepClosed.
    """
    if not reason.strip():
        raise OverrideRefused(
            "Closing against the conditions needs a reason.", next_step="Say why it is right all the same."
        )
    if not responsible.strip():
        raise OverrideRefused(
            "Closing against the conditions needs a name.",
            next_step="Name the person who answers for the decision.",
        )
    standing = _open(system, step)
    if standing.is_computed and not standing.failing:
        raise OverrideRefused("Every condition holds.", next_step="Close the step; no override is needed.")
    return _close(
        actor, system, step, standing.failing, reason=reason.strip(), responsible=responsible.strip()
    )


@act("program.reopen_step")
def reopen_step(actor: Actor, system: System, step: Step, *, reason: str) -> StepClosing:
    """Open a closed step again. Raises OverrideRefused without a reason, and StepNotClosed."""
    if not reason.strip():
        raise OverrideRefused("Opening a step again needs a reason.", next_step="Say what has changed.")
    found = StepClosing.objects.select_for_update().filter(system=system, step=step, reopened_at=None).first()
    if found is None:
        raise StepNotClosed(step)
    found.reopened_at, found.reopened_by = clock.now(), actor.name
    found.reopened_reason = reason.strip()
    found.save()
    record(f"step:{step.value}", before={"closed_by": found.closed_by}, after={"opened": reason.strip()})
    return found


def _open(system: System, step: Step) -> StepStanding:
    standing = program(system, at=clock.now()).of(step)
    if standing.closed:
        raise StepClosed(step, standing.closed.by)
    return standing


def _close(
    actor: Actor,
    system: System,
    step: Step,
    failing: Sequence[Condition],
    *,
    reason: str = "",
    responsible: str = "",
) -> StepClosing:
    made = StepClosing.objects.create(
        system=system,
        step=step,
        closed_at=clock.now(),
        closed_by=actor.name,
        is_override=bool(reason),
        responsible=responsible,
        reason=reason,
        failing=[one.title for one in failing],
    )
    after: dict[str, object] = {"closed": step.value}
    if made.is_override:
        after |= {"override": True, "reason": reason, "responsible": responsible, "failing": made.failing}
    record(f"step:{step.value}", after=after)
    return made
