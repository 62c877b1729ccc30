"""Controls that people carry out, and the procedures that say how."""

from __future__ import annotations

from dataclasses import dataclass

from attestry.controls.queries.listing import ControlLine, lines_of, standing_controls
from attestry.controls.rules.control import IN_USE, Execution
from attestry.policies.models import Policy, PolicyVersion
from attestry.policies.rules.standing import PolicyKind, VersionState


@dataclass(frozen=True, slots=True)
class ProcedureNeed:
    """A control in use that people carry out, and what is written of how; ``in_force`` of those count."""

    control: ControlLine
    procedures: tuple[Policy, ...]
    in_force: tuple[Policy, ...]

    @property
    def is_met(self) -> bool:
        """Whether a published procedure says how the control is carried out."""
        return bool(self.in_force)


def procedure_needs() -> tuple[ProcedureNeed, ...]:
    """Every control in use that is not wholly automated, by category and id, in four queries.

    What a machine does stands in its configuration; what people do has to be written down.
    """
    asked = standing_controls().filter(state__in=IN_USE).exclude(execution=Execution.AUTOMATED)
    published = set(
        PolicyVersion.objects.filter(state=VersionState.PUBLISHED).values_list("policy_id", flat=True)
    )
    by_control: dict[str, list[Policy]] = {}
    for procedure in Policy.objects.filter(kind=PolicyKind.PROCEDURE, retired_at=None):
        for key in procedure.controls:
            by_control.setdefault(key, []).append(procedure)
    return tuple(
        ProcedureNeed(
            control=line,
            procedures=tuple(by_control.get(line.key, ())),
            in_force=tuple(one for one in by_control.get(line.key, ()) if one.pk in published),
        )
        for line in lines_of(asked.order_by("category__position", "key"))
    )
