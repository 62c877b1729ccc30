"""The library holds content that an auditor can read, and no Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lint.source import Complaint, Source

_MESSAGE = "The library is content only. Code that reads it belongs to the room whose noun it is."


def check(sources: Iterable[Source]) -> Iterator[Complaint]:
    """Complain about Python below ``library``."""
    for source in sources:
        if source.is_python and source.in_package[:1] == ("library",):
            yield source.complain(1, _MESSAGE)
