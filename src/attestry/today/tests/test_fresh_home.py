"""A home in which nothing was collected yet: every page says so, and says what to do."""

from __future__ import annotations

import pytest

from attestry.accounts.actions.users import add_user
from attestry.accounts.rules import Role
from attestry.controls.actions.syncing import sync_control_library
from attestry.effectiveness.tests.reading import links, said
from attestry.effectiveness.tests.world import HOUSE, a_home
from attestry.frameworks.actions import sync_frameworks
from attestry.scope.actions.setting_up import ensure_system


@pytest.fixture
def fresh(db, tmp_path):
    """A home in which nothing was ever collected."""
    with a_home(tmp_path):
        sync_frameworks(HOUSE)
        sync_control_library(HOUSE)
        ensure_system(HOUSE, "New")
        yield add_user(HOUSE, email="new@example.org", name="Nell New", role=Role.ADMINISTRATOR)


def test_a_fresh_home_says_that_nothing_is_known_and_what_to_do_first(fresh, client_of):
    answer = client_of(fresh).get("/")
    page = said(answer)
    assert "Nothing has been tested here yet, so nothing is known" in page
    assert "Connect the cloud account" in page
    assert "/connections/add/aws/" in links(answer)
    assert "Passes" not in page.split("How to read this page")[0].split("What fails")[0]


def test_every_page_of_a_fresh_home_teaches(fresh, client_of):
    client = client_of(fresh)
    for address in ("/", "/tests/", "/evidence/", "/connections/", "/as-of/", "/search/", "/prove/CC6.1/"):
        assert client.get(address).status_code == 200, address
    assert "No system is connected" in said(client.get("/connections/"))
    assert "The ledger is empty" in said(client.get("/evidence/"))
    assert "No test was asked yet" in said(client.get("/tests/"))
