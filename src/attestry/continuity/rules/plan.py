"""The two sorts of plan, and what each has to say of itself."""

from __future__ import annotations

from enum import StrEnum


class PlanKind(StrEnum):
    """How a service comes back, or how the company answers an incident."""

    RECOVERY = "recovery"
    RESPONSE = "response"

    @property
    def label(self) -> str:
        """As a person would say it."""
        return "Recovery plan" if self is PlanKind.RECOVERY else "Incident response plan"

    @property
    def control(self) -> str:
        """The control that asks for it."""
        return "REC-02" if self is PlanKind.RECOVERY else "INC-01"

    @property
    def is_measured(self) -> bool:
        """Whether it has targets, which a test is held against."""
        return self is PlanKind.RECOVERY
