"""How the public page looks, and whether anybody outside sees it."""

from __future__ import annotations

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import sha256_hex
from attestry.trust_center.errors import PageRefused
from attestry.trust_center.logo import as_png
from attestry.trust_center.models import TrustPage
from attestry.trust_center.rules.changes import FEWEST_DAYS, MOST_DAYS, USUAL_DAYS
from attestry.trust_center.rules.looks import Accent

PAGE = "trust_page"
LONGEST_INTRO = 2000


@act("trust_center.keep_page")
def keep_page(
    actor: Actor,
    *,
    intro: str = "",
    contact: str = "",
    accent: Accent = Accent.INK,
    notice_days: int = USUAL_DAYS,
) -> TrustPage:
    """Settle what stands on top of the page, and how it looks. Raises PageRefused."""
    if len(intro) > LONGEST_INTRO:
        raise PageRefused("intro", f"{LONGEST_INTRO} characters at most.")
    if not FEWEST_DAYS <= notice_days <= MOST_DAYS:
        raise PageRefused("notice_days", f"From {FEWEST_DAYS} to {MOST_DAYS} days.")
    page = _page()
    before = page.record()
    page.intro, page.contact = intro.strip(), contact.strip()
    page.accent, page.notice_days = Accent(accent).value, notice_days
    return _kept(page, before)


@act("trust_center.open_page")
def open_page(actor: Actor, *, is_open: bool) -> TrustPage:
    """Show the page to the world, or to nobody any more."""
    page = _page()
    before = page.record()
    page.is_open = is_open
    return _kept(page, before)


@act("trust_center.keep_page", offered=False)
def set_logo(actor: Actor, *, data: bytes) -> TrustPage:
    """Take a picture as the logo, written anew as a PNG; nothing takes it away. Raises LogoRefused."""
    page = _page()
    before = {"logo": page.logo_digest}
    page.logo = as_png(data) if data else b""
    page.logo_digest = sha256_hex(page.logo) if data else ""
    page.updated_at = clock.now()
    page.save()
    record(PAGE, before=before, after={"logo": page.logo_digest})
    return page


def _page() -> TrustPage:
    return TrustPage.objects.select_for_update().first() or TrustPage(updated_at=clock.now())


def _kept(page: TrustPage, before: dict[str, object]) -> TrustPage:
    page.updated_at = clock.now()
    page.save()
    record(PAGE, before=before, after=page.record())
    return page
