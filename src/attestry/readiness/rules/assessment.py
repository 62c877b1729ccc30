"""What an assessment says of a criterion: design, implementation and operation, each rated by itself.

*Missing* is told from *inadequate*: nothing is there, or what is there is not enough. The overall
judgement follows from the three and is never typed in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from attestry.controls.rules.gap import GapKind
from attestry.readiness.rules.judgement import Assessor, Judgement
from attestry.ui.words import counted_words

ASPECTS = ("design", "implementation", "operation")
QUESTIONS: Mapping[str, str] = {
    "design": "Would the controls meet it, if they were done as written?",
    "implementation": "Are they there, as written?",
    "operation": "Were they done, each time, over the period?",
}


class Adequacy(StrEnum):
    """How one of the three questions is answered for a criterion."""

    ADEQUATE = "adequate"
    INADEQUATE = "inadequate"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """The answer in words."""
        return self.value.replace("_", " ").capitalize()

    @property
    def is_short(self) -> bool:
        """Whether it leaves something to do."""
        return self in (Adequacy.INADEQUATE, Adequacy.MISSING)


@dataclass(frozen=True, slots=True)
class Answers:
    """The three answers for one criterion."""

    design: Adequacy
    implementation: Adequacy
    operation: Adequacy

    @property
    def all(self) -> tuple[Adequacy, ...]:
        """The three in their order."""
        return (self.design, self.implementation, self.operation)

    @property
    def judgement(self) -> Judgement:
        """What they come to.

        Met where nothing falls short; not met where the design is missing or nothing is adequate;
        partly met otherwise.
        """
        if set(self.all) == {Adequacy.NOT_APPLICABLE}:
            return Judgement.NOT_APPLICABLE
        if not any(one.is_short for one in self.all):
            return Judgement.MET
        if self.design is Adequacy.MISSING or Adequacy.ADEQUATE not in self.all:
            return Judgement.NOT_MET
        return Judgement.PARTLY

    @property
    def gap(self) -> GapKind | None:
        """The kind of gap that they are: missing before inadequate, and operation last."""
        built = (self.design, self.implementation)
        if Adequacy.MISSING in built:
            return GapKind.MISSING
        if Adequacy.INADEQUATE in built:
            return GapKind.INADEQUATE
        return GapKind.NOT_OPERATING if self.operation.is_short else None


@dataclass(frozen=True, slots=True)
class GapCounts:
    """All gaps, the missing told from the inadequate; ``not_operating`` are some of the inadequate."""

    missing: int
    inadequate: int
    not_operating: int

    @property
    def total(self) -> int:
        """All gaps."""
        return self.missing + self.inadequate


def count_gaps(kinds: Iterable[GapKind | None]) -> GapCounts:
    """How many there are of each kind; what does not operate is inadequate and counted with it."""
    found = [kind for kind in kinds if kind is not None]
    missing = found.count(GapKind.MISSING)
    return GapCounts(missing, len(found) - missing, found.count(GapKind.NOT_OPERATING))


def gap_words(kind: GapKind | None) -> str:
    """A kind of gap as a list shows it."""
    return _GAP_WORDS[kind] if kind else "None"


_GAP_WORDS = {
    GapKind.MISSING: "Missing",
    GapKind.INADEQUATE: "Inadequate",
    GapKind.NOT_OPERATING: "Inadequate in operation",
}
LIMITS: Mapping[Assessor, str] = {
    Assessor.INTERNAL: (
        "The organization looks at itself. Where somebody rates what their own control does, this "
        "document says so; a reader may give such a rating less weight."
    ),
    Assessor.CONSULTANT: (
        "A consultant compares and advises. What a consultant designed or runs for the organization they "
        "did not assess as an outsider, and have to say so."
    ),
    Assessor.FIRM: (
        "An audit firm reports findings only; management decides and designs. A firm that designs, "
        "operates or monitors controls may not examine them afterwards (AICPA ET 1.295, 1.297)."
    ),
}


def relation_words(owned: Collection[str]) -> str:
    """What is said of a rater who owns controls that speak to the criterion; "" where none."""
    if not owned:
        return ""
    speaking = counted_words(len(owned), "control that speaks", "controls that speak")
    return f"Rated by the owner of {speaking} to it: {', '.join(sorted(owned))}."


def answer_words(answers: Answers) -> str:
    """The three answers in one line."""
    return ", ".join(
        f"{name} {answer.label.lower()}" for name, answer in zip(ASPECTS, answers.all, strict=True)
    )
