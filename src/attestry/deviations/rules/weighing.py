"""What an evaluation says of a deviation, the questions that guide it, and where it contradicts itself.

The severity is the auditor's: these rules ask, and refuse only what one and the same evaluation says twice
in different ways (AT-C 205; AU-C 530 on the nature and cause of deviations).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum


class Pattern(StrEnum):
    """Whether it happened once by itself, or follows from how the control works."""

    ISOLATED = "isolated"
    SYSTEMATIC = "systematic"

    @property
    def label(self) -> str:
        """The pattern as a person says it."""
        return {"isolated": "Isolated", "systematic": "Systematic"}[self.value]


class Extension(StrEnum):
    """What was considered about testing more items. More items never dilute what was found."""

    EXTENDED = "extended"
    NOT_EXTENDED = "not_extended"
    NO_SAMPLE = "no_sample"

    @property
    def label(self) -> str:
        """The answer as a person says it."""
        return _EXTENSIONS[self]


class Effect(StrEnum):
    """What a deviation means for a criterion."""

    NONE = "none"
    AT_RISK = "at_risk"
    NOT_MET = "not_met"

    @property
    def label(self) -> str:
        """The effect as a person says it."""
        return {"none": "No effect", "at_risk": "At risk", "not_met": "Not met"}[self.value]


class Severity(StrEnum):
    """How heavy the auditor finds it."""

    OBSERVATION = "observation"
    MITIGATED = "mitigated"
    DEFICIENCY = "deficiency"
    CRITERION_NOT_MET = "criterion_not_met"
    PERVASIVE = "pervasive"

    @property
    def label(self) -> str:
        """The severity as a person says it."""
        return _SEVERITIES[self][0]

    @property
    def words(self) -> str:
        """What the word means, and what it leads the opinion to consider."""
        return _SEVERITIES[self][1]


_EXTENSIONS = {
    Extension.EXTENDED: "More items were tested",
    Extension.NOT_EXTENDED: "No more items were tested",
    Extension.NO_SAMPLE: "There is no sample to extend",
}
_SEVERITIES = {
    Severity.OBSERVATION: ("Observation", "No criterion is affected."),
    Severity.MITIGATED: ("Deviation, mitigated", "A tested control answers the same risk in the same days."),
    Severity.DEFICIENCY: ("Deficiency", "A criterion is at risk."),
    Severity.CRITERION_NOT_MET: ("Criterion not met", "A qualification is considered."),
    Severity.PERVASIVE: ("Pervasive", "An adverse opinion is considered."),
}

QUESTIONS = (
    "Is it a deviation, and not missing evidence, a wrong population or timing?",
    "Who did or left out what, when, and why? Once, or because of how the control works? On purpose?",
    "How many of how many items, and how many of the population may it be at most?",
    "Was it thought isolated, and does the plan allow more items? More items never dilute.",
    "Which other control covers the same risk in the same days, precisely enough, and was it tested?",
    "What does it mean for each criterion and for what was promised, together with the other deviations?",
    "Was an incident the consequence? Then the description has to tell of it (DC 4).",
)


def contradictions(
    severity: Severity, effects: Collection[Effect], *, is_compensated: bool
) -> tuple[tuple[str, str], ...]:
    """Where an evaluation says two things at once, as pairs of a field and why."""
    found = []
    heavy = severity in (Severity.CRITERION_NOT_MET, Severity.PERVASIVE)
    if heavy and Effect.NOT_MET not in effects:
        found.append(("severity", "Say which criterion is not met, or choose another severity."))
    if not heavy and Effect.NOT_MET in effects:
        found.append(("severity", "You say that a criterion is not met; this severity says that all are."))
    if severity is Severity.OBSERVATION and Effect.AT_RISK in effects:
        found.append(("severity", "You say that a criterion is at risk; an observation affects none."))
    if severity is Severity.MITIGATED and not is_compensated:
        found.append(("compensating", "Cite the conclusion on the control that mitigates it."))
    return tuple(found)


def unanswered(criteria: Collection[str], effects: Mapping[str, Effect]) -> tuple[str, ...]:
    """The criteria that the control speaks to and of which no effect is said."""
    return tuple(one for one in criteria if one not in effects)
