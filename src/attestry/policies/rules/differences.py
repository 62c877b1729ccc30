"""What differs between two texts, line by line and, within a changed line, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

AROUND = 2
MOST_WORDS = 600
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Change(StrEnum):
    """What happened to a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line; of a line that changed, those that did are told apart."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the comparison; ``skipped`` counts the same lines that one of them stands for."""

    change: Change
    pieces: tuple[Piece, ...] = ()
    skipped: int = 0


def differences(before: str, after: str) -> tuple[Line, ...]:
    """Both texts as one: removed lines, added lines, and two same lines around them."""
    old, new = before.split("\n"), after.split("\n")
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    lines: list[Line] = []
    for tag, old_from, old_until, new_from, new_until in matcher.get_opcodes():
        if tag == "equal":
            is_first, is_last = old_from == 0, old_until == len(old)
            lines.extend(_kept(old[old_from:old_until], is_first=is_first, is_last=is_last))
        else:
            lines.extend(_changed(old[old_from:old_until], new[new_from:new_until]))
    return tuple(lines) if before != after else ()


def _kept(same: list[str], *, is_first: bool, is_last: bool) -> Iterator[Line]:
    head = 0 if is_first else AROUND
    tail = 0 if is_last else AROUND
    if len(same) <= head + tail + 1:
        yield from (Line(Change.SAME, (Piece(text),)) for text in same)
        return
    yield from (Line(Change.SAME, (Piece(text),)) for text in same[:head])
    yield Line(Change.SKIPPED, skipped=len(same) - head - tail)
    yield from (Line(Change.SAME, (Piece(text),)) for text in same[len(same) - tail :])


def _changed(old: list[str], new: list[str]) -> Iterator[Line]:
    pairs = [_told_apart(before, after) for before, after in zip(old, new, strict=False)]
    yield from (Line(Change.REMOVED, removed) for removed, _ in pairs)
    yield from (Line(Change.REMOVED, (Piece(text, is_changed=True),)) for text in old[len(pairs) :])
    yield from (Line(Change.ADDED, added) for _, added in pairs)
    yield from (Line(Change.ADDED, (Piece(text, is_changed=True),)) for text in new[len(pairs) :])


def _told_apart(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return (Piece(before, is_changed=True),), (Piece(after, is_changed=True),)
    removed: list[Piece] = []
    added: list[Piece] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_until, new_from, new_until in matcher.get_opcodes():
        if old_until > old_from:
            removed.append(Piece("".join(old[old_from:old_until]), tag != "equal"))
        if new_until > new_from:
            added.append(Piece("".join(new[new_from:new_until]), tag != "equal"))
    return tuple(removed), tuple(added)
