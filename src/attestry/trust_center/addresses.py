"""The addresses of the public side, and where the world finds them."""

from __future__ import annotations

from django.urls import reverse

from attestry.notices.queries.links import public_origin

HOME = "/trust/"
CONFIRM, LEAVE = "trust_updates_confirm", "trust_updates_leave"


def public_address(name: str, *arguments: object) -> str:
    """The whole address of a public page; only its path where no origin is known."""
    return f"{public_origin()}{reverse(name, args=arguments)}"
