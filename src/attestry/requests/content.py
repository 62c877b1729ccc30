"""The requests of the library: what a firm usually asks for, by group, read and checked."""

from __future__ import annotations

from functools import cache

from pydantic import Field

from attestry.kit.content import Content, library, load_yaml
from attestry.requests.rules.kind import Frequency, RequestKind


class LibraryRequest(Content):
    """One thing to ask for."""

    id: str = Field(pattern=r"^PBC-\d{3}$")
    title: str = Field(min_length=1)
    text: str = Field(min_length=1)
    kind: RequestKind
    frequency: Frequency
    criteria: tuple[str, ...] = Field(min_length=1)
    controls: tuple[str, ...] = Field(min_length=1)


class LibraryGroup(Content):
    """Requests about the same part of a program."""

    title: str = Field(min_length=1)
    position: int = Field(ge=1)
    requests: tuple[LibraryRequest, ...] = Field(min_length=1)


@cache
def library_groups() -> tuple[LibraryGroup, ...]:
    """Every group in its order. Raises Invalid, with ``file:line: key: reason``."""
    files = sorted((library() / "requests").glob("*.yaml"))
    return tuple(sorted((load_yaml(one, LibraryGroup) for one in files), key=lambda group: group.position))
