"""The two sides of the wall, and the duties on the firm's side of it.

Management never sees workpapers, samples before they are drawn or conclusions before they are issued;
the firm changes nothing that management keeps (AICPA Code, ET 1.200, 1.297; AT-C 105 independence).
"""

from __future__ import annotations

from enum import StrEnum


class Side(StrEnum):
    """Where somebody stands in an engagement."""

    MANAGEMENT = "management"
    FIRM = "firm"


class Duty(StrEnum):
    """What a member of the firm's team does."""

    PARTNER = "partner"
    LEAD = "lead"
    AUDITOR = "auditor"

    @property
    def label(self) -> str:
        """The duty as a person says it."""
        return {"partner": "Reviewing partner", "lead": "Engagement lead", "auditor": "Auditor"}[self.value]
