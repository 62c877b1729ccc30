"""The pages of evidence and its conclusions in a real browser: axe finds nothing, nothing sticks out."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import axe_core_python
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import Page, Route, sync_playwright

from attestry.effectiveness.tests.world import MFA
from attestry.ui.security import HEADERS
from attestry.ui.stylesheet import built_sheet

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
ORIGIN = "http://localhost"
AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text()
_CHROMIUM = Path("/usr/bin/chromium")
PAGES = (
    "/",
    "/search/?q=review",
    "/tests/",
    f"/tests/{MFA}/",
    f"/tests/{MFA}/items/?item=crm/ada",
    "/prove/CC6.1/",
    "/as-of/?as_of=2026-03-12",
    "/evidence/",
    "/evidence/0/",
    "/evidence/0/rows/files_account/",
    "/evidence/checkpoints/",
    "/evidence/hand-in/",
    "/connections/",
    "/connections/accounts/",
    "/connections/add/",
    "/connections/add/aws/",
    "/connections/tables/?source=files",
    "/controls/IAM-07/manual-test/",
)


@pytest.fixture(scope="module")
def in_browser() -> Iterator[Callable[..., Any]]:
    """Runs work on a browser in a thread of its own: the driver's event loop and the database keep apart."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        driver = thread.submit(lambda: sync_playwright().start()).result()
        path = str(_CHROMIUM) if _CHROMIUM.exists() else None
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = thread.submit(lambda: driver.chromium.launch(executable_path=path, args=arguments)).result()

        def run(
            work: Callable[[Page], Any], bodies: Mapping[str, bytes], address: str, **context: Any
        ) -> Any:
            return thread.submit(_open, browser, work, bodies, address, context).result()

        yield run
        thread.submit(browser.close).result()
        thread.submit(driver.stop).result()


def _open(browser, work, bodies, address, context) -> Any:
    opened = browser.new_context(**context)
    page = opened.new_page()
    page.complaints = []
    page.on("console", lambda said: said.type == "error" and page.complaints.append(said.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.route("**/*", lambda route: _answer(route, bodies))
    page.goto(ORIGIN + address)
    try:
        return work(page)
    finally:
        opened.close()


def _answer(route: Route, bodies: Mapping[str, bytes]) -> None:
    path = route.request.url.removeprefix(ORIGIN)
    if path in bodies:
        route.fulfill(body=bodies[path], headers={**HEADERS, "Content-Type": "text/html; charset=utf-8"})
    elif re.match(r"/ui/attestry\.\w+\.css", path):
        route.fulfill(body=built_sheet()[1], headers={"Content-Type": "text/css; charset=utf-8"})
    else:
        file = Path(finders.find(path.removeprefix(settings.STATIC_URL).split("?")[0]) or "missing")
        kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
        route.fulfill(body=file.read_bytes(), headers={"Content-Type": kind})


@pytest.fixture
def bodies_of(world, client_of):
    """The pages of addresses, as the lead is answered."""
    client = client_of(world.lead)
    return lambda *addresses: {address: client.get(address).content for address in addresses}


def examined(page: Page) -> tuple[int, list[Any], list[str]]:
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    width = page.evaluate("document.documentElement.scrollWidth")
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return (
        width,
        [(one["id"], [node["target"] for node in one["nodes"]][:4]) for one in found],
        page.complaints,
    )


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_and_nothing_sticks_out(in_browser, bodies_of, address, width, theme):
    size = {"width": width, "height": 900}
    reached, violations, complaints = in_browser(
        examined, bodies_of(address), address, viewport=size, color_scheme=theme
    )
    assert reached <= width
    assert violations == []
    assert complaints == []


def test_the_dialog_searches_while_one_types(in_browser, bodies_of):
    def search(page: Page) -> str:
        page.keyboard.press("Control+k")
        page.locator("#dialog-q").fill("second factor")
        title = "Everyone who can sign in has a strong second factor"
        hit = page.locator("#search-dialog [data-results] a", has_text=title).first
        hit.click()
        return page.locator("h1").inner_text()

    bodies = bodies_of("/", "/search/?q=second+factor", f"/tests/{MFA}/")
    assert in_browser(search, bodies, "/") == "Everyone who can sign in has a strong second factor"


def test_r5_a_person_walks_from_a_criterion_to_an_entrys_bytes_without_script(in_browser, bodies_of):
    def walk(page: Page) -> str:
        page.get_by_role("link", name="Prove it").click()
        page.locator("details.proof-more > summary").first.click()
        page.locator(".proof a[href='/evidence/0/'], .proof a[href^='/evidence/']").locator(
            "visible=true"
        ).first.click()
        return page.locator("a[href*='/bytes/']").first.get_attribute("href") or ""

    proof = bodies_of("/prove/CC6.1/")
    entries = set(re.findall(r"/evidence/\d+/", proof["/prove/CC6.1/"].decode()))
    bodies = {**proof, **bodies_of("/criteria/CC6.1/", *sorted(entries))}
    assert re.search(
        r"/bytes/[0-9a-f]{64}/", in_browser(walk, bodies, "/criteria/CC6.1/", java_script_enabled=False)
    )
