"""A customer's reviewer looks at the trust center and checks a file, without and with a script."""

from __future__ import annotations

import hashlib

import pytest

from journeys.keyboard import Keyboard
from journeys.test_every_page import STICKING_OUT

PUBLIC = ("/trust/", "/trust/subprocessors/", "/trust/verify/")


@pytest.fixture
def opened(in_sample):
    """The page shows the policies and the controls of the sample company, and is open."""
    for kind in ("policy", "control"):
        page = in_sample(f"/trust-center/items/{kind}/")
        page.get_by_role("button", name="Show all that are backed").click()
    page = in_sample("/trust-center/")
    if page.get_by_role("button", name="Open it to the world").count():
        page.get_by_role("button", name="Open it to the world").click()
    return in_sample


@pytest.mark.parametrize("width, theme", [(1440, "light"), (390, "dark")])
def test_axe_finds_nothing_on_the_public_pages_and_nothing_sticks_out(opened, width: int, theme: str) -> None:
    found = []
    page = opened("/trust/", width=width, theme=theme)
    policy = page.locator("a[href^='/trust/policies/']").first.get_attribute("href")
    for path in (*PUBLIC, policy):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        for fold in page.locator("details").all():
            fold.evaluate("one => { one.open = true }")
        found += [f"{path} {width}: sticks out: {one}" for one in page.evaluate(STICKING_OUT)]
        found += [f"{path} {width} {theme}: {one}" for one in Keyboard(page).complaints()]
    assert found == []


@pytest.mark.parametrize("script", [True, False])
def test_a_file_is_checked_and_with_a_script_its_bytes_stay_in_the_browser(opened, *, script: bool) -> None:
    page = opened("/trust/verify/", script=script)
    sent: list[bytes] = []
    page.on("request", lambda asked: sent.append(asked.post_data_buffer or b""))
    page.get_by_label("File", exact=False).first.set_input_files(
        {"name": "report.pdf", "mimeType": "application/pdf", "buffer": b"%PDF some report"}
    )
    if not script:
        page.get_by_role("button", name="Check it").click()
    page.get_by_text("We know no such file").wait_for()
    assert hashlib.sha256(b"%PDF some report").hexdigest() in page.content()
    assert not (script and any(b"some report" in one for one in sent))
