"""Criteria, their comparison, assessments, efforts and what a lean program drops: sorted, held, exported."""

from __future__ import annotations

import re

from attestry.readiness.actions.assessing import discard_assessment
from attestry.readiness.models import Rating
from attestry.readiness.tests.samples import HOUSE, begin, rate_all
from attestry.ui.tests.exports import column, exported


def test_criteria_are_sorted_either_way(lead):
    reading = column(lead, "/criteria/", "criterion")
    assert column(lead, "/criteria/", "criterion", sort="-reference") == reading[::-1]
    counts = [int(one) for one in column(lead, "/criteria/", "controls", sort="controls")]
    assert counts == sorted(counts)
    turned = [int(one) for one in column(lead, "/criteria/", "controls", sort="-controls")]
    assert turned == sorted(counts, reverse=True)
    for key in ("outcome", "depth", "failing", "rating"):
        assert sorted(column(lead, "/criteria/", "criterion", sort=f"-{key}")) == sorted(reading)


def test_the_comparison_is_sorted_held_searched_and_exported(lead, system):
    begin(system)
    rate_all(system, but=("CC6.1", "CC7.2"))
    assert sorted(column(lead, "/readiness/", "criterion", rated="no")) == ["CC6.1", "CC7.2"]
    everything = column(lead, "/readiness/", "criterion", sort="reference")
    assert everything == sorted(everything)
    assert len(everything) == 33
    assert column(lead, "/readiness/", "criterion", sort="-reference") == everything[::-1]
    assert exported(lead, "/readiness/", q="CC6.1")[0]["rating"] == ""
    page = lead.get("/readiness/?rated=no").content.decode()
    assert 'id="CC6.1"' in page
    assert 'id="CC1.1"' not in page


def test_a_reason_is_never_a_formula(lead, system):
    begin(system)
    rate_all(system)
    Rating.objects.filter(reference="CC6.1").update(reason="=1+1")
    assert exported(lead, "/readiness/", q="CC6.1")[0]["reason"] == "'=1+1"


def test_assessments_are_sorted_held_and_exported(lead, system):
    begin(system)
    discard_assessment(HOUSE, system, reason="=Begun too early.")
    begin(system)
    assert column(lead, "/readiness/assessments/", "standing", sort="begun") == ["Discarded", "Open"]
    assert column(lead, "/readiness/assessments/", "standing", sort="-begun") == ["Open", "Discarded"]
    found = exported(lead, "/readiness/assessments/", standing="Discarded")
    assert [one["discarded_because"] for one in found] == ["'=Begun too early."]


def test_what_each_control_takes_is_sorted_held_and_searched(lead):
    def keys(**asked):
        page = lead.get("/effort/", asked).content.decode()
        return re.findall(r'class="cell-under">([A-Z]{2,3}-\d+) · ', page)

    everything = keys(sort="control")
    assert len(everything) > 20
    assert keys(sort="saved") != keys(sort="-saved")
    assert set(keys(sort="minutes", method="manual")).isdisjoint(keys(method="automated"))
    assert keys(q=everything[0]) == [everything[0]]


def test_what_goes_is_sorted_searched_and_exported(lead):
    hours = [int(one) for one in column(lead, "/right-size/lean/", "minutes_a_year", sort="hours")]
    assert hours
    assert hours == sorted(hours)
    turned = [int(one) for one in column(lead, "/right-size/lean/", "minutes_a_year", sort="-hours")]
    assert turned == sorted(hours, reverse=True)
    key = column(lead, "/right-size/lean/", "control")[0]
    assert column(lead, "/right-size/lean/", "control", q=key) == [key]
