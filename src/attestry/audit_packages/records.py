"""What the records of a package say: the controls in force, and the intervals that were recorded.

Nothing seals what a record says but the package's own signature, so it is read strictly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from attestry.audit_packages.reading import PackageFile
from attestry.audit_packages.rules import layout

# What is raised where a line of a package does not say what it should.
MISREAD = (orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError)

_KINDS = frozenset({"test", "control"})
_SPAN = (str, str, str, str, int | None, int | None)

Spans = list[list[Any]]


@dataclass(frozen=True, slots=True)
class InForce:
    """A control in force, and the control tests that speak to it."""

    key: str
    title: str
    tests: tuple[str, ...]


def controls(package: PackageFile) -> list[InForce]:
    """The controls in force. Raises KeyError, TypeError or ValueError where the record says no such thing."""
    said = orjson.loads(bytes(package.bytes_of(layout.PROGRAM)))["controls"]
    found = [InForce(one["key"], one["title"], tuple(one["tests"])) for one in said]
    if not all(isinstance(word, str) for one in found for word in (one.key, one.title, *one.tests)):
        raise ValueError("a control is said in words")
    if len({one.key for one in found}) != len(found):
        raise ValueError("a control is said twice")
    return found


def recorded(package: PackageFile) -> dict[tuple[str, str], Spans]:
    """The recorded intervals of each test and control. Raises as ``controls`` does."""
    found: dict[tuple[str, str], Spans] = {}
    for line in package.lines_of(layout.INTERVALS):
        said = orjson.loads(line)
        of, spans = (said["of"], said["id"]), said["spans"]
        if of[0] not in _KINDS or not isinstance(of[1], str) or of in found:
            raise ValueError(f"intervals of {of[0]} {of[1]} are none, or recorded twice")
        if not all(_is_span(one) for one in spans):
            raise ValueError(f"what was recorded of {of[1]} is no interval")
        found[of] = spans
    return found


def _is_span(said: Any) -> bool:
    return (
        isinstance(said, list)
        and len(said) == len(_SPAN)
        and all(isinstance(part, kind) for part, kind in zip(said, _SPAN, strict=True))
    )
