"""Every address of the product, with made-up values for what it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, get_resolver

from attestry.project.rooms import ROOMS
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


@cache
def _rooms_by_name() -> dict[str, str]:
    """Whose list each address stands in: a view may be made by a room below."""
    modules = {room.name: f"{room.module}.urls" for room in ROOMS if room.is_app}
    return {
        str(pattern.name): room
        for room, module in modules.items()
        if find_spec(module)
        for pattern in import_module(module).urlpatterns
    }


def _walk(prefix: str, patterns: list[URLPattern | URLResolver]) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(route, pattern.url_patterns)
        else:
            path = _ARGUMENT.sub(lambda found: _SAMPLES[found.group(1) or "str"], route)
            name = pattern.name or route
            room = _rooms_by_name().get(name) or pattern.callback.__module__.split(".")[1]
            is_public = bool(getattr(pattern.callback, "is_public", False))
            is_for_readers = bool(getattr(pattern.callback, FOR_READERS, False))
            yield Address(name, path, room, is_public, is_for_readers)
