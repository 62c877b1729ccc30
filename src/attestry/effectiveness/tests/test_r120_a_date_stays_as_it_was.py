"""The answer of a date, frozen by its digest: whatever is changed later, it stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from attestry import pipeline
from attestry.controls.actions.adopting import adopt_control, go_live, retire_control
from attestry.controls.actions.writing import edit_control
from attestry.controls.models import Control
from attestry.effectiveness.queries.as_of import on_date
from attestry.effectiveness.queries.status import control_statuses, criterion_statuses
from attestry.effectiveness.tests.reading import said
from attestry.effectiveness.tests.world import FIRST, HOUSE, NOW, write_lists
from attestry.kit import clock

pytestmark = pytest.mark.django_db

DATE = datetime(2026, 3, 13, tzinfo=FIRST.tzinfo)
LATER = NOW + timedelta(days=20)


def change_everything(world) -> None:
    """Edit, retire, adopt, go live, collect and test, all after the date."""
    with clock.simulated(LATER):
        control = Control.objects.get(key="IAM-02")
        text = control.text()
        mappings = {**text.mappings, "tsc": ("CC1.1",)}
        edit_control(HOUSE, control, replace(text, title="Another title", mappings=mappings))
        go_live(HOUSE, Control.objects.get(key="IAM-02"))
        retire_control(HOUSE, Control.objects.get(key="IAM-07"), reason="Not performed any more.")
        adopt_control(HOUSE, Control.objects.get(key="PRV-01"))
        write_lists(world.folder, LATER, people=4, ada_lacks=True)
        pipeline.collect(HOUSE, progress=print)
        pipeline.test(HOUSE, progress=print)


def test_r120_what_is_changed_later_leaves_the_answer_of_a_date_and_its_digest(world, client_of):
    client, address = client_of(world.lead), "/as-of/?as_of=2026-03-12"
    before, page = on_date(DATE), said(client.get(address))
    change_everything(world)
    assert on_date(DATE).digest == before.digest
    assert said(client.get(address)).split("Digest of this")[1] == page.split("Digest of this")[1]
    with clock.simulated(LATER + timedelta(hours=1)):
        assert on_date(clock.now()).digest != before.digest


def test_r120_a_control_edited_later_keeps_the_title_and_the_criteria_of_the_date(world):
    title = Control.objects.get(key="IAM-02").title
    change_everything(world)
    found = on_date(DATE)
    assert next(one.title for one in found.controls if one.key == "IAM-02") == title
    by_reference = {one.reference: one.controls for one in found.criteria}
    assert "IAM-02" in by_reference["CC6.1"]
    assert "IAM-02" not in by_reference["CC1.1"]


def test_a_control_retired_later_still_counts_as_of_the_date_and_one_adopted_later_does_not(world):
    change_everything(world)
    then, now = control_statuses(DATE), control_statuses(LATER + timedelta(hours=1))
    assert ("IAM-07" in then, "PRV-01" in then) == (True, False)
    assert ("IAM-07" in now, "PRV-01" in now) == (False, True)
    assert then["IAM-02"].control.state == "adopted"
    assert now["IAM-02"].control.state == "live"


def test_r121_of_three_past_dates_each_lists_its_own_controls_and_only_its_evidence(world):
    change_everything(world)
    before_anything = on_date(FIRST - timedelta(days=2))
    assert (before_anything.controls, before_anything.criteria) == ((), ())
    for at in (FIRST + timedelta(hours=1), DATE, LATER + timedelta(hours=1)):
        found = on_date(at)
        assert found.controls
        assert all(entry.observed_at <= at for one in found.controls for entry in one.evidence)


def test_a_criterion_is_answered_as_of_a_date_and_as_known_on_another(world):
    failing = FIRST + timedelta(days=2, hours=1)
    assert criterion_statuses(failing)["CC6.1"].outcome.value == "fail"
    assert criterion_statuses(failing, FIRST + timedelta(hours=1))["CC6.1"].outcome.value == "unknown"
    assert criterion_statuses(NOW, FIRST - timedelta(days=2)) == {}


def test_a_criterion_of_a_past_date_rests_on_the_controls_that_were_mapped_to_it_then(world):
    control = Control.objects.get(key="IAM-02")
    assert control in [one.control for one in criterion_statuses(NOW)["CC6.1"].controls]
    text = control.text()
    with clock.simulated(NOW + timedelta(hours=1)):
        edit_control(HOUSE, control, replace(text, mappings={**text.mappings, "tsc": ("CC6.6",)}))
    after = criterion_statuses(NOW + timedelta(hours=2))
    assert control not in [one.control for one in after["CC6.1"].controls]
    assert control in [one.control for one in after["CC6.6"].controls]
    then = criterion_statuses(NOW)
    assert control in [one.control for one in then["CC6.1"].controls]
    had_before = "CC6.6" in text.mappings["tsc"]
    assert (control in [one.control for one in then["CC6.6"].controls]) is had_before
