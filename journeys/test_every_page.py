"""Every page that the menu leads to, and one of each kind below it, for every eye and every screen."""

from __future__ import annotations

import re

import pytest
from django.urls import resolve
from playwright.sync_api import Page

from journeys.keyboard import Keyboard

STICKING_OUT = """[...document.querySelectorAll("main *")].filter((one) =>
  document.documentElement.scrollWidth > innerWidth && one.getBoundingClientRect().right > innerWidth + 1
).map((one) => one.outerHTML.slice(0, 90)).slice(0, 3)"""
LEAVING = re.compile(r"/(sign-out|static|ui|export|leaf|bytes|download|note)\b|format=csv|\.pdf")


def kind_of(path: str) -> str:
    """The name of the page, whatever it is about, so that one page of each kind is enough."""
    return resolve(path.partition("?")[0]).url_name or ""


def pages(page: Page) -> list[str]:
    """One address of each kind that can be reached from the first page within two clicks."""
    found, waiting = {"today": "/"}, [("/", 0)]
    while waiting:
        path, depth = waiting.pop(0)
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, f"{path} answers {answer.status}"
        if depth == 2:
            continue
        for href in page.eval_on_selector_all(
            "a[href^='/']", "all => all.map((one) => one.getAttribute('href'))"
        ):
            clean = href.partition("#")[0]
            clean = clean if "?item=" in clean else clean.partition("?")[0]
            if clean and not LEAVING.search(href) and kind_of(clean) not in found:
                found[kind_of(clean)] = clean
                waiting.append((clean, depth + 1))
    return list(found.values())


@pytest.fixture(scope="module")
def reached() -> list[str]:
    """Filled by the first test that walks."""
    return []


def walked(in_sample, reached: list[str]) -> list[str]:
    """The addresses, walked once."""
    if not reached:
        reached += pages(in_sample("/"))
    return reached


def test_every_page_answers_and_the_walk_is_long(in_sample, reached) -> None:
    kinds = {kind_of(path) for path in walked(in_sample, reached)}

    assert {"today", "controls", "control", "control_tests", "control_test", "evidence", "entry"} <= kinds
    assert {"criteria", "criterion", "connections", "connection", "journal", "journal_entry"} <= kinds
    assert {"coverage", "control_coverage", "exposure", "control_exposure", "control_test_exposure"} <= kinds
    assert {"report_type", "effort", "assurance", "as_of", "audit_packages", "control_test_sample"} <= kinds


@pytest.mark.parametrize("width, theme", [(1440, "light"), (390, "dark")])
def test_axe_finds_nothing_and_nothing_sticks_out(in_sample, reached, width: int, theme: str) -> None:
    found = []
    page = in_sample("/", width=width, theme=theme)
    for path in walked(in_sample, reached):
        page.goto(path)
        found += [f"{path} {width}: sticks out: {one}" for one in page.evaluate(STICKING_OUT)]
        found += [f"{width} {theme}: {one}" for one in Keyboard(page).complaints()]
    assert found == []


def test_without_javascript_every_page_says_the_same_heading(in_sample, reached) -> None:
    paths = walked(in_sample, reached)
    page = in_sample("/", script=False)
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        assert page.locator("main h1").first.inner_text().strip(), path
