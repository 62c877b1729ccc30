"""What every made page begins with, and how its tables and spans are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta


def page(title: str, *parts: str) -> str:
    """A whole page from its parts, each separated by a blank line."""
    made = "<!-- Made by “make docs”; change what it is made from. -->"
    return "\n\n".join([f"# {title}", made, *(part.strip("\n") for part in parts)]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; a bar or a line break inside a cell is written so that it stays there."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def span(length: timedelta) -> str:
    """A span in its largest whole unit."""
    minutes = int(length.total_seconds() // 60)
    for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes % size == 0:
            count = minutes // size
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    raise ValueError(f"{length} is less than a minute")
