"""What a vendor is asked, by what hangs on it, and the answers that become findings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from attestry.vendors.rules.tiering import Tier


class Answer(StrEnum):
    """How a question was answered."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """As one says it."""
        return self.value.replace("_", " ").capitalize()


class Conclusion(StrEnum):
    """What an assessment came to."""

    ACCEPTED = "accepted"
    WITH_CONDITIONS = "with_conditions"
    REFUSED = "refused"


class Severity(StrEnum):
    """How much a finding matters."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Question:
    """One question, the severity of a no, and the tiers that are not asked."""

    key: str
    text: str
    severity: Severity
    not_asked: frozenset[Tier] = frozenset()


_LESSER = frozenset({Tier.MEDIUM, Tier.LOW})
QUESTIONS: tuple[Question, ...] = (
    Question("contract", "Does a signed contract set security and confidentiality duties?", Severity.HIGH),
    Question("notice", "Must it tell us of an incident within a stated time?", Severity.HIGH),
    Question("return", "Does it return or destroy our data at the end, and confirm it?", Severity.MEDIUM),
    Question("sign_in", "Do its people and ours sign in with a second factor?", Severity.HIGH),
    Question("encryption", "Are our data encrypted in transit and at rest?", Severity.HIGH),
    Question("testing", "Was it tested for weaknesses within a year?", Severity.MEDIUM, _LESSER),
    Question("recovery", "Was its recovery tested within a year?", Severity.MEDIUM, _LESSER),
    Question("subprocessors", "Does it name whom it passes our data on to?", Severity.MEDIUM, _LESSER),
    Question(
        "assurance", "Does an independent report or certificate cover the service?", Severity.HIGH, _LESSER
    ),
)


def questions_for(tier: Tier) -> tuple[Question, ...]:
    """What a vendor of that tier is asked."""
    return tuple(one for one in QUESTIONS if tier not in one.not_asked)


def findings_of(answers: dict[str, Answer]) -> list[tuple[Question, Severity]]:
    """The questions answered with no, at their severity, and those with partly, at most medium."""
    found = []
    for one in QUESTIONS:
        if answers.get(one.key) is Answer.NO:
            found.append((one, one.severity))
        elif answers.get(one.key) is Answer.PARTLY:
            found.append((one, Severity.LOW if one.severity is Severity.LOW else Severity.MEDIUM))
    return found
