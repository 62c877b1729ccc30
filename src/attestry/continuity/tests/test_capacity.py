"""Forecasts of capacity and load tests, as requirement R50 tells them."""

from __future__ import annotations

from datetime import UTC, datetime

from attestry.continuity.models import LoadTest
from attestry.continuity.tests.acts import FORECAST, a_forecast, a_plan, a_test, continuity_gaps, to_do
from attestry.effectiveness.tests.reading import said
from attestry.people.queries.duties import duties_of


def test_r50_a_forecast_of_181_days_is_a_finding_and_a_load_test_below_the_peak_needs_an_action(
    lead, today, max_
):
    a_test(lead, a_plan(lead, max_), 10)
    old = a_forecast(lead, made_on="2025-09-10")
    at = f"/continuity/capacity/{old.pk}/"
    enough = {"tested_on": "2026-03-05", "reached": 1000}
    assert lead.post(f"{at}load/", enough).status_code == 302
    assert continuity_gaps(today) == ["forecast"]
    assert "Forecast too old" in said(lead.get(at))
    assert continuity_gaps(datetime(2026, 3, 9, 23, tzinfo=UTC)) == []
    new = a_forecast(lead, expected_peak=1200, capacity=1300)
    assert continuity_gaps(today) == ["headroom"], "a higher peak is held against the last test"
    short = {"tested_on": "2026-03-06", "reached": 900}
    refused = lead.post(f"/continuity/capacity/{new.pk}/load/", short)
    assert (refused.status_code, "something has to be done" in said(refused)) == (422, True)
    assert lead.post(f"/continuity/capacity/{new.pk}/load/", {**short, **to_do(max_)}).status_code == 302
    assert continuity_gaps(today) == ["headroom"]
    page = said(lead.get("/continuity/capacity/"))
    assert "25%" in page
    assert "headroom gap" in page
    (owed,) = (one for one in duties_of(max_) if one.kind == "continuity")
    lead.post(owed.url)
    assert LoadTest.objects.first().action_done_on == today.date()
    lead.post(f"/continuity/capacity/{new.pk}/load/", {"tested_on": "2026-03-10", "reached": 1300})
    assert continuity_gaps(today) == []


def test_r50_a_service_that_was_never_load_tested_is_a_gap_until_it_is_or_is_gone(lead, today, max_):
    a_test(lead, a_plan(lead, max_), 10)
    made = a_forecast(lead)
    assert continuity_gaps(today) == ["load_test"]
    at = f"/continuity/capacity/{made.pk}/"
    assert "say why" in said(lead.post(f"{at}end/", follow=True))
    lead.post(f"{at}end/", {"reason": "Sold."})
    assert continuity_gaps(today) == []
    assert "not looked at any more" in said(lead.get(at))
    assert "not looked at any more" in said(lead.post(f"{at}end/", {"reason": "Again."}, follow=True))


def test_a_forecast_is_corrected_and_two_do_not_write_over_each_other(lead, today, max_):
    made = a_forecast(lead)
    at = f"/continuity/capacity/{made.pk}/edit/"
    typed = {**FORECAST, "expected_peak": 1100, "made_from": 1}
    assert lead.post(at, typed).status_code == 302
    refused = lead.post(at, {**typed, "expected_peak": 1150})
    assert "Somebody else changed" in said(refused)
    assert "1150" in refused.content.decode()
    assert "expected peak: 1000 → 1100" in said(lead.get(f"/continuity/capacity/{made.pk}/"))


def test_what_is_no_forecast_is_refused_with_its_field(lead, today, max_):
    for wrong, words in (
        ({"expected_peak": 0}, "more than nothing"),
        ({"until": "2026-02-01"}, "ends before it was made"),
        ({"made_on": "2026-03-11"}, "to come"),
        ({"basis": ""}, "required"),
        ({"capacity": "-1"}, "greater than or equal"),
        ({"expected_peak": "NaN"}, "number"),
    ):
        refused = lead.post("/continuity/capacity/new/", {**FORECAST, **wrong})
        assert (refused.status_code, words in said(refused)) == (422, True), words
