"""A collector that stands still: its control turns to no data, and the gap stays in its history."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry import pipeline
from attestry.connectors.queries import source
from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.periods import control_intervals
from attestry.effectiveness.queries.status import control_statuses
from attestry.effectiveness.rules.days import days
from attestry.effectiveness.tests.world import FIRST, HOUSE, MFA, NOW, write_lists
from attestry.kit import clock

pytestmark = pytest.mark.django_db

STOPPED = timedelta(days=5)


def bar(until):
    """The control's outcome of each day, by its day of the month."""
    spans = control_intervals({"IAM-02": [MFA]}, from_at=FIRST, until_at=until)["IAM-02"]
    return {day.on.day: day.outcome for day in days(spans)}


@pytest.fixture
def standing_still(world):
    """Five days in which nothing is read, and the moment after them."""
    later = NOW + STOPPED
    with clock.simulated(later):
        yield later


def test_r142_a_control_whose_collector_stopped_turns_to_no_data_and_is_never_green(standing_still):
    before = control_statuses(NOW)["IAM-02"]
    after = control_statuses(standing_still)["IAM-02"]

    assert before.outcome is Outcome.PASS
    assert after.outcome is Outcome.UNKNOWN
    assert "nobody looked" in after.reason
    assert [bar(standing_still)[day] for day in (15, 16, 17)] == [None, None, None]


def test_r142_a_run_on_evidence_that_has_gone_stale_does_not_pass_either(world):
    long_after = NOW + source("files").manifest.stream("account").fresh_for
    with clock.simulated(long_after):
        pipeline.test(HOUSE, progress=print)

    found = control_statuses(long_after)["IAM-02"]
    assert found.outcome is Outcome.UNKNOWN
    assert "last seen" in found.reason


def test_r142_when_the_collector_runs_again_the_history_keeps_the_gap(standing_still, world):
    write_lists(world.folder, standing_still, people=4, ada_lacks=False)
    pipeline.collect(HOUSE, progress=print)
    pipeline.test(HOUSE, progress=print)

    soon = standing_still + timedelta(hours=1)
    assert control_statuses(soon)["IAM-02"].outcome is Outcome.PASS
    again = bar(soon)
    assert again[18] is Outcome.PASS
    assert [again[day] for day in (15, 16, 17)] == [None, None, None]
