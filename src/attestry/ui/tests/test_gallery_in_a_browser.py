"""The gallery in a real browser: nothing for axe to find, nothing sideways, all of it by keyboard."""

from pathlib import Path

import axe_core_python
import pytest

from attestry.ui.tests.conftest import ORIGIN, serve

pytestmark = [pytest.mark.browser, pytest.mark.urls("attestry.ui.urls")]
STICKING_OUT = """[...document.querySelectorAll("main *")].filter((one) =>
  document.documentElement.scrollWidth > innerWidth && one.getBoundingClientRect().right > innerWidth + 1
).map((one) => one.outerHTML.slice(0, 90)).slice(0, 9)"""
AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text()


@pytest.fixture
def open_gallery(browser, own_menu):
    opened = []

    def at(width=1440, theme="light", script=True):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, java_script_enabled=script
        )
        opened.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda said: said.type == "error" and page.complaints.append(said.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.route("**/*", serve)
        page.goto(f"{ORIGIN}/gallery/")
        return page

    yield at
    for context in opened:
        context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_and_nothing_sticks_out(open_gallery, width, theme):
    page = open_gallery(width, theme)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate(STICKING_OUT) == []
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


def test_the_content_policy_and_the_script_have_no_complaint(open_gallery):
    assert open_gallery().complaints == []


def test_the_arrows_step_between_the_changes_of_an_interval_bar(open_gallery):
    page = open_gallery()
    first = page.locator(".bar-large .bar-segment").first
    first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert "Fails for 31 hours" in page.locator(".bar-said").first.inner_text()
    page.keyboard.press("End")
    assert "Passes" in page.locator(":focus").get_attribute("aria-label")


def test_j_goes_to_the_next_row_and_slash_to_the_search(open_gallery):
    page = open_gallery()
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator(":focus").inner_text() == "Change policy"
    page.keyboard.press("/")
    assert page.locator(":focus").get_attribute("name") == "q"


def test_a_button_opens_its_dialog_and_escape_closes_it(open_gallery):
    page = open_gallery()
    page.get_by_role("button", name="Retire control").click()
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0


def test_the_chosen_theme_is_kept_for_the_next_page(open_gallery):
    page = open_gallery()
    page.get_by_role("button", name="Light or dark").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert {"theme": "dark"} in [{one["name"]: one["value"]} for one in page.context.cookies()]


def test_without_script_the_menu_still_opens_and_everything_is_readable(open_gallery):
    page = open_gallery(width=390, script=False)
    menu = page.get_by_role("navigation", name="Menu")
    assert not menu.is_visible()
    page.get_by_role("button", name="Menu").click()
    assert menu.is_visible()
    assert page.get_by_role("button", name="Copy").count() == 0
    assert page.get_by_text("Leavers lose access within one day").is_visible()


def test_a_section_of_the_menu_opens_and_closes_by_keyboard_without_script(open_gallery):
    page = open_gallery(script=False)
    menu = page.get_by_role("navigation", name="Menu")
    link, heading = menu.get_by_role("link", name="Components"), menu.get_by_text("Registers")
    assert link.is_visible()
    heading.focus()
    page.keyboard.press("Enter")
    assert not link.is_visible()
    page.keyboard.press("Space")
    assert link.is_visible()


def test_the_drawer_of_a_narrow_screen_closes_by_its_button_and_by_escape(open_gallery):
    page = open_gallery(width=390)
    menu = page.get_by_role("navigation", name="Menu")
    for close in (
        menu.get_by_role("button", name="Close the menu").click,
        lambda: page.keyboard.press("Escape"),
    ):
        page.get_by_role("button", name="Menu", exact=True).click()
        assert menu.is_visible()
        close()
        assert not menu.is_visible()
