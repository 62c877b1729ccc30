"""Somebody who never touches the mouse."""

from __future__ import annotations


def test_the_first_tab_skips_to_the_content(in_sample) -> None:
    page = in_sample("/controls/")
    page.keyboard.press("Tab")
    assert "skip" in page.locator(":focus").inner_text().lower()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main") or page.evaluate("document.activeElement.tagName") == "MAIN"


def test_j_and_k_walk_the_rows_and_enter_opens_one(in_sample) -> None:
    page = in_sample("/controls/")
    page.keyboard.press("j")
    first = page.locator(":focus").get_attribute("href")
    page.keyboard.press("j")
    assert page.locator(":focus").get_attribute("href") != first
    page.keyboard.press("k")
    assert page.locator(":focus").get_attribute("href") == first
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{first}")


def test_control_k_searches_everything(in_sample) -> None:
    page = in_sample("/")
    page.keyboard.press("Control+k")
    page.keyboard.type("second factor")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    assert page.locator("main").get_by_text("second factor").count()


def test_slash_goes_to_the_search_of_the_list(in_sample) -> None:
    page = in_sample("/tests/")
    page.keyboard.press("/")
    page.keyboard.type("encrypted")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=encrypted**")
    assert "encrypted" in page.locator("main table").first.inner_text().lower()
