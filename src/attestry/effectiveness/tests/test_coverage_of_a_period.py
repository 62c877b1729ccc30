"""Which periods a calendar is shown over, and what it says of days on which nothing was expected."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from attestry.effectiveness.tests.reading import said
from attestry.effectiveness.tests.world import NOW
from attestry.kit import clock

pytestmark = pytest.mark.django_db


def test_days_on_which_nothing_was_expected_are_not_called_met(world, client_of):
    address = "/controls/MON-01/coverage/?from=2026-01-01&until=2026-01-31"
    page = said(client_of(world.lead).get(address))
    assert "On no day that is over was anything expected." in page
    assert "was met." not in page


def test_a_month_with_several_lines_is_led_to_once(world, client_of):
    with clock.simulated(NOW + timedelta(days=90)):
        page = client_of(world.lead).get("/controls/VUL-01/coverage/?from=2026-03-01&until=2026-06-30")
    anchors = re.findall(r'id="(m-[\d-]+)"', page.content.decode())
    assert len(anchors) > 1
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize(
    "query",
    [
        "?from=soon",
        "?from=2026-03-02&until=2026-03-01",
        "?from=2020-01-01&until=2026-01-01",
        "?from=0001-01-01&until=0001-12-31",
        "?from=9998-01-01&until=9999-12-30",
        "?from=9999-01-01&until=9999-12-31",
    ],
)
def test_a_period_that_makes_no_sense_is_refused_with_what_to_do(world, client_of, query):
    answer = client_of(world.lead).get(f"/coverage/{query}")
    assert answer.status_code == 422
    assert "What to do" in said(answer)
