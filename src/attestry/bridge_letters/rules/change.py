"""What changed since a report's period: kinds of change, and management's answer for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from attestry.kit.digest import canonical_json, sha256_hex


class ChangeKind(StrEnum):
    """What the records tell of."""

    ISSUE = "issue"
    INCIDENT = "incident"
    OUTCOME = "outcome"
    UNSEEN = "unseen"
    CONTROL = "control"
    SCOPE = "scope"
    SUBSERVICE = "subservice"

    @property
    def label(self) -> str:
        """The kind as a person says it."""
        return _LABELS[self]

    @property
    def plural(self) -> str:
        """Several of the kind."""
        return _PLURALS[self]


_LABELS = {
    ChangeKind.CONTROL: "Control changed",
    ChangeKind.OUTCOME: "Control failed",
    ChangeKind.UNSEEN: "Control without evidence",
    ChangeKind.SCOPE: "Scope changed",
    ChangeKind.INCIDENT: "Incident",
    ChangeKind.SUBSERVICE: "Subservice organization",
    ChangeKind.ISSUE: "Open issue rated high",
}
_PLURALS = {
    ChangeKind.CONTROL: "Controls that changed",
    ChangeKind.OUTCOME: "Controls that failed",
    ChangeKind.UNSEEN: "Controls whose evidence does not reach to the end",
    ChangeKind.SCOPE: "Changes of scope",
    ChangeKind.INCIDENT: "Incidents",
    ChangeKind.SUBSERVICE: "Subservice organizations",
    ChangeKind.ISSUE: "Open issues rated high",
}


class Answer(StrEnum):
    """What management says of a change: it matters and readers are told, or why it does not matter."""

    DISCLOSED = "disclosed"
    EXPLAINED = "explained"

    @property
    def label(self) -> str:
        """The answer as a letter prints it."""
        return "Disclosed" if self is Answer.DISCLOSED else "Explained as not material"


_PLACES = {"entry": "ledger entry", "journal": "journal entry"}


def source_words(kind: str, number: str) -> str:
    """``Ledger entry 12``, ``Journal entry 40``, ``Incident 3``."""
    return f"{_PLACES.get(kind, kind).capitalize()} {number}"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a change is recorded: an entry of the ledger or of the journal, or a page."""

    kind: str
    number: str

    @property
    def label(self) -> str:
        """Where it is, as a person says it."""
        return source_words(self.kind, self.number)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the records tell. ``key`` stays the same as long as it is the same thing.

    ``must_be_disclosed``: no explanation stands in for telling readers. ``bars_no_change``: beside it
    nobody may say that nothing material changed.
    """

    key: str
    kind: ChangeKind
    title: str
    words: str
    on: date
    sources: tuple[Source, ...]
    must_be_disclosed: bool = False
    bars_no_change: bool = False

    def record(self) -> dict[str, Any]:
        """The change as plain values."""
        return {**asdict(self), "kind": self.kind.value, "on": self.on.isoformat(),
                "sources": [[one.kind, one.number] for one in self.sources]}  # fmt: skip

    def digest(self) -> str:
        """The digest of what it says; an answer to something else is no answer to it."""
        return sha256_hex(canonical_json(self.record()))


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that somebody gave to a change whose digest then was ``digest``."""

    answer: Answer
    words: str
    digest: str
    by: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A change with the answer that stands for it; none where nobody gave one to what it says now."""

    change: Change
    given: Given | None
    was_given: bool = False

    @property
    def is_disclosed(self) -> bool:
        """Whether readers are told of it as material."""
        return self.given is not None and self.given.answer is Answer.DISCLOSED

    def record(self) -> dict[str, Any]:
        """Change and answer as plain values."""
        said = {"answer": self.given.answer.value, "answer_words": self.given.words} if self.given else {}
        return {**self.change.record(), "digest": self.change.digest(), "kind_label": self.change.kind.label,
                "answer": "", "answer_words": "", **said}  # fmt: skip


def answered(changes: tuple[Change, ...], given: Mapping[str, Given]) -> tuple[Answered, ...]:
    """Each change with its answer, where that was given to what the change says now."""
    return tuple(
        Answered(one, found if found and found.digest == one.digest() else None, was_given=found is not None)
        for one in changes
        for found in [given.get(one.key)]
    )
