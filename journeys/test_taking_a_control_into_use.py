"""Somebody gives a control an owner, says that it is performed, and later that it no longer is."""

from __future__ import annotations

import re

from playwright.sync_api import expect

CONTROL = "/controls/GOV-01/"


def test_a_control_is_owned_goes_live_and_is_retired_with_a_reason(in_started) -> None:
    page = in_started(CONTROL)
    expect(page.get_by_role("button", name="Go live")).to_have_count(1)
    page.get_by_role("button", name="Go live").click()
    expect(page.get_by_text(re.compile("owner", re.IGNORECASE)).first).to_be_visible()

    page.goto(CONTROL)
    page.get_by_label("Owner").select_option(index=1)
    page.get_by_role("button", name=re.compile("owner|Assign|Name", re.IGNORECASE)).first.click()
    page.goto(CONTROL)
    page.get_by_role("button", name="Go live").click()
    page.goto(CONTROL)
    expect(page.get_by_role("button", name="Go live")).to_have_count(0)
    expect(page.locator("main").get_by_text("Live", exact=False).first).to_be_visible()

    page.get_by_text("Retire it").click()
    page.get_by_label("Why").fill("A broader one takes its place.")
    page.get_by_role("button", name="Retire", exact=False).last.click()
    page.goto(CONTROL)
    expect(page.locator("main").get_by_text("A broader one takes its place.").first).to_be_visible()

    page.goto("/journal/?q=GOV-01")
    expect(page.locator("main").get_by_text("controls.retire").first).to_be_visible()
