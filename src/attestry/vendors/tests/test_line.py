"""What is kept of vendors decides, by way of sealed evidence and control tests, how controls stand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from attestry.accounts.tests.people import HOUSE
from attestry.controls.models import Control
from attestry.effectiveness.tests.registers import registers_home, standing
from attestry.vendors.actions.assessing import assess_vendor
from attestry.vendors.actions.reports import assess_exception, map_complementary
from attestry.vendors.rules.questions import Conclusion
from attestry.vendors.tests.conftest import a_vendor
from attestry.vendors.tests.test_reports import GRAVE, REST, a_report

FINE = {**GRAVE, "contract": "yes", "return": "yes"} | REST


@pytest.fixture
def home(tmp_path, today):
    with registers_home(tmp_path / "home", "VEN-03", "VEN-04"):
        yield


def test_a_report_an_assessment_and_a_mapping_turn_the_controls_over_vendors_from_fail_to_pass(home, today):
    hour = timedelta(hours=1)
    vendor = a_vendor()
    outcome, why = standing("vendors", "VEN-03", today + hour)
    assert outcome == "fail"
    report = a_report(vendor)
    outcome, why = standing("vendors", "VEN-04", today + 2 * hour)
    assert (outcome, "What vendors expect of us" in why) == ("fail", True)
    for one in report.complementary.all():
        map_complementary(HOUSE, one, control=Control.objects.get(key="VEN-03"))
    assert standing("vendors", "VEN-04", today + 3 * hour)[0] == "pass"
    assert standing("vendors", "VEN-03", today + 3 * hour)[0] == "fail"
    assess_exception(HOUSE, report.exceptions.get(), effect="None of ours.")
    assess_vendor(HOUSE, vendor, answers=FINE, conclusion=Conclusion.ACCEPTED)
    assert standing("vendors", "VEN-03", today + 4 * hour)[0] == "pass"


def test_a_report_that_grows_too_old_fails_and_a_correction_is_sealed_in_its_place(home, today):
    vendor = a_vendor()
    report = a_report(vendor, complementary=["Remove your leavers."])
    map_complementary(HOUSE, report.complementary.get(), not_needed_because="It removes them itself.")
    assess_vendor(HOUSE, vendor, answers=FINE, conclusion=Conclusion.ACCEPTED)
    assert standing("vendors", "VEN-04", today)[0] == "pass"
    earlier = {"from_on": date(2024, 1, 1), "ends_on": date(2024, 12, 31)}
    a_report(vendor, corrects=report, because="The year.", complementary=["Remove your leavers."], **earlier)
    outcome, why = standing("vendors", "VEN-04", today + timedelta(hours=1))
    assert (outcome, "report that is still current" in why) == ("fail", True)
