"""Whole addresses of pages, as mails carry them: the public side's on its own host where it has one."""

from __future__ import annotations

from django.conf import settings

_PUBLIC_SIDE = "/trust/"


def link_to(path: str) -> str:
    """The whole address of a page; nothing where it is not known by which name this home is reached."""
    origin = public_origin() if path.startswith(_PUBLIC_SIDE) else _own_origin()
    return f"{origin}{path}" if path and origin else ""


def public_origin() -> str:
    """Scheme and host that strangers and readers come by: the trust center's own, else this home's."""
    if settings.TRUST_HOST:
        scheme = "https" if settings.SESSION_COOKIE_SECURE else "http"
        return f"{scheme}://{settings.TRUST_HOST}"
    return _own_origin()


def _own_origin() -> str:
    origins = settings.CSRF_TRUSTED_ORIGINS
    return str(origins[0]).rstrip("/") if origins else ""
