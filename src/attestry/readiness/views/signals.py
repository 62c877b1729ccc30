"""The signals of the checkbox index in words: what each counts, and what lowers it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from attestry.effectiveness.queries.checkbox import Share, checkbox
from attestry.effectiveness.queries.status import ControlStatus
from attestry.effectiveness.rules.checkbox import WEIGHTS, CheckboxIndex, Signal


@dataclass(frozen=True, slots=True)
class SignalWords:
    """One signal as a page says it; ``counted`` is what its share is a share of."""

    title: str
    meaning: str
    counted: str
    unmeasured: str
    remedy: str


@dataclass(frozen=True, slots=True)
class SignalLine:
    """One signal with its words, its weight in the index, and what it comes to."""

    signal: Signal
    words: SignalWords
    weight: float
    share: Share


WORDS: Mapping[Signal, SignalWords] = {
    Signal.ATTESTATION_ONLY: SignalWords(
        "On somebody's word",
        "Controls for which no population and no sample was looked at: a document, a finding, or only "
        "the decision to adopt them.",
        "controls in use",
        "no control is in use",
        "Connect the system that the control is about, so that its tests have a population.",
    ),
    Signal.RUBBER_STAMP: SignalWords(
        "Judged in seconds",
        "Findings and decisions that the same person gave within a minute of the one before, within a "
        "minute of being asked, or as one of more than five in ten minutes.",
        "findings and decisions",
        "nobody judged anything in the period",
        "Judge one at a time, with the evidence open.",
    ),
    Signal.BUNCHING: SignalWords(
        "Piled up at the end",
        "Documents and findings recorded in the last 14 days, beyond what an even spread would bring.",
        "documents and findings",
        "fewer than three came, or the period is no longer than 14 days",
        "Hand evidence in when it is made, not when it is asked for.",
    ),
    Signal.NEVER_CHALLENGED: SignalWords(
        "Never challenged",
        "Controls that nothing could have found wrong: no failure, nobody but the owner examined them, "
        "and no test of theirs was shown to notice a fault.",
        "controls in use",
        "no control is in use",
        "Have somebody else examine it, and measure what its tests notice: attestry tests mutate.",
    ),
    Signal.BOILERPLATE: SignalWords(
        "The same words again",
        "Conclusions that say nearly the same as another one, numbers and names of months aside.",
        "conclusions",
        "fewer than two conclusions were written in the period",
        "Write what was looked at this time, and what was found.",
    ),
    Signal.UNLINKED_TO_RISK: SignalWords(
        "Linked to no risk",
        "Controls of which nobody says what would go wrong without them.",
        "controls in use",
        "no control is in use",
        "Say which risk the control answers, or retire it.",
    ),
    Signal.SELF_APPROVED: SignalWords(
        "Approved by oneself",
        "Findings about a control by the person who owned it then.",
        "findings on owned controls",
        "nobody judged an owned control in the period",
        "Let somebody else judge what one performs.",
    ),
    Signal.STALE_EXCEPTIONS: SignalWords(
        "Exceptions that ran out",
        "Accepted excusals that are over while their control still does not pass.",
        "excusals that are over",
        "no accepted excusal is over",
        "Perform the control, or ask again with a reason.",
    ),
}


def signal_lines(shares: Mapping[Signal, Share]) -> Iterator[SignalLine]:
    """The signals in the order of the index."""
    for signal in Signal:
        yield SignalLine(signal, WORDS[signal], WEIGHTS[signal], shares[signal])


@dataclass(frozen=True, slots=True)
class Boxes:
    """One control's index with its signals."""

    index: CheckboxIndex
    signals: tuple[SignalLine, ...]


def boxes_of(
    status: ControlStatus, *, from_at: datetime, at: datetime, known_at: datetime | None = None
) -> Boxes:
    """The index of one control over [from_at, at)."""
    found = checkbox(from_at=from_at, at=at, known_at=known_at, statuses={status.control.key: status})
    return Boxes(found.index, tuple(signal_lines(found.shares)))
