"""What the firm may say of each subject matter, and what a modification has to say with it (AT-C 205).

Misstated or not effective: qualified where it is material, adverse where it is pervasive as well.
Evidence that could not be had: qualified, or a disclaimer where that is pervasive. The product holds the
firm to this table and to its reasons; which of them it is, the firm says.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from attestry.engagements.rules.kind import EngagementKind


class Subject(StrEnum):
    """What an opinion is about: each may be modified by itself."""

    DESCRIPTION = "description"
    DESIGN = "design"
    OPERATION = "operation"

    @property
    def label(self) -> str:
        """The subject matter as a person says it."""
        return {
            "description": "The description is presented by the description criteria",
            "design": "The controls were suitably designed",
            "operation": "The controls operated effectively",
        }[self.value]


class OpinionKind(StrEnum):
    """The four opinions."""

    UNMODIFIED = "unmodified"
    QUALIFIED = "qualified"
    ADVERSE = "adverse"
    DISCLAIMER = "disclaimer"

    @property
    def label(self) -> str:
        """The opinion as a person says it."""
        return "Disclaimer of opinion" if self is OpinionKind.DISCLAIMER else self.value.capitalize()


class Cause(StrEnum):
    """Why an opinion is modified."""

    MISSTATED = "misstated"
    NO_EVIDENCE = "no_evidence"

    @property
    def label(self) -> str:
        """The cause as a person says it."""
        return (
            "Misstated, not designed well, or not effective"
            if self is Cause.MISSTATED
            else "Evidence could not be obtained"
        )


_ALLOWED = {
    (Cause.MISSTATED, False): OpinionKind.QUALIFIED,
    (Cause.MISSTATED, True): OpinionKind.ADVERSE,
    (Cause.NO_EVIDENCE, False): OpinionKind.QUALIFIED,
    (Cause.NO_EVIDENCE, True): OpinionKind.DISCLAIMER,
}


@dataclass(frozen=True, slots=True)
class Said:
    """What the firm says of one subject matter."""

    kind: OpinionKind
    cause: Cause | None = None
    is_pervasive: bool | None = None
    criteria: tuple[str, ...] = ()
    matter: str = ""
    reasons: str = ""


def subjects_for(kind: EngagementKind) -> tuple[Subject, ...]:
    """The subject matters of an engagement; a SOC 3 holds no description to give an opinion on.

    What is no attestation has none.
    """
    if not kind.is_attestation:
        return ()
    if kind is EngagementKind.SOC_3:
        return (Subject.DESIGN, Subject.OPERATION)
    if kind.has_operating_tests:
        return tuple(Subject)
    return (Subject.DESCRIPTION, Subject.DESIGN)


def wrong_opinion(subject: Subject, said: Said, *, criteria: Collection[str]) -> dict[str, str]:
    """What cannot be, by field. ``criteria`` are those of the engagement."""
    wrong: dict[str, str] = {}
    if said.kind is OpinionKind.UNMODIFIED:
        if said.cause or said.criteria or said.matter.strip() or said.reasons.strip():
            wrong["kind"] = "An unmodified opinion names no matter; deviations stand in section IV anyway."
        return wrong
    if said.cause is None:
        wrong["cause"] = "Say why it is modified."
    if said.is_pervasive is None:
        wrong["is_pervasive"] = "Say whether it is pervasive."
    if said.cause and said.is_pervasive is not None:
        fitting = _ALLOWED[said.cause, said.is_pervasive]
        if said.kind is not fitting:
            wrong["kind"] = f"With this cause and reach an opinion is “{fitting.label.lower()}”."
    if not said.matter.strip():
        wrong["matter"] = "Describe the matter."
    if not said.reasons.strip():
        wrong["reasons"] = "Say why it is material, and whether and why it is pervasive."
    if subject is not Subject.DESCRIPTION and not said.criteria:
        wrong["criteria"] = "Name the criteria that are affected."
    unknown = sorted(set(said.criteria) - set(criteria))
    if unknown:
        wrong["criteria"] = f"The engagement has no criterion {', '.join(unknown)}."
    return wrong
