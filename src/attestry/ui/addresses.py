"""Addresses of pages that another room may or may not offer."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_urlconf, reverse


def address(name: str, *arguments: object) -> str:
    """The address of a named page; nothing where no room offers it."""
    return _address(get_urlconf() or settings.ROOT_URLCONF, name, arguments)


@lru_cache(maxsize=8192)
def _address(rooms: str, name: str, arguments: tuple[object, ...]) -> str:
    """A long page names the same thousand addresses each time."""
    try:
        return reverse(name, urlconf=rooms, args=arguments)
    except NoReverseMatch:
        return ""
