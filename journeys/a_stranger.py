"""A customer's reviewer in a browser of their own, on the trust center's own host."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from playwright.sync_api import Browser, Page

from journeys.a_report_to_read import ToRead
from journeys.keyboard import Keyboard
from journeys.somebody import Somebody
from journeys.test_every_page import STICKING_OUT

THEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
HOMOGRAPH = "r\N{CYRILLIC SMALL LETTER A}e@acme.example.com"


class Looked(Somebody):
    """Somebody whose every page is looked at with axe, and whether anything sticks out of it."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.complaints: list[str] = []

    def look(self) -> None:
        """Keep what is wrong with the page as it stands, all of it unfolded, in either theme."""
        self.open_all()
        for theme in THEMES:
            self.page.emulate_media(color_scheme=theme)
            self.complaints += [f"{theme}: {one}" for one in Keyboard(self.page).complaints()]
        self.complaints += [f"{self.page.url}: sticks out: {one}" for one in self.page.evaluate(STICKING_OUT)]

    def words(self) -> str:
        """What the page says, on one line."""
        return " ".join(super().words().split())

    def follow(self, link: str) -> None:
        """Follow a link of the page, and look."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("link", name=link, exact=True).first.click()
        self.look()


@contextmanager
def at_their_desk(browser: Browser, address: str, width: int, session: str = "") -> Iterator[Looked]:
    """A browser of a width; of a user of the program where there is a session."""
    # Without motion, so that no colour is looked at on its way from one theme to the other.
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    context.set_default_timeout(15_000)
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    yield Looked(context.new_page())
    context.close()


def ask(rae: Looked, email: str, company: str) -> None:
    """From the trust page to the form; an address that deceives is refused on its field."""
    rae.see("/trust/")
    rae.look()
    rae.follow("Ask for this report")
    said = {"name": "Rae Jones", "company": company, "title": "Vendor risk", "purpose": "vendor_review"}
    # The browser would not send it; whoever deceives has one that does.
    rae.page.evaluate("document.forms[0].noValidate = true")
    refused = rae.try_to("Ask for it", email=HOMOGRAPH, **said)
    assert refused.status == 422
    assert "can look like another letter" in rae.words()
    rae.look()
    rae.send("Ask for it", email=email, **said)
    assert "Look in your mailbox" in rae.words()
    rae.look()


def prove_the_mailbox(rae: Looked, home: ToRead, email: str) -> None:
    """The mailed link, and the button that it leads to."""
    rae.see(home.mailed(email, "Confirm"))
    rae.look()
    rae.send("Yes, I asked")


def decide(lead: Looked, company: str) -> None:
    """The lead finds the request and lets its maker in."""
    lead.see("/readers/requests/")
    lead.look()
    with lead.page.expect_navigation():
        lead.page.locator("main tbody tr").filter(has_text=company).get_by_role("link").first.click()
    lead.look()
    lead.send("Let them in", days=30)
    assert "Approved" in lead.words()
    lead.look()


def sign(rae: Looked, home: ToRead, email: str) -> None:
    """Signed in by the second mail, the reader reads the agreement, signs it, and opens the report."""
    rae.see(home.mailed(email, "You may read"))
    rae.look()
    rae.send("Sign in")
    assert "Next: sign the agreement" in rae.words()
    rae.look()
    rae.follow("Sign the agreement")
    rae.page.get_by_label("I read it").check()
    rae.send("I agree and sign", name="Rae Jones", title="Vendor risk")
    rae.look()
    rae.follow("Open the report")
