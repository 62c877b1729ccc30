"""Every address of the product, with made-up values for what it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from attestry.readers.access import FOR_READERS

_SAMPLES = {"int": "1", "slug": "x", "str": "x", "path": "x", "uuid": "00000000-0000-0000-0000-000000000000"}
_ARGUMENT = re.compile(r"<(?:(\w+):)?\w+>")


@dataclass(frozen=True, slots=True)
class Address:
    """One line of some room's ``urls.py``."""

    name: str
    path: str
    room: str
    is_public: bool
    is_for_readers: bool


def every_address() -> Iterator[Address]:
    """Walk the resolver, as Django does."""
    return _walk("/", get_resolver().url_patterns)


def _walk(prefix: str, patterns: list[URLPattern | URLResolver]) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(route, pattern.url_patterns)
        else:
            path = _ARGUMENT.sub(lambda found: _SAMPLES[found.group(1) or "str"], route)
            room = pattern.callback.__module__.split(".")[1]
            is_public = bool(getattr(pattern.callback, "is_public", False))
            is_for_readers = bool(getattr(pattern.callback, FOR_READERS, False))
            yield Address(pattern.name or route, path, room, is_public, is_for_readers)
