"""The pages of scope, readiness and reports in a real browser: nothing for axe to find, nothing sideways."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import axe_core_python
import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import sync_playwright

from attestry.control_tests.models import Aspect
from attestry.control_tests.rules.outcome import Outcome
from attestry.readiness.tests.samples import a_finding, a_test_of, an_answer

pytestmark = pytest.mark.browser
ORIGIN = "http://localhost"
AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text()
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
STICKING_OUT = """[...document.querySelectorAll("main *")].filter((one) =>
  document.documentElement.scrollWidth > innerWidth && one.getBoundingClientRect().right > innerWidth + 1
).map((one) => one.outerHTML.slice(0, 90)).slice(0, 5)"""
PAGES = (
    "/criteria/",
    "/criteria/CC6.1/",
    "/controls/",
    "/controls/IAM-02/",
    "/controls/own/new/",
    "/readiness/",
    "/report-type/",
    "/effort/",
    "/frameworks/",
    "/frameworks/gdpr/",
    "/categories/",
    "/glossary/",
    "/scope/",
    "/scope/services/",
    "/scope/data-stores/",
    "/scope/boundary/",
    "/scope/resources/",
    "/reports/",
)


def answering(bodies):
    """Answer the browser from pages that were rendered before; refuse every other host."""

    def answer(route):
        path = route.request.url.removeprefix(ORIGIN).split("#")[0]
        if path in bodies:
            body, headers = bodies[path]
            route.fulfill(body=body, headers=headers)
        elif path.startswith("/static/"):
            file = Path(finders.find(path.removeprefix("/static/").split("?")[0]))
            route.fulfill(body=file.read_bytes(), headers={"Content-Type": KINDS[file.suffix]})
        else:
            route.abort()

    return answer


def walk(bodies, width, theme):
    """What is wrong with any of the pages, as lines."""
    path = Path("/usr/bin/chromium")
    wrong = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(path) if path.exists() else None, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme).new_page()
        page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
        page.route("**/*", answering(bodies))
        for address in PAGES:
            page.goto(f"{ORIGIN}{address}")
            page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
            wrong += [f"{address}: sticks out: {one}" for one in page.evaluate(STICKING_OUT)]
            page.evaluate(AXE)
            for found in page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]:
                wrong.append(f"{address}: {found['id']}: {found['nodes'][0]['html'][:120]}")
        browser.close()
    return wrong


@pytest.fixture
def bodies(lead):
    """Every page, and the style sheet that it names, as the server answers them."""
    an_answer(a_test_of("IAM-02"), failed=3, passed=7)
    a_finding("IAM-02", Aspect.DESIGN, Outcome.PASS)
    lead.post("/criteria/CC6.1/rate/", {"judgement": "partly", "reason": "Leavers keep access."})
    answers = {path: lead.get(path) for path in PAGES}
    sheets = set(re.findall(r'<link rel="stylesheet" href="([^"]+)"', answers["/criteria/"].content.decode()))
    answers |= {path: lead.get(path) for path in sheets if not path.startswith("/static/")}
    return {path: (found.content, dict(found.headers)) for path, found in answers.items()}


@pytest.mark.parametrize("width, theme", [(1440, "light"), (390, "dark")])
def test_axe_finds_nothing_and_nothing_sticks_out(bodies, width, theme):
    # In a thread of its own: the driver's event loop and the database keep apart.
    with ThreadPoolExecutor(max_workers=1) as thread:
        assert thread.submit(walk, bodies, width, theme).result() == []
