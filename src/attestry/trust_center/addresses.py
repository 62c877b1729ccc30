"""The addresses of the public side, and where the world finds them."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

HOME = "/trust/"
CONFIRM, LEAVE = "trust_updates_confirm", "trust_updates_leave"


def public_address(name: str, *arguments: object) -> str:
    """The whole address of a public page: on the trust center's own host, else on the application's."""
    return f"{public_origin()}{reverse(name, args=arguments)}"


def public_origin() -> str:
    """Scheme and host that the world finds the page under; empty where neither was set."""
    if settings.TRUST_HOST:
        scheme = "https" if settings.SESSION_COOKIE_SECURE else "http"
        return f"{scheme}://{settings.TRUST_HOST}"
    origins = settings.CSRF_TRUSTED_ORIGINS
    return str(origins[0]).rstrip("/") if origins else ""
