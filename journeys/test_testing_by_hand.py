"""Somebody hands in a document, and records what they found about a control."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

IN_HALF_A_YEAR = (datetime.now(UTC) + timedelta(days=180)).date().isoformat()


def test_a_document_is_sealed_and_a_finding_rests_on_it(in_started, tmp_path) -> None:
    minutes = tmp_path / "minutes.txt"
    minutes.write_text("The board looked at the risks of the quarter.\n")
    page = in_started("/evidence/hand-in/")
    page.locator("input[name=kind][value=minutes]").check()
    page.locator("[name=dated_on]").fill("2026-03-30")
    page.locator("[name=attendees]").fill("Ada Lovelace\nBen Okoro")
    page.get_by_label("File", exact=True).set_input_files(minutes)
    page.get_by_label("What it shows").fill("Minutes of the board, first quarter")
    page.locator("[name=period_from]").fill("2026-01-01")
    page.locator("[name=period_until]").fill("2026-03-31")
    page.get_by_label("For controls").fill("GOV-03")
    page.get_by_role("button", name="Seal it").click()
    page.wait_for_url(re.compile(r"/evidence/\d+/$"))
    expect(page.locator("main").get_by_text("minutes.txt").first).to_be_visible()
    entry = re.search(r"/evidence/(\d+)/", page.url)[1]

    page.goto("/controls/GOV-03/manual-test/")
    page.locator("input[name=aspect][value=design]").check()
    page.locator("input[name=outcome][value=pass]").check()
    page.locator("[name=holds_until]").fill(IN_HALF_A_YEAR)
    page.locator("[name=conclusion]").fill("The minutes show that the board looks at risks each quarter.")
    page.locator(f"input[name=evidence][value='{entry}']").check()
    page.get_by_role("button", name="Seal the finding").click()
    expect(page.get_by_text("Your finding is sealed").first).to_be_visible()

    page.goto("/controls/GOV-03/")
    expect(page.locator("main").get_by_text("The minutes show that the board").first).to_be_visible()


def test_a_finding_without_evidence_is_refused(in_started) -> None:
    page = in_started("/controls/GOV-02/manual-test/")
    page.locator("input[name=aspect][value=operation]").check()
    page.locator("input[name=outcome][value=pass]").check()
    page.locator("[name=holds_until]").fill(IN_HALF_A_YEAR)
    page.locator("[name=conclusion]").fill("It was done, I am sure of it.")
    page.get_by_role("button", name="Seal the finding").click()

    expect(page.get_by_text("a finding without evidence shows nothing").first).to_be_visible()
