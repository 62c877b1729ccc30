"""Saying what a control is for: the commitments that it keeps, the components that it is performed on."""

from __future__ import annotations

from attestry.controls.errors import AlreadyLinked
from attestry.controls.models import CommitmentControl, ComponentControl, Control
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.scope.models import Commitment, Component


@act("controls.link_commitment")
def link_commitment(actor: Actor, control: Control, *, commitment: Commitment) -> CommitmentControl:
    """Say that a control keeps a commitment. Raises AlreadyLinked."""
    made, is_new = CommitmentControl.objects.get_or_create(
        control=control, commitment=commitment, defaults={"linked_at": clock.now()}
    )
    if not is_new:
        raise AlreadyLinked(control.key, commitment.key)
    record(commitment.subject, after={"kept_by": control.key})
    return made


@act("controls.unlink_commitment")
def unlink_commitment(actor: Actor, control: Control, *, commitment: Commitment) -> None:
    """Say that a control does not keep a commitment after all; what was never said changes nothing."""
    removed, _ = CommitmentControl.objects.filter(control=control, commitment=commitment).delete()
    if removed:
        record(commitment.subject, before={"kept_by": control.key})


@act("controls.link_component")
def link_component(actor: Actor, control: Control, *, component: Component) -> ComponentControl:
    """Say that a control is performed on a component. Raises AlreadyLinked."""
    made, is_new = ComponentControl.objects.get_or_create(
        control=control, component=component, defaults={"linked_at": clock.now()}
    )
    if not is_new:
        raise AlreadyLinked(control.key, component.name)
    record(f"component:{component.name}", after={"control": control.key})
    return made


@act("controls.unlink_component")
def unlink_component(actor: Actor, control: Control, *, component: Component) -> None:
    """Say that a control is not performed on a component; what was never said changes nothing."""
    removed, _ = ComponentControl.objects.filter(control=control, component=component).delete()
    if removed:
        record(f"component:{component.name}", before={"control": control.key})
