"""Every page of the menu that may be empty says, while it is, what would stand there and why."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from attestry.readiness.tests.conftest import _library, lead, system  # noqa: F401
from attestry.ui.navigation import offered_entries

# What the library or the program itself fills from the first day, and pages that hold a form and no list.
NEVER_EMPTY = {
    "as_of", "assurance", "controls", "coverage", "criteria", "effort", "frameworks", "gaps", "glossary",
    "hand_in", "journal", "profile", "program", "readiness", "report_type", "right_size", "scope",
    "scope_wizard", "trust_center", "users",
}  # fmt: skip
TEACHES = re.compile(r'<section class="empty-state">.*?<h3>[^<]{8,}</h3><p>[^<]{40,}', re.DOTALL)


@pytest.mark.parametrize("name", sorted({one.url_name for one in offered_entries()} - NEVER_EMPTY))
def test_an_empty_page_of_the_menu_teaches(lead, system, name):
    page = lead.get(reverse(name))
    assert page.status_code == 200
    assert TEACHES.search(page.content.decode())


def test_what_is_never_empty_stands_in_the_menu():
    assert {one.url_name for one in offered_entries()} >= NEVER_EMPTY
