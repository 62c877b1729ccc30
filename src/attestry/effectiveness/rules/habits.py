"""Habits of judging, told from when and in which words people judged: stamps and boilerplate."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

SOON = timedelta(minutes=1)
WINDOW = timedelta(minutes=10)
MANY = 5
ALIKE = 0.8
_SHINGLE = 3
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Judged:
    """One judgement: by whom, when, about which control; ``asked_at``: when it was put before them."""

    control: str
    by: str
    at: datetime
    asked_at: datetime | None = None


def stamped(judged: Sequence[Judged]) -> frozenset[int]:
    """The places of judgements that nobody can have thought about.

    One is stamped where the same person gave another within the minute before it, where it was given
    within a minute of being asked for, or where it is one of more than five of theirs in ten minutes.
    """
    found = {n for n, one in enumerate(judged) if one.asked_at and one.at - one.asked_at < SOON}
    by_person: dict[str, list[int]] = defaultdict(list)
    for number in sorted(range(len(judged)), key=lambda n: judged[n].at):
        by_person[judged[number].by].append(number)
    for numbers in by_person.values():
        instants = [judged[number].at for number in numbers]
        for place, number in enumerate(numbers):
            if place and instants[place] - instants[place - 1] < SOON:
                found.add(number)
            first = bisect_left(instants, instants[place] - WINDOW)
            if place - first + 1 > MANY:
                found.update(numbers[first : place + 1])
    return frozenset(found)


def repeated(texts: Sequence[str]) -> frozenset[int]:
    """The places of texts that say nearly the same as another one.

    Two are alike where their sets of three words in a row overlap by 80 % or more (Jaccard). Numbers,
    ids and punctuation count for nothing: a sentence with another month in it is the same sentence.
    """
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        groups[tuple(_WORD.findall(text.lower()))].append(number)
    alike = {words for words, numbers in groups.items() if len(numbers) > 1}
    by_size = sorted(((words, _shingles(words)) for words in groups), key=lambda pair: len(pair[1]))
    for place, (one, shingles) in enumerate(by_size):
        for other, longer in by_size[place + 1 :]:
            if len(shingles) < ALIKE * len(longer):
                break
            if not {one, other} <= alike and _overlap(shingles, longer) >= ALIKE:
                alike |= {one, other}
    return frozenset(number for words in alike for number in groups[words])


def _shingles(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    if len(words) <= _SHINGLE:
        return frozenset({words})
    return frozenset(words[start : start + _SHINGLE] for start in range(len(words) - _SHINGLE + 1))


def _overlap(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    return len(one & other) / len(one | other)
