"""A newcomer leads the program from an empty home to a verified fix and a closed step, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from journeys.homes import served
from journeys.keyboard import Keyboard

LEFT_OUT = ("Availability", "Processing integrity", "Confidentiality", "Privacy")
PARTS = ("Infrastructure", "Software", "People", "Procedures", "Data")


@pytest.fixture
def newcomer(browser: Browser, tmp_path: Path) -> Iterator[Keyboard]:
    """Somebody at the first page of a home of their own."""
    with served(tmp_path / "home") as home:
        context = browser.new_context(base_url=home.address)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.goto(home.link)
        yield Keyboard(page)
        context.close()


def test_the_way_from_an_empty_home_to_a_verified_fix_and_a_closed_step(
    newcomer: Keyboard, browser: Browser
) -> None:
    found: list[str] = []
    decide_the_scope(newcomer, found)
    newcomer.menu("Settings", "Users")
    colleague = invited(newcomer, browser)
    begin_readiness(newcomer, found)
    address = a_gap_becomes_a_task(newcomer, found)
    fix_it(newcomer, address, found)
    colleague.page.goto(address)
    colleague.write("How it was checked", "The register names the risk and who answers for it.")
    colleague.button("The fix holds")
    found += colleague.complaints()
    newcomer.page.goto(address)
    newcomer.button("Close")
    expect(newcomer.page.locator("main").get_by_text("Closed").first).to_be_visible()
    close_the_first_step(newcomer, found)
    assert found == []


def decide_the_scope(keys: Keyboard, found: list[str]) -> None:
    """Wizard, services, categories with reasons, a driver, the boundary, what was found, the signature."""
    page = keys.page
    keys.menu("Scope", "Wizard")
    keys.press(page.get_by_label("You hold data about people"), "Space")
    keys.button("See what to choose")
    found += keys.complaints()
    keys.menu("Scope", "Services and data")
    keys.write("Name", "Rosters")
    keys.button("Add service")
    keys.menu("Scope", "Categories")
    for title in LEFT_OUT:
        for does, why in (
            (f"Choose {title.lower()}", "Looked at."),
            (f"Leave out {title.lower()}", "Not yet."),
        ):
            key = title.lower().replace(" ", "_")
            section = page.locator(f"#{key}")
            keys.press(section.get_by_label("Why it"), "ControlOrMeta+a")
            page.keyboard.type(why)
            keys.button(does, within=section)
    driver = page.locator("#drivers")
    keys.choose("Category", "Security", within=driver)
    keys.choose("Who asks", "Contract", within=driver)
    keys.write("Which", "Hartwell, section 14", within=driver)
    keys.button("Record it", within=driver)
    found += keys.complaints()
    keys.menu("Scope", "Boundary")
    for part in PARTS:
        keys.choose("Kind", part)
        keys.write("Name", f"{part} of rosters")
        keys.button("Add component")
    found += keys.complaints()
    keys.menu("Scope", "Discovered")
    while page.locator("main").get_by_label("Reason for ").nth(1).count():
        row = page.locator("main table form").first
        keys.press(row.get_by_label("Reason for "), "ControlOrMeta+a")
        page.keyboard.type("Part of it")
        keys.button("In", within=row)
        page.goto("/scope/resources/?verdict=undecided")
    found += keys.complaints()
    keys.menu("Scope", "Decision")
    keys.write("office", "Managing director")
    keys.button("Sign as version 1")
    found += keys.complaints()


def invited(keys: Keyboard, browser: Browser) -> Keyboard:
    """A colleague who may verify, signed in with the link that the page shows."""
    keys.write("Name", "Ada Okafor")
    keys.write("Mail address", "ada@example.org")
    keys.choose("Role", "Compliance lead", within=keys.page.locator("main form").last)
    keys.button("Add user")
    keys.button("Make sign-in link", within=keys.page.locator("main tr", has_text="ada@example.org"))
    context = browser.new_context(base_url=keys.page.url.rpartition("/users")[0])
    page = context.new_page()
    page.goto(keys.page.locator("main").get_by_text("/sign-in/").first.inner_text().strip())
    for name, email in (("Ada Okafor", "ada@example.org"), ("Bo Lindqvist", "bo@example.org")):
        keys.page.goto("/people/new/")
        keys.write("Name", name)
        keys.write("Mail address", email)
        keys.page.locator("main input[type=date]").first.fill("2025-01-07")
        keys.button("Add")
    return Keyboard(page)


def begin_readiness(keys: Keyboard, found: list[str]) -> None:
    """Where the newcomer stands: an assessment is begun, and the first criterion rated."""
    keys.menu("Readiness", "Comparison")
    keys.press(keys.page.get_by_label("The organization itself"), "Space")
    keys.write("Who assesses", "Ada Okafor")
    keys.write("How independent they are", "Reports to the owners.")
    keys.button("Begin")
    expect(keys.page.locator("main")).to_contain_text("Ada Okafor")
    found += keys.complaints()


def a_gap_becomes_a_task(keys: Keyboard, found: list[str]) -> str:
    """The gap that no risk is written down gets a task, with an owner and somebody else who verifies."""
    keys.menu("Remediation", "Gaps")
    found += keys.complaints()
    keys.link("Make ")
    found += keys.complaints()
    keys.choose("Owner of what has none", "Bo Lindqvist")
    keys.button("Make ")
    keys.menu("Remediation", "Tasks")
    keys.write("Search in tasks", "No risk is written down")
    with keys.page.expect_navigation():
        keys.page.keyboard.press("Enter")
    keys.link("No risk is written down")
    address = keys.page.url
    found += keys.complaints()
    keys.link("Plan")
    keys.choose("Owner", "Bo Lindqvist")
    keys.choose("Verifier", "Ada Okafor")
    keys.button("Save")
    keys.page.goto(address)
    keys.button("Start work")
    return address


def fix_it(keys: Keyboard, address: str, found: list[str]) -> None:
    """A risk is written down, a paper that shows it is sealed, and the task names it."""
    keys.menu("Registers", "Risks")
    keys.write("What may happen", "Rosters are lost with a laptop")
    keys.button("Write it down")
    found += keys.complaints()
    keys.menu("Observation", "Hand in a document")
    keys.press(keys.page.get_by_role("radio", name="Other"), "Space")
    keys.write("What it shows", "The register of risks, as printed")
    keys.page.get_by_label("File").set_input_files(
        {"name": "risks.txt", "mimeType": "text/plain", "buffer": b"Rosters are lost with a laptop: Bo."}
    )
    for label in ("Speaks of, from", "to, and including"):
        keys.page.get_by_label(label).fill("2026-01-05")
    keys.button("Seal it")
    found += keys.complaints()
    keys.page.goto(address)
    keys.press(keys.page.get_by_label("The register of risks, as printed"), "Space")
    keys.write("In a few words", "The first risk stands in the register.")
    keys.button("It is fixed")


def close_the_first_step(keys: Keyboard, found: list[str]) -> None:
    """The first step is closed, since all of its conditions hold."""
    keys.press(keys.page.get_by_role("navigation", name="Menu").get_by_role("link", name="Program"))
    keys.page.wait_for_url("**/program/")
    keys.button("Close step 1")
    expect(keys.page.locator("main").get_by_text("Closed", exact=True).first).to_be_visible()
    expect(keys.page.locator("main").get_by_text("Closed by override")).to_have_count(0)
    found += keys.complaints()
