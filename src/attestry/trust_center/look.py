"""How pages of those outside look: the organization's accent, its logo, and whom to write to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from attestry.trust_center.models import TrustPage
from attestry.trust_center.rules.looks import Accent
from attestry.ui.addresses import address


@dataclass(frozen=True, slots=True)
class Look:
    """What the layout needs that a page does not say."""

    accent: str = Accent.INK
    logo: str = ""
    contact: str = ""
    is_open: bool = False


def look_now() -> Look:
    """As it is settled now; one query."""
    page = TrustPage.objects.defer("logo", "intro").first()
    return look_of(page.accent, page.logo_digest, page.contact, is_open=page.is_open) if page else Look()


def look_of(accent: str, logo_digest: str, contact: str, *, is_open: bool) -> Look:
    """The look of a page with these settings."""
    logo = address("trust_logo", logo_digest[:16]) if logo_digest else ""
    return Look(str(accent), logo, contact, is_open)


def around(_request: HttpRequest) -> dict[str, Callable[[], Look]]:
    """Context processor: asks nothing unless the layout of those outside does."""
    return {"trust_look": look_now}
