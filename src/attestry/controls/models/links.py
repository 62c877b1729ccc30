"""What controls are for: the commitments that they keep, and the components that they are performed on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from attestry.controls.models.control import Control


class CommitmentControl(models.Model):
    """A control keeps a service commitment or a system requirement."""

    commitment = models.ForeignKey("scope.Commitment", on_delete=models.CASCADE, related_name="+")
    control = models.ForeignKey(Control, on_delete=models.CASCADE, related_name="commitment_links")
    linked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["commitment", "control"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["commitment", "control"], name="control_keeps_commitment_once")
        ]

    def __str__(self) -> str:
        return f"{self.control_id} keeps {self.commitment_id}"


class ComponentControl(models.Model):
    """A control is performed on a component. One that names none is performed on the whole system."""

    component = models.ForeignKey("scope.Component", on_delete=models.CASCADE, related_name="+")
    control = models.ForeignKey(Control, on_delete=models.CASCADE, related_name="component_links")
    linked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["component", "control"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["component", "control"], name="control_on_component_once")
        ]

    def __str__(self) -> str:
        return f"{self.control_id} on {self.component_id}"
