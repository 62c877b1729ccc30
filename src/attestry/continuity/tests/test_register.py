"""From an act to a control's status: the register is collected and sealed, and its tests answer over it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.conf import settings

from attestry import pipeline
from attestry.accounts.tests.people import HOUSE
from attestry.connectors.actions import connect_registers
from attestry.continuity.actions.capacity import record_forecast, record_load_test
from attestry.continuity.actions.planning import add_plan, approve_plan
from attestry.continuity.actions.testing import record_test
from attestry.controls.actions.adopting import adopt_control
from attestry.controls.actions.syncing import sync_control_library
from attestry.controls.models import Control
from attestry.effectiveness.queries.status import control_statuses
from attestry.effectiveness.tests.world import a_home
from attestry.frameworks.actions import sync_frameworks
from attestry.kit import clock
from attestry.kit.secrets import SecretBox

CONTROLS = ("REC-02", "REC-03", "AVL-02")


@pytest.fixture
def home(tmp_path, today):
    with a_home(tmp_path / "home") as made:
        sync_frameworks(HOUSE)
        sync_control_library(HOUSE)
        for key in CONTROLS:
            adopt_control(HOUSE, Control.objects.get(key=key))
        connect_registers(HOUSE, SecretBox(settings.HOME.keys))
        yield made


def statuses(at):
    """The register is collected, the tests run over what was sealed, and the controls say how they stand."""
    with clock.simulated(at):
        (collected,) = pipeline.collect(HOUSE, progress=print, only=["continuity-register"]).collections
        assert collected.state == "complete"
        pipeline.test(HOUSE, progress=print)
        found = control_statuses(at)
    return {key: str(found[key].outcome) for key in CONTROLS}


def test_what_is_written_down_decides_by_way_of_sealed_evidence_how_controls_stand(home, today, max_):
    plan = add_plan(
        HOUSE, title="Payroll", covers="All.", owner=max_, rto_minutes=240, rpo_minutes=60, text="1."
    )
    forecast = record_forecast(
        HOUSE, service="Payroll", unit="rps", expected_peak=Decimal(1000), capacity=Decimal(1200),
        until=date(2027, 1, 1), basis="Trend.", made_on=today.date(),
    )  # fmt: skip
    assert statuses(today) == dict.fromkeys(CONTROLS, "fail")
    approve_plan(HOUSE, plan)
    measured = {"loss_minutes": 5, "is_whole": True, "tested_on": today.date()}
    record_test(HOUSE, plan, kind="restore", recovery_minutes=180, **measured)
    record_load_test(HOUSE, forecast, tested_on=today.date(), reached=Decimal(1100))
    assert statuses(today + timedelta(hours=1)) == dict.fromkeys(CONTROLS, "pass")
    later = today + timedelta(days=181)
    assert statuses(later) == {"REC-02": "pass", "REC-03": "pass", "AVL-02": "fail"}
    next_year = today + timedelta(days=366)
    assert statuses(next_year) == dict.fromkeys(CONTROLS, "fail")
