"""Somebody in a browser of their own, who fills the forms of pages and sends them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, Response


class Somebody:
    """One person's page, below the address of one engagement."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.at = ""

    def see(self, path: str = "", *, whole: bool = False) -> int:
        """Go to a page of the engagement, or to any page; what answered it."""
        answer = self.page.goto(path if whole else f"{self.at}{path}")
        assert answer is not None
        return answer.status

    def send(self, button: str, *, to: str = "", **said: Any) -> Response:
        """Fill a form by the names of its fields and press its button; the answer is a page, no refusal.

        ``to``: how the form's address ends, where several forms have such a button.
        """
        answer = self.try_to(button, to=to, **said)
        assert answer.status == 200, f"{button}: {answer.status}: {self.words()[:2000]}"
        return answer

    def try_to(self, button: str, *, to: str = "", **said: Any) -> Response:
        """The same, whatever is answered."""
        self.open_all()
        form = self._form(button, to)
        for name, value in said.items():
            self._fill(form, name.replace("__", "-"), value)
        with self.page.expect_navigation() as going:
            form.get_by_role("button", name=button, exact=True).first.click()
        return going.value

    def open_all(self) -> None:
        """Unfold whatever of the page is folded."""
        self.page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")

    def words(self) -> str:
        """What the page says."""
        return self.page.locator("main").inner_text()

    def posts(self, path: str, said: Mapping[str, str]) -> int:
        """Send something to an address without its form, as a rule breaker would; what answers."""
        token = self.page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value") or ""
        form = {**said, "csrfmiddlewaretoken": token}
        headers = {"Referer": self.page.url}
        return self.page.request.post(f"{self.at}{path}", form=form, headers=headers, max_redirects=0).status

    def downloads(self, link: str, file: Path) -> Path:
        """What a link of the page brings."""
        with self.page.expect_download() as fetching:
            self.page.get_by_role("link", name=link).first.click()
        fetching.value.save_as(file)
        return file

    def _form(self, button: str, to: str) -> Locator:
        wanted = f"main form[action$='{to}']" if to else "main form"
        named = self.page.get_by_role("button", name=button, exact=True)
        return self.page.locator(wanted).filter(has=named).first

    def _fill(self, form: Locator, name: str, value: Any) -> None:
        field = form.locator(f"[name='{name}'], [name$='-{name}']")
        tag = field.first.evaluate("one => one.tagName + ' ' + (one.type || '')")
        if tag.startswith("SELECT"):
            field.select_option([value])
        elif tag.endswith(("radio", "checkbox")):
            for one in [value] if isinstance(value, str) else value:
                form.locator(f"[name$='{name}'][value='{one}']").check()
        elif tag.endswith("file"):
            field.set_input_files({"name": value[0], "mimeType": value[1], "buffer": value[2]})
        else:
            field.fill(str(value))
