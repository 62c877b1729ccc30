"""Management's signature under the design of a control, bound to the text that was signed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from attestry.controls.models.control import Control


class DesignSignature(models.Model):
    """Somebody of management signed the design of a control as it read then; a later one comes beside it."""

    control = models.ForeignKey(Control, on_delete=models.CASCADE, related_name="signatures")
    design_digest = models.CharField(max_length=64)
    signer = models.CharField(max_length=300)
    signer_name = models.CharField(max_length=200)
    signed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-signed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.control_id} by {self.signer_name}"
