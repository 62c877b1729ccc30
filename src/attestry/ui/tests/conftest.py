"""A menu that asks no room above, a request as one signed in, and a browser that sees only these pages."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import resolve
from playwright.sync_api import Browser, Route, sync_playwright

from attestry.ui import frame
from attestry.ui.navigation import NavigationEntry
from attestry.ui.security import HEADERS

ORIGIN = "http://localhost"
MENU = (
    NavigationEntry("Components", "gallery", "Registers", 1, "book"),
    NavigationEntry("Again", "gallery", "", 1, "today", permission="ui.never"),
)
_CHROMIUM = Path("/usr/bin/chromium")


class Signed:
    """Who the pages are shown to."""

    name = "Ada Okafor"
    permissions: frozenset[str] = frozenset({"program.read"})


@pytest.fixture
def own_menu(monkeypatch: pytest.MonkeyPatch) -> tuple[NavigationEntry, ...]:
    monkeypatch.setattr(frame, "offered_entries", lambda: MENU)
    return MENU


def request_for(path: str, **cookies: str) -> HttpRequest:
    """A request by Ada Okafor."""
    request = RequestFactory().get(path)
    request.COOKIES.update(cookies)
    request.actor = Signed()  # type: ignore[attr-defined]
    return request


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = str(_CHROMIUM) if _CHROMIUM.exists() else None
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


def serve(route: Route) -> None:
    """Answer the browser from the views and the static files; refuse every other host."""
    address = route.request.url
    if not address.startswith(ORIGIN + "/"):
        route.abort()
        return
    path = address.removeprefix(ORIGIN).split("?")[0].split("#")[0]
    if path.startswith(settings.STATIC_URL):
        file = finders.find(path.removeprefix(settings.STATIC_URL))
        assert isinstance(file, str), f"no static file at {path}"
        kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
        route.fulfill(body=Path(file).read_bytes(), headers={"Content-Type": kind})
        return
    found = resolve(path, urlconf="attestry.ui.urls")
    answer = found.func(request_for(path), *found.args, **found.kwargs)
    route.fulfill(status=answer.status_code, headers={**HEADERS, **answer.headers}, body=answer.content)
