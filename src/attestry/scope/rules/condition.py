"""A condition of one of the program's six steps: a fact that holds or does not, whichever room knows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """The six steps from a decision to a report, in their order."""

    SCOPE = "scope"
    READINESS = "readiness"
    REMEDIATION = "remediation"
    REPORT_TYPE = "report_type"
    OBSERVATION = "observation"
    EXAMINATION = "examination"

    @property
    def number(self) -> int:
        """Its place, counted from 1."""
        return list(Step).index(self) + 1

    @property
    def label(self) -> str:
        """What it is called."""
        return _TITLES[self]

    @property
    def purpose(self) -> str:
        """What it is for, as one would say it to a board."""
        return _PURPOSES[self]


_TITLES = {
    Step.SCOPE: "Decide the scope",
    Step.READINESS: "Assess readiness",
    Step.REMEDIATION: "Close the gaps",
    Step.REPORT_TYPE: "Choose type and dates",
    Step.OBSERVATION: "Operate and observe",
    Step.EXAMINATION: "Examination and report",
}
_PURPOSES = {
    Step.SCOPE: "What is examined: which services, categories and parts of the system, and why.",
    Step.READINESS: "Where we stand: every criterion in scope is held against what is there.",
    Step.REMEDIATION: "What is missing or not enough is put right, and somebody else sees that it is.",
    Step.REPORT_TYPE: "Which report is sought, and the day or the period that it speaks of.",
    Step.OBSERVATION: "The controls are performed and watched, and what happened is sealed as it happens.",
    Step.EXAMINATION: "An independent firm examines and gives its opinion. Nobody here can know it before.",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One fact that a step waits for. ``key`` stays the same as long as the condition is the same.

    ``why`` says what was counted, ``act`` what to do where it does not hold, ``url`` where.
    ``hours`` are what that takes at best and at worst, (0, 0) where nobody reckons it. An entry
    condition has to hold before the step is worked on to some purpose, an exit condition before it
    is closed.
    """

    step: Step
    key: str
    title: str
    holds: bool
    why: str
    url: str
    act: str = ""
    hours: tuple[int, int] = (0, 0)
    is_entry: bool = False
    order: int = 50
