"""Whole addresses in mails: the public side's carry its own host, everything else the first origin."""

from __future__ import annotations

import pytest

from attestry.notices.queries.links import link_to, public_origin


@pytest.fixture(autouse=True)
def _known_by(settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://attestry.example.org/", "https://other.example.org"]


def test_links_of_the_public_side_carry_its_own_host_and_others_the_first_origin(settings):
    settings.TRUST_HOST, settings.SESSION_COOKIE_SECURE = "trust.example.org", True
    assert link_to("/trust/in/abc/") == "https://trust.example.org/trust/in/abc/"
    for path in ("/readers/requests/", "/trust-center/"):
        assert link_to(path) == f"https://attestry.example.org{path}"


def test_without_a_host_of_its_own_the_public_side_is_under_the_first_origin(settings):
    settings.TRUST_HOST = ""
    assert link_to("/trust/in/abc/") == "https://attestry.example.org/trust/in/abc/"
    settings.CSRF_TRUSTED_ORIGINS = []
    assert (link_to("/trust/"), public_origin(), link_to("")) == ("", "", "")
