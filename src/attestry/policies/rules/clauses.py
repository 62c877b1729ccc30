"""The text of a policy: its digest, the clauses marked in it, and the places left to fill.

A heading that ends in ``{#POL-06.4}`` holds the fourth clause that the template POL-06 asks for.
A clause is there when words stand under its heading; a heading alone says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from attestry.kit.digest import sha256_hex

LONGEST = 200_000
FEWEST_WORDS = 12
MARK = re.compile(r"\s*\{#([A-Za-z0-9][A-Za-z0-9.-]*)\}\s*$")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_PLACE = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Clause:
    """Something that a policy has to say, by its mark."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class _Section:
    level: int
    mark: str
    words: int


def normal(text: str) -> str:
    """The text as it is kept: lines end in a line feed, without spaces before it, one at the end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def digest_of(text: str) -> str:
    """The SHA-256 of the text's UTF-8 bytes: that of the file that the text is exported as."""
    return sha256_hex(text.encode())


def clauses_in(text: str) -> tuple[str, ...]:
    """The marks of the clauses that a text has, in its order, those that say something."""
    sections = list(_sections(text))
    found: list[str] = []
    for position, section in enumerate(sections):
        if section.mark and section.mark not in found and _said(sections, position) >= FEWEST_WORDS:
            found.append(section.mark)
    return tuple(found)


def places_to_fill(text: str) -> tuple[str, ...]:
    """The names of what ``{{ name }}`` still stands for, once each."""
    return tuple(dict.fromkeys(_PLACE.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with each ``{{ name }}`` that ``values`` knows and does not leave empty put in."""
    return _PLACE.sub(lambda found: values.get(found[1], "") or found[0], text)


def _said(sections: list[_Section], position: int) -> int:
    """The words under a heading, those of its sub-headings too."""
    head = sections[position]
    count = head.words
    for section in sections[position + 1 :]:
        if section.level <= head.level:
            break
        count += section.words
    return count


def _sections(text: str) -> Iterator[_Section]:
    level, mark, words, fence = 0, "", 0, ""
    for line in text.split("\n"):
        fenced = _FENCE.match(line)
        if fence:
            fence = "" if fenced and fenced[1].startswith(fence) else fence
            words += len(_WORD.findall(line))
            continue
        heading = _HEADING.match(line)
        if heading:
            if level:
                yield _Section(level, mark, words)
            marked = MARK.search(heading[2])
            level, mark, words = len(heading[1]), marked[1] if marked else "", 0
        else:
            fence = fenced[1] if fenced else ""
            words += 0 if fenced else len(_WORD.findall(line))
    if level:
        yield _Section(level, mark, words)
