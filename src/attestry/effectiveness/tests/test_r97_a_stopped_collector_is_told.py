"""A collector that stops for a day: no data, told to whoever owns the evidence, kept after recovery."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry import pipeline
from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.models import Control
from attestry.effectiveness.actions.alerting import alert_owners
from attestry.effectiveness.queries.coverage_map import coverage_map
from attestry.effectiveness.queries.status import control_statuses
from attestry.effectiveness.rules.answers import State
from attestry.effectiveness.tests.reading import said
from attestry.effectiveness.tests.world import FIRST, HOUSE, write_lists
from attestry.kit import clock
from attestry.notices.models import Notice

pytestmark = pytest.mark.django_db

LAST_READ = FIRST + timedelta(days=3)
MISSED = LAST_READ + timedelta(days=1)
A_DAY_LATER = MISSED + timedelta(hours=24)


@pytest.fixture
def stopped(world):
    """The reading of the 14th is missed, and a day passes."""
    with clock.simulated(A_DAY_LATER):
        yield world


def test_r97_within_a_day_of_the_missed_reading_the_control_has_no_data(stopped, client_of):
    assert control_statuses(LAST_READ)["IAM-02"].outcome is Outcome.PASS
    found = control_statuses(A_DAY_LATER)["IAM-02"]
    assert found.outcome is Outcome.UNKNOWN
    assert "nobody looked" in found.reason
    page = said(client_of(stopped.lead).get("/controls/IAM-02/"))
    assert "nobody looked" in page.lower()


def test_r97_the_owner_of_the_evidence_is_told_once(stopped):
    made = alert_owners(HOUSE)
    assert made == Notice.objects.filter(key__startswith="no-data:").count()
    notice = Notice.objects.get(recipient=stopped.owner.email)
    assert "IAM-02" in notice.subject
    assert "never as a pass" in notice.text
    assert alert_owners(HOUSE) == 0


def test_r97_a_control_without_an_owner_is_told_to_who_leads(stopped):
    Control.objects.filter(key="IAM-02").update(owner=None)
    alert_owners(HOUSE)
    notice = Notice.objects.get(key__startswith="no-data:")
    assert notice.recipient == stopped.lead.email
    assert "IAM-02" in notice.subject


def test_r97_while_everything_is_read_in_time_nobody_is_told(world):
    with clock.simulated(LAST_READ + timedelta(hours=1)):
        assert alert_owners(HOUSE) == 0


def test_r97_the_gap_stays_in_the_record_after_recovery_and_a_second_stop_is_told_anew(stopped, client_of):
    alert_owners(HOUSE)
    write_lists(stopped.folder, A_DAY_LATER, people=4, ada_lacks=False)
    pipeline.collect(HOUSE, progress=print)
    pipeline.test(HOUSE, progress=print)
    soon = A_DAY_LATER + timedelta(hours=1)
    assert control_statuses(soon)["IAM-02"].outcome is Outcome.PASS
    assert alert_owners(HOUSE) == 0
    cells = coverage_map("IAM-02", MISSED.date(), A_DAY_LATER.date(), at=soon).cells
    assert [one.state for one in cells] == [State.UNKNOWN]
    asked = client_of(stopped.auditor).get("/controls/IAM-02/coverage/?from=2026-03-10&until=2026-03-31")
    assert 'aria-label="14 Mar 2026: unknown.' in asked.content.decode()
    with clock.simulated(A_DAY_LATER + timedelta(days=2)):
        assert alert_owners(HOUSE) > 0
        assert Notice.objects.filter(recipient=stopped.owner.email).count() == 2
