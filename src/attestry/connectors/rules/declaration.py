"""What a source declares of itself: settings, read scopes, streams. The shape of its manifest."""

from __future__ import annotations

import re
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from attestry.kit.content import Content

_SPAN = re.compile(r"^(\d+)([mhd])$")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_LONGEST_SECONDS = 10**10


def span(text: Any) -> timedelta:
    """A span written as ``30m``, ``26h`` or ``7d``. Raises ValueError otherwise."""
    found = _SPAN.match(text) if isinstance(text, str) else None
    if not found:
        raise ValueError("is a span such as 30m, 26h or 7d")
    return timedelta(**{_UNITS[found.group(2)]: int(found.group(1))})


Span = Annotated[timedelta, BeforeValidator(span)]


def sealed_span(seconds: object) -> timedelta:
    """A span that was sealed as seconds. Raises ValueError for one that would lead out of the calendar."""
    if not isinstance(seconds, int) or not 0 <= seconds <= _LONGEST_SECONDS:
        raise ValueError(f"{seconds!r} is no span")
    return timedelta(seconds=seconds)


class StreamKind(StrEnum):
    """Whether a stream is an inventory or a record of what happened."""

    STATE = "state"
    EVENT = "event"


class FieldDeclaration(Content):
    """One setting or secret that a person fills in."""

    name: str
    kind: Literal["text", "path", "integer", "boolean", "list", "choice"] = "text"
    title: str
    help: str = ""
    required: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()


class Scope(Content):
    """One read scope that the source asks for, and why."""

    name: str
    why: str


class Stream(Content):
    """One stream: its tables are sealed together as one snapshot.

    ``resources`` are those of its tables whose rows are things that a system may be made of: whoever
    draws the boundary is asked about each.
    """

    id: str
    kind: StreamKind
    title: str
    summary: str
    tables: tuple[str, ...] = Field(min_length=1)
    every: Span
    fresh_for: Span
    personal: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _resources_are_tables(self) -> Self:
        for name in self.resources:
            if name not in self.tables:
                raise ValueError(f"resources: {name} is none of its tables")
        return self


class Manifest(Content):
    """A source's manifest.yaml."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    summary: str
    settings: tuple[FieldDeclaration, ...] = ()
    secrets: tuple[FieldDeclaration, ...] = ()
    scopes: tuple[Scope, ...] = ()
    streams: tuple[Stream, ...] = Field(min_length=1)

    def stream(self, stream_id: str) -> Stream:
        """The stream of that id. Raises KeyError where there is none."""
        for stream in self.streams:
            if stream.id == stream_id:
                return stream
        raise KeyError(stream_id)
