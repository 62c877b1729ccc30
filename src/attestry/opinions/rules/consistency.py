"""Where the parts of a report disagree, so that it is not issued while they do.

A report of five sections speaks of the same system, period and criteria throughout; its conclusions are
reviewed, and younger than the evidence that they cite; what did not hold is a deviation, and what was
modified names its criterion (AT-C 205; DC section 200).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from attestry.opinions.rules.opinion import OpinionKind, Said, Subject
from attestry.ui.words import counted_words, day_words


@dataclass(frozen=True, slots=True)
class ControlTested:
    """What the firm concluded of one aspect of one control. ``verdict`` empty: nothing yet.

    ``is_outdated``: the paper changed after its conclusion. ``is_early``: it cites evidence that the ledger
    came to know later, or never. ``is_looked_at``: a cell of its grid says that something holds or not, or it
    was done again. ``copied_from``: another engagement whose conclusion has the same words.
    """

    reference: str
    control: str
    is_operation: bool
    verdict: str
    is_reviewed: bool
    criteria: tuple[str, ...]
    deviating: int
    concluded_on: date | None = None
    words: str = ""
    is_outdated: bool = False
    is_early: bool = False
    is_looked_at: bool = False
    copied_from: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of a part of the description stands word for word in another text, and in which."""

    part: str
    share: float
    source: str


@dataclass(frozen=True, slots=True)
class Moments:
    """Days whose order a reader looks at; None for what did not happen yet."""

    begun_on: date | None = None
    letter_on: date | None = None
    first_opinion_on: date | None = None
    last_conclusion_on: date | None = None
    frozen_early: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything that a report would hold."""

    from_on: date | None
    until_on: date
    report_on: date | None
    subjects: tuple[Subject, ...]
    opinions: Mapping[Subject, Said]
    approved: frozenset[Subject]
    criteria: tuple[str, ...]
    tests: tuple[ControlTested, ...]
    has_operating_tests: bool
    description_is_final: bool
    described_from: str | None
    described_until: str | None
    assertion_signed_on: date | None
    described_controls: frozenset[str]
    unmet: frozenset[str] = frozenset()
    deviations_lacking: tuple[str, ...] = ()
    engagement_lacks: tuple[str, ...] = ()
    likeness: tuple[Likeness, ...] = ()
    moments: Moments = Moments()
    deviations: int = field(default=0)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that keeps a report from being issued, and the section that it is about."""

    section: str
    words: str


def disagreements(said: Whole) -> tuple[Disagreement, ...]:
    """Everything that disagrees or is missing; a report without any may be issued."""
    return tuple(
        Disagreement(section, words)
        for section, find in (
            ("Engagement", _engagement),
            ("I Opinion", _opinion),
            ("II Assertion", _assertion),
            ("III Description", _description),
            ("IV Tests", _tests),
        )
        for words in find(said)
    )


def _engagement(said: Whole) -> Iterator[str]:
    yield from said.engagement_lacks


def _opinion(said: Whole) -> Iterator[str]:
    for subject in said.subjects:
        opinion = said.opinions.get(subject)
        if opinion is None:
            yield f"no opinion on “{subject.label.lower()}” is written"
        elif subject not in said.approved:
            yield f"the opinion on “{subject.label.lower()}” is not approved by the reviewing partner"
    modified = {
        reference
        for opinion in said.opinions.values()
        if opinion.kind is not OpinionKind.UNMODIFIED
        for reference in opinion.criteria
    }
    silent = sorted(said.unmet - modified)
    if silent:
        yield f"{', '.join(silent)} is not met by the evaluation of deviations, and no opinion says so"
    operation = said.opinions.get(Subject.OPERATION)
    if operation and operation.kind is OpinionKind.QUALIFIED:
        failed = {one for test in said.tests if test.verdict == "not_effective" for one in test.criteria}
        unbacked = sorted(set(operation.criteria) - failed - said.unmet)
        if unbacked:
            yield f"{', '.join(unbacked)} is qualified, and nothing in section IV says why"


def _assertion(said: Whole) -> Iterator[str]:
    if said.assertion_signed_on is None:
        yield "management's assertion is not signed"
    elif said.report_on and said.assertion_signed_on > said.report_on:
        yield f"it is signed on {day_words(said.assertion_signed_on)}, after the report's day"


def _description(said: Whole) -> Iterator[str]:
    if not said.description_is_final:
        yield "the description is not final"
        return
    if said.described_from != (said.from_on.isoformat() if said.from_on else None):
        yield "it begins on another day than the engagement"
    if said.described_until != said.until_on.isoformat():
        yield "it ends on another day than the engagement"
    tested = {one.control for one in said.tests}
    untested = sorted(said.described_controls - tested)
    if untested:
        yield f"it states controls that no workpaper tests: {', '.join(untested[:8])}"
    unsaid = sorted(tested - said.described_controls)
    if unsaid:
        yield f"it leaves out controls that were tested: {', '.join(unsaid[:8])}"


def _tests(said: Whole) -> Iterator[str]:
    if not said.has_operating_tests and any(one.is_operation for one in said.tests):
        yield "a Type 1 holds results about operation"
    open_ones = [one.reference for one in said.tests if not one.verdict]
    if open_ones:
        yield f"{counted_words(len(open_ones), 'test')} without a conclusion: {', '.join(open_ones[:8])}"
    changed = [one.reference for one in said.tests if one.is_outdated]
    if changed:
        yield f"{counted_words(len(changed), 'paper')} changed after its conclusion: {', '.join(changed[:8])}"
    early = [one.reference for one in said.tests if one.is_early]
    if early:
        count = counted_words(len(early), "conclusion")
        yield f"{count} cites evidence that the ledger holds only since later, or not: {', '.join(early[:8])}"
    unread = [
        one.reference for one in said.tests if one.verdict and not one.is_reviewed and not one.is_outdated
    ]
    if unread:
        yield f"{counted_words(len(unread), 'conclusion')} without a review: {', '.join(unread[:8])}"
    covered = {reference for one in said.tests if one.verdict for reference in one.criteria}
    bare = [one for one in said.criteria if one not in covered]
    if bare:
        count = counted_words(len(bare), "criterion", "criteria")
        yield f"{count} without a conclusion: {', '.join(bare[:8])}"
    late = [
        one.reference
        for one in said.tests
        if one.concluded_on and said.report_on and one.concluded_on > said.report_on
    ]
    if late:
        yield f"concluded after the report's day: {', '.join(late[:8])}"
    yield from said.deviations_lacking
