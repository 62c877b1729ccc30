"""Signs that a reader would ask about: shown to the firm before it issues, and to nobody as a verdict.

Reports that were written before their evidence have looked alike: no deviation anywhere, the same words
everywhere, everything concluded in an hour, a description that is another company's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from attestry.opinions.rules.consistency import Whole
from attestry.ui.words import counted_words

MANY_TESTS = 20
FEW_TESTS = 3
SAME_WORDS = 0.5
LIKE_ANOTHER = 0.5


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One sign, and what a reader would ask."""

    title: str
    words: str


def red_flags(said: Whole, *, cannot_fail: tuple[str, ...] = ()) -> tuple[RedFlag, ...]:
    """Every sign that shows. ``cannot_fail`` are control tests that noticed no injected fault."""
    return (*_results(said), *_words(said), *_days(said), *_order(said), *_tests(said, cannot_fail))


def _results(said: Whole) -> Iterator[RedFlag]:
    concluded = [one for one in said.tests if one.verdict]
    if len(concluded) >= MANY_TESTS and not said.deviations and not any(one.deviating for one in concluded):
        yield RedFlag(
            "Not one deviation",
            f"{len(concluded)} tests found nothing that deviates. Were items tested that could have failed?",
        )


def _words(said: Whole) -> Iterator[RedFlag]:
    texts = [" ".join(one.words.casefold().split()) for one in said.tests if one.words.strip()]
    if len(texts) >= MANY_TESTS:
        words, count = Counter(texts).most_common(1)[0]
        if count / len(texts) >= SAME_WORDS:
            yield RedFlag(
                "The same words again and again",
                f"{count} of {len(texts)} conclusions read alike: “{words[:80]}”. What was seen of each?",
            )
    yield from _copied(said)
    alike = [one for one in said.likeness if one.share >= LIKE_ANOTHER]
    for source in dict.fromkeys(one.source for one in alike):
        parts = ", ".join(f"{one.share:.0%} of {one.part}" for one in alike if one.source == source)
        yield RedFlag("The description is like another", f"Word for word in “{source}”: {parts}.")


def _copied(said: Whole) -> Iterator[RedFlag]:
    concluded = [one for one in said.tests if one.words.strip()]
    copied = Counter(one.copied_from for one in concluded if one.copied_from)
    count = sum(copied.values())
    if count >= FEW_TESTS and count / len(concluded) >= SAME_WORDS:
        source = copied.most_common(1)[0][0]
        yield RedFlag(
            "Conclusions of another report",
            f"{count} of {len(concluded)} conclusions stand word for word in “{source}”.",
        )


def _days(said: Whole) -> Iterator[RedFlag]:
    days = [one.concluded_on for one in said.tests if one.concluded_on]
    if len(days) >= MANY_TESTS:
        day, count = Counter(days).most_common(1)[0]
        if count / len(days) > 0.9:
            yield RedFlag(
                "Concluded in one day", f"{count} of {len(days)} tests were concluded on {day:%Y-%m-%d}."
            )
    early = [one.reference for one in said.tests if one.concluded_on and one.is_operation
             and one.concluded_on < said.until_on]  # fmt: skip
    if early:
        yield RedFlag(
            "Concluded before the period was over",
            f"{counted_words(len(early), 'test')} of operation: {', '.join(early[:8])}. What came after?",
        )
    late = [one.reference for one in said.tests if one.is_early or one.is_outdated]
    if late:
        yield RedFlag(
            "Concluded before the evidence was there",
            f"{counted_words(len(late), 'test')}: {', '.join(late[:8])}. What was concluded from?",
        )


def _order(said: Whole) -> Iterator[RedFlag]:
    """Days that stand in another order than an examination takes."""
    when, until = said.moments, said.until_on
    found = []
    if said.from_on and said.from_on >= until:
        found.append("The period ends before it begins.")
    if when.letter_on and when.begun_on and when.letter_on > when.begun_on:
        found.append("The engagement letter is dated after the work began.")
    if when.first_opinion_on and when.last_conclusion_on and when.first_opinion_on < when.last_conclusion_on:
        found.append("An opinion was written before the last test was concluded.")
    if said.assertion_signed_on and said.assertion_signed_on < until:
        found.append("Management signed its assertion before the last day that it speaks of.")
    if when.frozen_early:
        found.append(f"Frozen before its days were over: {', '.join(when.frozen_early[:4])}.")
    if said.report_on and said.report_on < until:
        found.append("The report is dated before the last day that it speaks of.")
    if found:
        yield RedFlag("Dates out of order", " ".join(found))


def _tests(said: Whole, cannot_fail: tuple[str, ...]) -> Iterator[RedFlag]:
    bare = [one.reference for one in said.tests
            if one.is_operation and one.verdict == "effective" and not one.is_looked_at]  # fmt: skip
    if bare:
        yield RedFlag(
            "Nothing that could deviate was looked at",
            f"Found effective without one item marked, and nothing done again: {', '.join(bare[:8])}.",
        )
    if cannot_fail:
        yield RedFlag(
            "Tests that could not fail",
            f"They noticed none of the faults that were put into passing data: {', '.join(cannot_fail[:8])}.",
        )
