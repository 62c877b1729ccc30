"""Somebody who never touches the mouse: fields are reached, filled, ticked and pressed by keys alone."""

from __future__ import annotations

from pathlib import Path

import axe_core_python
from playwright.sync_api import Locator, Page

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


class Keyboard:
    """One page, and the keys that are pressed on it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, what: Locator, key: str = "Enter") -> None:
        """Focus something and press a key on it; what cannot be focused fails."""
        what.focus()
        assert what.evaluate("one => one === document.activeElement"), "it is not reached by keyboard"
        self.page.keyboard.press(key)

    def button(self, name: str, *, within: Locator | None = None) -> None:
        """Press a button, and wait for what comes."""
        with self.page.expect_navigation():
            self.press((within or self.page.locator("main")).get_by_role("button", name=name).first)

    def link(self, name: str) -> None:
        """Follow a link of the page."""
        with self.page.expect_navigation():
            self.press(self.page.locator("main").get_by_role("link", name=name).first)

    def menu(self, section: str, name: str) -> None:
        """Open a section of the menu where it is closed, and follow one of its links."""
        menu = self.page.get_by_role("navigation", name="Menu")
        link = menu.get_by_role("link", name=name, exact=True)
        if not link.is_visible():
            self.press(menu.locator("summary").filter(has_text=section))
        with self.page.expect_navigation():
            self.press(link)

    def write(self, label: str, text: str, *, within: Locator | None = None) -> None:
        """Write into a field."""
        field = (within or self.page.locator("main")).get_by_label(label).first
        self.press(field, "ControlOrMeta+a")
        self.page.keyboard.type(text)

    def choose(self, label: str, option: str, *, within: Locator | None = None) -> None:
        """Choose an option by typing how it begins."""
        field = (within or self.page.locator("main")).get_by_role("combobox", name=label).first
        field.focus()
        self.page.keyboard.type(option)
        assert field.evaluate("one => one.selectedOptions[0].text").startswith(option)

    def complaints(self) -> list[str]:
        """What axe finds on the page, one line for each rule."""
        self.page.evaluate(AXE)
        said = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        path = self.page.url.partition("//")[2].partition("/")[2]
        return [f"/{path}: {one['id']}: {one['nodes'][0]['html'][:120]}" for one in said]
