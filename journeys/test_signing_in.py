"""Somebody opens the link that the shell printed, and sees how things stand."""

from __future__ import annotations

from playwright.sync_api import Browser

from attestry.cli.tests.shell import attestry
from journeys.homes import Served


def test_the_printed_link_leads_to_today_and_works_once(browser: Browser, started: Served) -> None:
    attestry(started.home, "user", "add", "ada@example.org", "--name", "Ada", "--role", "compliance_lead")
    link = attestry(started.home, "user", "link", "ada@example.org").stdout.strip()
    page = browser.new_page()

    page.goto(link)

    assert page.url == started.address + "/"
    assert page.locator("main h1").is_visible()

    stranger = browser.new_page()
    assert stranger.goto(link).status == 404 or "used" in stranger.locator("main").inner_text()
    assert stranger.goto(started.address + "/").url.startswith(started.address + "/sign-in/")
    stranger.close()
    page.close()


def test_a_newcomer_is_told_what_to_do_next(in_started) -> None:
    page = in_started("/")

    assert page.get_by_text("Security").count() or page.get_by_text("fails").count()
    page.locator("summary", has_text="Observation").click()
    page.get_by_role("link", name="Control tests").first.click()
    assert "/tests/" in page.url


def test_the_sample_company_is_marked_on_every_page(in_sample) -> None:
    page = in_sample("/")
    for path in ("/", "/controls/", "/tests/", "/evidence/", "/journal/"):
        page.goto(path)
        assert (
            page.get_by_text("made up", exact=False).count()
            or page.get_by_text("sample", exact=False).count()
        )
