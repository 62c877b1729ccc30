"""One control as a picture of a date and as a film of a period, with the days on which nobody looked."""

from __future__ import annotations

import re

import pytest

from attestry.effectiveness.tests.reading import said

pytestmark = pytest.mark.django_db


def told(page):
    """Day to outcome, as the page's table of days says."""
    days = page.split("The days as a table", 1)[1].split("Tests that speak to it", 1)[0]
    return dict(re.findall(r"(\d+ \w+ \d{4})\D*? (Passes|Fails|Unknown|No data|Empty)", days))


def test_r119_a_control_shows_one_state_as_of_the_date_and_each_day_of_the_period(world, client_of):
    page = said(client_of(world.lead).get("/controls/IAM-02/?as_of=2026-03-13&days=30"))
    found = told(page)
    assert len(found) >= 30
    assert found["10 Mar 2026"] == "Passes"
    assert found["12 Mar 2026"] == "Fails"
    assert found["1 Mar 2026"] == "No data"
    assert "days without data, drawn hollow" in page


def test_r119_the_state_is_that_of_the_date_and_the_days_end_there(world, client_of):
    client = client_of(world.lead)
    failing = client.get("/controls/IAM-02/?as_of=2026-03-12").content.decode()
    passing = client.get("/controls/IAM-02/?as_of=2026-03-10").content.decode()
    assert "outcome-fail" in failing.split("page-lead")[0]
    assert "outcome-pass" in passing.split("page-lead")[0]
    assert "12 Mar 2026" not in told(said(client.get("/controls/IAM-02/?as_of=2026-03-10")))
