"""The two things that are tested of a control: its design, and whether it operated (AT-C 205, DC 5)."""

from __future__ import annotations

from enum import StrEnum


class Aspect(StrEnum):
    """What of a control a workpaper is about. A Type 1 has no test of operation."""

    DESIGN = "design"
    OPERATION = "operation"

    @property
    def label(self) -> str:
        """The aspect as a person says it."""
        return {"design": "Design and implementation", "operation": "Operation"}[self.value]

    @property
    def letter(self) -> str:
        """What the workpaper's reference begins with."""
        return self.value[0].upper()


class Nature(StrEnum):
    """How the firm gets to know something (AT-C 205, procedures)."""

    INQUIRY = "inquiry"
    OBSERVATION = "observation"
    INSPECTION = "inspection"
    REPERFORMANCE = "reperformance"

    @property
    def label(self) -> str:
        """The nature as a person says it."""
        return self.value.capitalize()

    @property
    def stands_alone(self) -> bool:
        """Whether it may carry a conclusion by itself: what somebody says never does."""
        return self is not Nature.INQUIRY
