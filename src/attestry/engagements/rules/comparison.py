"""Engagements side by side, in the six rows by which reports are told apart.

Focus, timeframe, the auditor's work, assurance, use and effort: each cell comes from what is kept of the
engagement, or says that it is not set.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from attestry.engagements.rules.dates import period_words
from attestry.engagements.rules.kind import EngagementKind
from attestry.ui.words import counted_words, day_words


class Row(StrEnum):
    """The six rows."""

    FOCUS = "focus"
    TIMEFRAME = "timeframe"
    WORK = "work"
    ASSURANCE = "assurance"
    USE = "use"
    EFFORT = "effort"

    @property
    def label(self) -> str:
        """The row's heading."""
        return {"work": "Auditor's work"}.get(self.value, self.value.capitalize())


NOT_SET = "not set"


@dataclass(frozen=True, slots=True)
class Compared:
    """What is kept of an engagement, as far as the rows ask."""

    kind: EngagementKind
    from_on: date | None
    until_on: date
    categories: tuple[str, ...]
    criteria: int
    team: int
    begun_on: date | None
    report_dated_on: date | None
    firm: str


def cells(said: Compared) -> dict[Row, str]:
    """The six cells as far as this room knows; rooms above put theirs in place of what is not set."""
    return {
        Row.FOCUS: _focus(said),
        Row.TIMEFRAME: period_words(said.from_on, said.until_on),
        Row.WORK: f"{_WORK[said.kind]}; {said.firm} with {counted_words(said.team, 'auditor')}"
        if said.firm and said.team
        else NOT_SET,
        Row.ASSURANCE: f"{_ASSURANCE[said.kind]}, report of {day_words(said.report_dated_on)}"
        if said.report_dated_on
        else NOT_SET,
        Row.USE: _USE[said.kind],
        Row.EFFORT: _effort(said),
    }


_FOCUS = {
    EngagementKind.SOC_2_TYPE_1: "Design of controls",
    EngagementKind.SOC_2_TYPE_2: "Design and operation of controls",
    EngagementKind.SOC_3: "Whether commitments were met",
    EngagementKind.READINESS: "Design and operation of controls, before an examination",
    EngagementKind.INTERNAL: "Design and operation of controls",
}
_WORK = {
    EngagementKind.SOC_2_TYPE_1: "Description, design and implementation",
    EngagementKind.SOC_2_TYPE_2: "Description, design, and tests of operation",
    EngagementKind.SOC_3: "Tests of operation that the report does not list",
    EngagementKind.READINESS: "What is missing or not enough",
    EngagementKind.INTERNAL: "As the company asks",
}
_ASSURANCE = {
    EngagementKind.SOC_2_TYPE_1: "Reasonable, on one day",
    EngagementKind.SOC_2_TYPE_2: "Reasonable, throughout the period",
    EngagementKind.SOC_3: "Reasonable, throughout the period",
    EngagementKind.READINESS: "None",
    EngagementKind.INTERNAL: "None for others",
}
_USE = {
    EngagementKind.SOC_2_TYPE_1: "Restricted to the parties it names",
    EngagementKind.SOC_2_TYPE_2: "Restricted to the parties it names",
    EngagementKind.SOC_3: "General: it may be published",
    EngagementKind.READINESS: "Inside the company",
    EngagementKind.INTERNAL: "Inside the company",
}


def _focus(said: Compared) -> str:
    named = ", ".join(key.replace("_", " ") for key in said.categories)
    return f"{_FOCUS[said.kind]}: {counted_words(said.criteria, 'criterion', 'criteria')} of {named}"


def _effort(said: Compared) -> str:
    if said.begun_on is None:
        return NOT_SET
    if said.report_dated_on is None:
        return f"Begun {day_words(said.begun_on)}, not finished"
    days = (said.report_dated_on - said.begun_on).days
    return f"{counted_words(days, 'day')} from the first work to the report"
