"""Whole addresses of pages, as mails carry them."""

from __future__ import annotations

from django.conf import settings


def link_to(path: str) -> str:
    """The whole address of a page; nothing where it is not known by which name this home is reached."""
    origins = settings.CSRF_TRUSTED_ORIGINS
    return f"{origins[0].rstrip('/')}{path}" if path and origins else ""
