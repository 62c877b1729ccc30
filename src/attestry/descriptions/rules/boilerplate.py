"""How much of a text stands word for word in another: shared runs of five words.

The share of a text's five-word runs (shingles; Broder 1997) that the other text holds too. A description
that is another's with the name changed scores near 1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

RUN = 5
MARKED = 0.5
_WORD = re.compile(r"[\w']+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of a text is shared with another, from 0 to 1, and with which.

    ``is_everybodys``: the other is a text of the product, and no other engagement's.
    """

    share: float
    source: str
    is_everybodys: bool = False

    @property
    def is_marked(self) -> bool:
        """Whether a reader would take it for a template."""
        return self.share >= MARKED

    @property
    def source_for_a_firm(self) -> str:
        """Which text it is, as a firm is told: of an engagement that is not its own it learns no name."""
        return self.source if self.is_everybodys else "another description"


def shared(text: str, other: str) -> float:
    """The share of the text's runs of five words that the other holds; 0 for a shorter text."""
    own = _runs(text)
    return len(own & _runs(other)) / len(own) if own else 0.0


def likest(text: str, others: Iterable[tuple[str, str]]) -> Likeness:
    """The other text, by (name, text), that shares the most."""
    found = [Likeness(shared(text, other), name) for name, other in others]
    return max(found, key=lambda one: one.share, default=Likeness(0.0, ""))


class Corpus:
    """Texts of the product that many others are compared with, indexed once by their runs."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self._names: list[str] = []
        self._places: dict[tuple[str, ...], tuple[int, ...]] = {}
        for place, (name, text) in enumerate(texts):
            self._names.append(name)
            for run in _runs(text):
                self._places[run] = (*self._places.get(run, ()), place)

    def likest(self, text: str) -> Likeness:
        """The text of the corpus that shares the most."""
        own = _runs(text)
        counted = Counter(place for run in own for place in self._places.get(run, ()))
        if not counted:
            return Likeness(0.0, "")
        place, count = counted.most_common(1)[0]
        return Likeness(count / len(own), self._names[place], is_everybodys=True)


@lru_cache(maxsize=256)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return frozenset(tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1))
