"""How close a question is to what is already written: words weighed by how rare they are (TF-IDF, cosine).

A passage has a heading (a question, a title) and words. Half a sentence that both share counts by its
rare words; words that stand everywhere count next to nothing. The score lies between 0 and 1 and is
shown as words.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

HEADING_SHARE = 0.65
WORDS_ALONE = 0.44
LEAST = 0.18
_COMMON = (
    "a about all also an and ani any ar are as at be been by can compani could describ detail do doe "
    "each ensur etc explain for from ha had have how i if in indic into is it its list may must no not of "
    "on or organ organis other our pleas provid shall should so such supplier than that the thei their them "
    "there thi those through to us use vendor via we were what when where whether which who will with "
    "within would ye you your"
)
COMMON = frozenset(_COMMON.split())


class Closeness(StrEnum):
    """A score as a person would say it."""

    SAME = "same"
    CLOSE = "close"
    RELATED = "related"

    @property
    def label(self) -> str:
        """As one says it."""
        return {"same": "Almost the same", "close": "Close", "related": "Loosely related"}[self]


def closeness(score: float) -> Closeness:
    """The words for a score."""
    if score >= 0.8:
        return Closeness.SAME
    return Closeness.CLOSE if score >= 0.45 else Closeness.RELATED


@dataclass(frozen=True, slots=True)
class Found:
    """The place of a passage in the list that was searched, its score, and the stems that both share."""

    place: int
    score: float
    shared: tuple[str, ...]


class Corpus:
    """Passages as stems, ready to be asked; built once for a whole questionnaire."""

    def __init__(self, headings: Sequence[Sequence[str]], words: Sequence[Sequence[str]]) -> None:
        """``headings`` and ``words`` hold the stems of each passage, at the same place."""
        self._headings = [_counted(one) for one in headings]
        both = [set(head) | set(_counted(text)) for head, text in zip(self._headings, words, strict=True)]
        seen = Counter(stem for stems in both for stem in stems)
        self._rarity = {stem: math.log(1 + len(both) / count) for stem, count in seen.items()}
        self._unknown = math.log(1 + max(1, len(both)))
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, stems in enumerate(both):
            for stem in stems:
                self._places[stem].append(place)
        self._lengths = [self._length(one) for one in self._headings]

    def closest(self, question: Sequence[str], most: int) -> list[Found]:
        """The passages that come closest, the closest first; none below :data:`LEAST`."""
        asked = _counted(question)
        whole = self._length(asked)
        if not whole:
            return []
        heading: dict[int, float] = defaultdict(float)
        covered: dict[int, float] = defaultdict(float)
        for stem, count in asked.items():
            weight = self._weight(stem, count)
            for place in self._places.get(stem, ()):
                covered[place] += weight * weight
                if there := self._headings[place].get(stem):
                    heading[place] += weight * self._weight(stem, there)
        found = [
            (self._score(heading.get(place, 0.0), self._lengths[place], share, whole), place)
            for place, share in covered.items()
        ]
        best = sorted((one for one in found if one[0] >= LEAST), key=lambda one: (-one[0], one[1]))[:most]
        return [Found(place, round(score, 4), self._shared(asked, place)) for score, place in best]

    @staticmethod
    def _score(product: float, length: float, share: float, whole: float) -> float:
        cosine = product / (length * whole) if length else 0.0
        covered = share / (whole * whole)
        return min(1.0, max(HEADING_SHARE * cosine + (1 - HEADING_SHARE) * covered, WORDS_ALONE * covered))

    def _shared(self, asked: Mapping[str, int], place: int) -> tuple[str, ...]:
        return tuple(stem for stem in asked if place in self._places.get(stem, ()))

    def _weight(self, stem: str, count: int) -> float:
        return (1 + math.log(count)) * self._rarity.get(stem, self._unknown)

    def _length(self, stems: Mapping[str, int]) -> float:
        return math.sqrt(sum(self._weight(stem, count) ** 2 for stem, count in stems.items()))


def _counted(stems: Sequence[str]) -> Counter[str]:
    return Counter(stem for stem in stems if stem not in COMMON)
