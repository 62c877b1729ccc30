"""A person's judgement beside the computed outcome: where they differ, what is a gap, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.rules.control import State
from attestry.effectiveness.rules.interval import Interval, overlay
from attestry.effectiveness.rules.status import Depth


class Judgement(StrEnum):
    """What a person says of a criterion."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """The judgement as a person would say it."""
        return {"met": "Met", "partly": "Partly met", "not_met": "Not met"}.get(self.value, "Not applicable")


class Assessor(StrEnum):
    """Who assesses, seen from the organization."""

    INTERNAL = "internal"
    CONSULTANT = "consultant"
    FIRM = "firm"

    @property
    def label(self) -> str:
        """The kind of assessor in words."""
        return {
            "internal": "The organization itself",
            "consultant": "A consultant",
            "firm": "An audit firm, in a non-attest engagement",
        }[self.value]


class Gap(StrEnum):
    """Why something does not stand: it is not there, it fails, or nobody knows."""

    MISSING = "missing"
    FAILING = "failing"
    UNKNOWN = "unknown"


class Strength(StrEnum):
    """How a control stands in the comparison. Every control in scope has exactly one."""

    STRONG = "strong"
    WEAK = "weak"
    MISSING = "missing"
    IDLE = "idle"

    @property
    def label(self) -> str:
        """The strength in words."""
        return {"idle": "Nothing to judge"}.get(self.value, self.value.capitalize())


@dataclass(frozen=True, slots=True)
class NextAct:
    """The one thing to do next with a control, and why; ``kind`` is "" where nothing is."""

    kind: str
    words: str
    why: str


def needs_reason(judgement: Judgement) -> bool:
    """Whether a judgement is only kept with its reason: every one but that it is met."""
    return judgement is not Judgement.MET


def gap_of(outcome: Outcome, *, has_control: bool) -> Gap | None:
    """The kind of gap that an outcome is; None where there is none."""
    if not has_control:
        return Gap.MISSING
    return {Outcome.FAIL: Gap.FAILING, Outcome.UNKNOWN: Gap.UNKNOWN}.get(outcome)


def strength(outcome: Outcome | None) -> Strength:
    """How a control stands by its outcome; None: it is not in use."""
    match outcome:
        case None:
            return Strength.MISSING
        case Outcome.PASS:
            return Strength.STRONG
        case Outcome.FAIL | Outcome.UNKNOWN:
            return Strength.WEAK
        case Outcome.EMPTY | Outcome.NOT_APPLICABLE:
            return Strength.IDLE


def disagreement(judgement: Judgement | None, outcome: Outcome) -> str:
    """What a reader has to be told where a rating says more than the evidence; "" where it does not."""
    if judgement is not Judgement.MET or outcome in (Outcome.PASS, Outcome.EMPTY, Outcome.NOT_APPLICABLE):
        return ""
    said = "fails" if outcome is Outcome.FAIL else "is unknown"
    return f"Rated met, while by the evidence it {said}."


def depth_of(tested: Depth, *, has_document: bool, spans: Sequence[Interval] = ()) -> Depth:
    """What a control stands on: a document counts where nothing better is there.

    A population that was seen without a pause throughout ``spans`` is the deepest.
    """
    if tested is Depth.NOTHING and has_document:
        return Depth.DOCUMENT
    seen = spans and all(span.outcome is not Outcome.UNKNOWN for span in spans)
    return Depth.POPULATION_OVER_PERIOD if tested is Depth.POPULATION and seen else tested


def criterion_spans(controls: Iterable[Sequence[Interval]]) -> tuple[Interval, ...]:
    """A criterion's intervals from those of its controls, all over the same period.

    A control whose population is empty neither helps nor harms while another one decides.
    """
    layers = [tuple(layer) for layer in controls if layer]
    if len(layers) == 1:
        return layers[0]
    return overlay([tuple(_idle(span) for span in layer) for layer in layers])


def _idle(span: Interval) -> Interval:
    return replace(span, outcome=Outcome.NOT_APPLICABLE) if span.outcome is Outcome.EMPTY else span


def operation_outcome(spans: Sequence[Interval]) -> Outcome:
    """What a period says of a control's operation: one failing span fails it, one unseen leaves it open."""
    found = {span.outcome for span in spans}
    order = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS, Outcome.EMPTY, Outcome.NOT_APPLICABLE)
    return next((outcome for outcome in order if outcome in found), Outcome.UNKNOWN)


def next_act(
    state: State, *, has_owner: bool, outcome: Outcome | None, is_tested: bool, has_design: bool
) -> NextAct:
    """The one next act with a control."""
    match state:
        case State.PROPOSED:
            return NextAct("adopt", "Adopt it", "It is only proposed: nobody has said that it is done here.")
        case State.RETIRED:
            return NextAct("adopt", "Adopt it again", "It was retired and is not performed.")
        case State.ADOPTED | State.LIVE if not has_owner:
            return NextAct("owner", "Assign an owner", "Nobody answers for it, and so it cannot go live.")
        case State.ADOPTED:
            return NextAct("live", "Go live", "It has an owner. Say from when on it is performed.")
        case State.LIVE:
            return _next_of_live(outcome, is_tested=is_tested, has_design=has_design)


def _next_of_live(outcome: Outcome | None, *, is_tested: bool, has_design: bool) -> NextAct:
    if outcome is Outcome.FAIL:
        return NextAct(
            "fix", "Put right what fails", "It is live and fails. The test says what its owner does."
        )
    if not is_tested:
        return NextAct(
            "test", "Test it yourself", "No connection tests it. A person's finding closes the gap."
        )
    if outcome is Outcome.UNKNOWN:
        return NextAct("look", "See why nobody knows", "Something was not seen, so it cannot pass.")
    if not has_design:
        return NextAct(
            "test", "Judge its design", "It is there; nobody has said whether it would work as written."
        )
    return NextAct("", "Nothing to do now", "It is live, tested and holds.")
