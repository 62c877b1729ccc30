"""Addresses of pages that another room may or may not offer."""

from __future__ import annotations

from functools import lru_cache

from django.urls import NoReverseMatch, reverse


@lru_cache(maxsize=8192)
def address(name: str, *arguments: object) -> str:
    """The address of a named page; nothing where no room offers it."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
