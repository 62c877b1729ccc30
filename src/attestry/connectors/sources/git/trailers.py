"""Trailers: the ``Name: value`` lines that close a commit message (git-interpret-trailers).

The last paragraph is a block of trailers where every line is one, or where at least a quarter
are and git itself wrote one of them (``Signed-off-by``, ``(cherry picked from commit …)``).
The title is never part of it. A line that begins with a blank continues the one before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

VALUE_LENGTH = 1000
_TRAILER = re.compile(r"([A-Za-z0-9-]+)[ \t]*:(.*)", re.DOTALL)
_BY_GIT = ("Signed-off-by: ", "(cherry picked from commit ")


@dataclass(frozen=True, slots=True)
class Trailer:
    """One trailer: its name in lower case, its value unfolded onto one line."""

    name: str
    value: str


def parse_trailers(message: str) -> list[Trailer]:
    """The trailers of a commit message, in order."""
    block = _last_paragraph(message)
    folded: list[str] = []
    for line in block:
        if line[:1] in (" ", "\t") and folded:
            folded[-1] += " " + line.strip()
        else:
            folded.append(line)
    matches = [_TRAILER.fullmatch(line) for line in folded]
    if not _is_block(folded, sum(match is not None for match in matches)):
        return []
    return [
        Trailer(match[1].lower(), match[2].strip()[:VALUE_LENGTH]) for match in matches if match is not None
    ]


def _last_paragraph(message: str) -> list[str]:
    lines = message.rstrip().split("\n")
    for index in range(len(lines) - 1, 0, -1):
        if not lines[index].strip():
            return lines[index + 1 :] if any(line.strip() for line in lines[:index]) else []
    return []


def _is_block(lines: list[str], trailers: int) -> bool:
    if not lines or trailers == len(lines):
        return bool(lines)
    by_git = sum(line.startswith(_BY_GIT) for line in lines)
    recognized = trailers + sum(line.startswith(_BY_GIT[1]) for line in lines)
    return by_git > 0 and recognized * 3 >= len(lines) - recognized
