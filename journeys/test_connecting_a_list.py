"""Somebody hands in a list of accounts, sees who lacks a second factor, and shows that it was put right."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

HEAD = "account_id,system,sign_in_name,kind,person_email,is_active,mfa_factor\n"


@pytest.fixture
def accounts(tmp_path):
    path = tmp_path / "accounts.csv"
    path.write_text(
        HEAD
        + "crm/ada,crm,ada,person,ada@example.org,true,app\n"
        + "crm/ben,crm,ben,person,ben@example.org,true,none\n"
    )
    return path


def until(page: Page, path: str, words: str) -> None:
    """Load a page again until it says something; the line runs beside it."""
    page.goto(path)
    found = page.locator("main").get_by_text(re.compile(words)).first
    for _ in range(40):
        if found.count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    expect(found).to_be_visible()


def test_a_list_is_connected_fails_is_put_right_and_passes(in_started, accounts) -> None:
    page = in_started("/connections/")
    page.locator("a[href='/connections/add/']").first.click()
    page.locator("a[href='/connections/add/files/']").first.click()
    page.get_by_label("Name", exact=True).fill("crm-accounts")
    page.get_by_label("What the file lists").select_option("account")
    page.get_by_label("File", exact=True).fill(str(accounts))
    page.get_by_role("button", name="Connect").click()
    page.wait_for_url("**/connections/crm-accounts/")

    test = "/tests/files-mfa-on-active-accounts/"
    until(page, test, "1 of 2 fail")
    expect(page.locator("main").get_by_text("crm/ben").first).to_be_visible()

    accounts.write_text(accounts.read_text().replace("none", "passkey"))
    page.goto("/connections/crm-accounts/")
    page.get_by_role("button", name="Collect now").click()
    expect(page.get_by_text("asked for").first).to_be_visible()

    until(page, test, "[Aa]ll 2 hold")
    history = page.get_by_role("table", name="History of results")
    expect(history.get_by_text("1 of 2 fail").first).to_be_visible()


def test_a_file_with_something_wrong_is_refused_with_line_and_reason(in_started, tmp_path) -> None:
    path = tmp_path / "vendors.csv"
    path.write_text("vendor_id,is_subprocessor\nacme,maybe\n")
    page = in_started("/connections/add/files/")
    page.get_by_label("Name", exact=True).fill("vendors")
    page.get_by_label("What the file lists").select_option("vendor")
    page.get_by_label("File", exact=True).fill(str(path))
    page.get_by_role("button", name="Connect").click()

    until(page, "/connections/vendors/", r"vendors\.csv:2: is_subprocessor")
