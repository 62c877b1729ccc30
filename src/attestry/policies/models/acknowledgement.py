"""Who said, on which day, that they had read which text."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from attestry.policies.models.version import PolicyVersion


class Acknowledgement(models.Model):
    """One person's word that they read one version and will keep to it; never changed afterwards."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="acknowledgements")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    acknowledged_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-acknowledged_at", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["version", "person", "acknowledged_at"], name="acknowledged_by_whom")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.version}"
