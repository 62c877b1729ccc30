"""A text in Markdown taken apart at its headings, so that a passage of it can be shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_MARK = re.compile(r"\s*\{#[^}]*\}\s*$")


def sections_of(text: str) -> Iterator[tuple[str, str]]:
    """Each heading with the words under it, up to the next; headings without words are left out."""
    title, lines = "", list[str]()
    for line in [*text.split("\n"), "# "]:
        found = _HEADING.match(line)
        if found is None:
            lines.append(line)
            continue
        if words := " ".join(" ".join(lines).split()):
            yield title or "Beginning", words
        title, lines = _MARK.sub("", found[1]), []
