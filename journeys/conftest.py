"""A browser, and in it somebody who is signed in to a home that is really served."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from journeys.homes import Served, served, tell_sample

CHROMIUM = Path("/usr/bin/chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every journey drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with sync_playwright() as playwright:
        path = str(CHROMIUM) if CHROMIUM.exists() else None
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample company with four days behind it, served."""
    home = tmp_path_factory.mktemp("sample") / "home"
    tell_sample(home)
    with served(home) as one:
        yield one


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A home that somebody started just now, in a folder that is no repository."""
    with served(tmp_path_factory.mktemp("started") / "home") as one:
        yield one


SignedIn = Callable[..., Page]


@pytest.fixture(scope="session")
def _sample_state(browser: Browser, sample: Served) -> Any:
    return state_of(browser, sample)


@pytest.fixture(scope="session")
def _started_state(browser: Browser, started: Served) -> Any:
    return state_of(browser, started)


def state_of(browser: Browser, home: Served) -> Any:
    """The cookies of somebody who came by the printed link."""
    context = browser.new_context(base_url=home.address)
    page = context.new_page()
    page.goto(home.link)
    assert page.url == home.address + "/"
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def in_sample(browser: Browser, sample: Served, _sample_state: Any) -> Iterator[SignedIn]:
    """Opens pages of the sample company, signed in as its administrator."""
    yield from _pages(browser, sample, _sample_state)


@pytest.fixture
def in_started(browser: Browser, started: Served, _started_state: Any) -> Iterator[SignedIn]:
    """Opens pages of the new home, signed in as its administrator."""
    yield from _pages(browser, started, _started_state)


def is_complaint(said: ConsoleMessage) -> bool:
    """Whether the browser found fault; that a form was refused is an answer and no fault."""
    return said.type == "error" and "status of 422" not in said.text


def _pages(browser: Browser, home: Served, state: Any) -> Iterator[SignedIn]:
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def at(path: str = "/", *, width: int = 1440, theme: str = "light", script: bool = True) -> Page:
        context = browser.new_context(
            base_url=home.address,
            storage_state=state,
            viewport={"width": width, "height": 900},
            color_scheme=theme,  # type: ignore[arg-type]
            java_script_enabled=script,
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield at
    for context in opened:
        context.close()
    assert complaints == []
