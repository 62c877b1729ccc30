"""What is still being made is followed in a real browser until it is there, whatever happens in between."""

from pathlib import Path

import pytest

from attestry.ui.tests.conftest import ORIGIN

pytestmark = pytest.mark.browser
SCRIPT = (Path(__file__).parents[1] / "static" / "ui" / "attestry.js").read_text()
MOST_TURNS = 30


def page_of(words, *, is_pending):
    pending = " data-pending" if is_pending else ""
    return f"""<!doctype html><title>Package</title><main><p id="made"{pending}>{words}</p></main>
        <script>{SCRIPT}</script>"""


@pytest.mark.parametrize("hindrance", ["no answer", "server error"])
def test_an_answer_that_does_not_come_is_asked_for_again_until_all_is_made(browser, hindrance):
    asked = []

    def answered(route):
        asked.append(route.request.url)
        if len(asked) == 2 and hindrance == "no answer":
            route.abort()
        elif len(asked) == 2:
            route.fulfill(status=503, content_type="text/html", body="The server starts anew.")
        else:
            is_pending = len(asked) < 4
            words = f"{len(asked)} of 4" if is_pending else "All of it"
            route.fulfill(content_type="text/html", body=page_of(words, is_pending=is_pending))

    page = browser.new_context().new_page()
    page.clock.install()
    page.route("**/*", answered)
    page.goto(f"{ORIGIN}/packages/1/")
    seen = []
    for _ in range(MOST_TURNS):
        seen.append(page.inner_text("#made"))
        if seen[-1] == "All of it":
            break
        page.clock.run_for(3000)
    page.context.close()
    assert (seen[0], seen[-1]) == ("1 of 4", "All of it")
    assert len(asked) == 5
