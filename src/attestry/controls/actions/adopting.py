"""Taking a control through its life: adopted, owned, live, retired."""

from __future__ import annotations

from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.controls.errors import OwnerMissing, OwnerUnfit, ReasonMissing, StepNotPossible
from attestry.controls.models import Control
from attestry.controls.queries.listing import locked
from attestry.controls.rules.control import Origin, State, applies, may_become
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.scope.models import System
from attestry.scope.queries.categories import chosen_categories


@act("controls.adopt")
def adopt_control(actor: Actor, control: Control, *, owner: User | None = None) -> Control:
    """Take a proposed or retired control into use, with its owner where one is named.

    Raises StepNotPossible, and OwnerUnfit as for assign_owner.
    """
    check_owner(owner)
    control = locked(control)
    before = standing_record(control)
    _step(control, State.ADOPTED)
    control.owner = owner or control.owner
    control.state_reason = ""
    control.save()
    record(control.subject, before=before, after=standing_record(control))
    return control


@act("controls.adopt_all")
def adopt_all_for_scope(actor: Actor, system: System) -> tuple[str, ...]:
    """Adopt every proposed library control that the system's scope brings; answers their ids."""
    chosen = chosen_categories(system)
    proposed = Control.objects.filter(origin=Origin.LIBRARY, state=State.PROPOSED, withdrawn_at=None)
    wanted = [
        control
        for control in proposed.order_by("category__position", "key")
        if applies(control.applies_when, chosen, uses_ai=system.uses_ai)
    ]
    if not wanted:
        return ()
    Control.objects.filter(pk__in=[control.pk for control in wanted]).update(state=State.ADOPTED)
    keys = tuple(control.key for control in wanted)
    record(f"system:{system.name}", after={"adopted": list(keys)})
    return keys


@act("controls.assign_owner")
def assign_owner(actor: Actor, control: Control, *, owner: User) -> Control:
    """Name the person who answers for a control. Raises OwnerUnfit for auditors and inactive users."""
    check_owner(owner)
    control = locked(control)
    before = standing_record(control)
    control.owner = owner
    control.save(update_fields=["owner"])
    record(control.subject, before=before, after=standing_record(control))
    return control


@act("controls.go_live")
def go_live(actor: Actor, control: Control) -> Control:
    """Say that an adopted control is performed from now on.

    Raises OwnerMissing where nobody answers for it, and StepNotPossible.
    """
    control = locked(control)
    before = standing_record(control)
    _step(control, State.LIVE)
    if control.owner is None:
        raise OwnerMissing(control.key)
    control.save(update_fields=["state"])
    record(control.subject, before=before, after=standing_record(control))
    return control


@act("controls.retire")
def retire_control(actor: Actor, control: Control, *, reason: str) -> Control:
    """Stop performing a control, with the reason. Raises ReasonMissing and StepNotPossible."""
    if not reason.strip():
        raise ReasonMissing("Retiring a control")
    control = locked(control)
    before = standing_record(control)
    _step(control, State.RETIRED)
    control.state_reason = reason.strip()
    control.save(update_fields=["state", "state_reason"])
    record(control.subject, before=before, after={**standing_record(control), "reason": control.state_reason})
    return control


def _step(control: Control, wanted: State) -> None:
    if not may_become(State(control.state), wanted):
        raise StepNotPossible(control.key, control.state, wanted)
    control.state = wanted


def check_owner(owner: User | None) -> None:
    """Raises OwnerUnfit for who cannot answer for a control."""
    if owner is None:
        return
    if not owner.is_active:
        raise OwnerUnfit(owner.name, "the account is no longer active")
    if owner.role == Role.AUDITOR:
        raise OwnerUnfit(owner.name, "an auditor operates no control")


def standing_record(control: Control) -> dict[str, str | None]:
    """Where a control stands, as the journal says it; reads its owner."""
    return {"state": str(control.state), "owner": control.owner.email if control.owner else None}
