"""A report of the first half of 2026, two months later, with evidence of these months."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from attestry.accounts.tests.people import HOUSE
from attestry.bridge_letters.tests.scene import LATER, a_bare_report, a_run, bridging
from attestry.engagements.tests.conftest import examination
from attestry.incidents.actions.reporting import report_incident
from attestry.kit import clock

__all__ = ["examination"]


@pytest.fixture
def scene(examination):
    """Who writes, reviews and signs, on 2 September; the tests ran on the last of August and that day,
    and in July there was an incident."""
    report = a_bare_report(examination)
    with clock.simulated(datetime(2026, 7, 20, 9, tzinfo=UTC)):
        report_incident(HOUSE, title="Odd sign-ins", summary="From abroad.")
    with clock.simulated(LATER):
        made = bridging(examination, report)
        a_run(datetime(2026, 8, 31, 6, tzinfo=UTC))
        a_run(LATER - timedelta(hours=3))
        yield made
