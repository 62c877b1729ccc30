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
SAME_WORDS = 0.5
LIKE_ANOTHER = 0.5


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One sign, and what a reader would ask."""

    title: str
    words: str


def red_flags(said: Whole, *, cannot_fail: tuple[str, ...] = ()) -> tuple[RedFlag, ...]:
    """Every sign that shows. ``cannot_fail`` are control tests that noticed no injected fault."""
    return (*_results(said), *_words(said), *_days(said), *_tests(cannot_fail))


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
    for name, share in said.likeness:
        if share >= LIKE_ANOTHER:
            yield RedFlag(
                "The description is like another",
                f"{share:.0%} of {name} stands word for word in an earlier description.",
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
    if said.from_on and said.from_on >= said.until_on:
        yield RedFlag("Dates out of order", "The period ends before it begins.")


def _tests(cannot_fail: tuple[str, ...]) -> Iterator[RedFlag]:
    if cannot_fail:
        yield RedFlag(
            "Tests that could not fail",
            f"They noticed none of the faults that were put into passing data: {', '.join(cannot_fail[:8])}.",
        )
