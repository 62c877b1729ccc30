from datetime import date

import pytest

from attestry.accounts.tests.people import HOUSE
from attestry.controls.models import Control
from attestry.journal.models import JournalEntry
from attestry.vendors.actions.assessing import assess_vendor, close_finding
from attestry.vendors.actions.intake import record_report
from attestry.vendors.actions.keeping import edit_vendor, end_vendor
from attestry.vendors.actions.reports import (
    assess_exception,
    map_complementary,
    record_bridge_letter,
    sign_report_review,
)
from attestry.vendors.errors import (
    AlreadyDecided,
    ReviewUnfinished,
    VendorChanged,
    VendorRefused,
    VendorTaken,
)
from attestry.vendors.rules.assurance import Opinion, ReportKind
from attestry.vendors.rules.questions import Conclusion
from attestry.vendors.rules.tiering import Access, DataHeld, Dependence
from attestry.vendors.tests.conftest import a_vendor

GRAVE = {"contract": "no", "notice": "yes", "return": "partly", "sign_in": "yes", "encryption": "yes"}
REST = {"testing": "yes", "recovery": "not_applicable", "subprocessors": "yes", "assurance": "yes"}


def a_report(vendor, **changes):
    said = {
        "kind": ReportKind.SOC2_TYPE2,
        "from_on": date(2025, 1, 1),
        "ends_on": date(2025, 12, 31),
        "issued_on": date(2026, 2, 1),
        "opinion": Opinion.QUALIFIED,
        "categories": ["security", "availability"],
        "exceptions": ["Two leavers kept access for nine days."],
        "complementary": ["Customers remove their own leavers.", "Customers size their own tenants."],
        "carve_outs": ["A cloud of another"],
    }
    return record_report(HOUSE, vendor, **{**said, **changes})


def test_r163_a_vendors_report_is_captured_mapped_and_its_review_signed(today):
    vendor = a_vendor()
    report = a_report(vendor)
    assert (report.kind, report.opinion) == ("soc2_type2", "qualified")
    assert report.categories == ["availability", "security"]
    assert report.carve_outs == ["A cloud of another"]
    assert report.gap(today.date()).days == 69
    with pytest.raises(ReviewUnfinished, match="1 exceptions are not assessed; 2 complementary"):
        sign_report_review(HOUSE, report, conclusion="Fine.")
    assess_exception(HOUSE, report.exceptions.get(), effect="None of ours were among them.")
    leavers, size = report.complementary.all()
    map_complementary(HOUSE, leavers, control=Control.objects.get(key="IAM-06"))
    map_complementary(HOUSE, size, not_needed_because="The vendor sizes ours, by contract.")
    signed = sign_report_review(HOUSE, report, conclusion="Still fit for what it does.")
    vendor.refresh_from_db()
    assert (signed.reviewed_by, vendor.reviewed_on) == (HOUSE.name, today.date())
    assert JournalEntry.objects.filter(act="vendors.sign_report_review", subject="vendor:Cloudy").exists()
    with pytest.raises(AlreadyDecided):
        sign_report_review(HOUSE, report, conclusion="Again.")


def test_a_letter_bridges_the_days_since_the_report_and_no_others(today):
    report = a_report(a_vendor())
    with pytest.raises(VendorRefused, match="begins the day after"):
        record_bridge_letter(
            HOUSE, report, from_on=date(2026, 1, 2), until_on=date(2026, 3, 1), signed_by="Its chief"
        )
    bridged = record_bridge_letter(
        HOUSE, report, from_on=date(2026, 1, 1), until_on=date(2026, 3, 7), signed_by="Its chief"
    )
    assert bridged.gap(today.date()).days == 3


@pytest.mark.parametrize(
    "changes, why",
    [
        ({"from_on": None}, "covers a period"),
        ({"from_on": date(2026, 1, 1)}, "ends before it begins"),
        ({"issued_on": date(2025, 12, 30)}, "before what it speaks of is over"),
        ({"issued_on": date(2026, 3, 11)}, "still to come"),
        ({"categories": []}, "at least one category"),
    ],
)
def test_a_report_whose_dates_can_not_be_is_refused(today, changes, why):
    with pytest.raises(VendorRefused, match=why):
        a_report(a_vendor(), **changes)


def test_a_complementary_control_is_met_by_one_of_ours_or_needs_none(today):
    report = a_report(a_vendor())
    with pytest.raises(VendorRefused, match="not both"):
        map_complementary(HOUSE, report.complementary.first())


def test_each_no_of_an_assessment_becomes_a_finding_with_a_day(today):
    vendor = a_vendor()
    with pytest.raises(VendorRefused, match="Not answered"):
        assess_vendor(HOUSE, vendor, answers=GRAVE, conclusion=Conclusion.ACCEPTED)
    with pytest.raises(VendorRefused, match="Something grave"):
        assess_vendor(HOUSE, vendor, answers=GRAVE | REST, conclusion=Conclusion.ACCEPTED)
    made = assess_vendor(
        HOUSE, vendor, answers=GRAVE | REST, conclusion=Conclusion.WITH_CONDITIONS, note="A contract by May."
    )
    found = {one.severity: one.due_on for one in made.findings.all()}
    assert found == {"high": date(2026, 4, 9), "medium": date(2026, 6, 8)}
    one = made.findings.first()
    assert close_finding(HOUSE, one, resolution="Signed.").closed_at == today
    with pytest.raises(AlreadyDecided):
        close_finding(HOUSE, one, resolution="Signed.")


def test_a_vendor_stands_once_in_the_register_and_two_who_change_it_both_hear_of_it(today):
    vendor = a_vendor()
    with pytest.raises(VendorTaken):
        a_vendor("CLOUDY")
    seen = vendor.digest()
    facts = {"data_held": DataHeld.NONE, "access": Access.NONE, "dependence": Dependence.LOW}
    assert edit_vendor(HOUSE, vendor, **facts, seen=seen).tier == "low"
    with pytest.raises(VendorChanged):
        edit_vendor(HOUSE, vendor, **facts, service="Mail", seen=seen)


def test_who_is_carved_out_is_expected_to_run_controls(today):
    with pytest.raises(VendorRefused, match="name their kinds"):
        a_vendor(method="carve_out")


def test_a_relation_ends_with_word_of_access_and_data_and_not_before_it_began(today):
    vendor = a_vendor()
    with pytest.raises(VendorRefused, match="before it began"):
        end_vendor(HOUSE, vendor, ended_on=date(2024, 1, 1), how="Closed.")
    with pytest.raises(VendorRefused, match="became of its access"):
        end_vendor(HOUSE, vendor, ended_on=date(2026, 3, 1), how=" ")
    ended = end_vendor(HOUSE, vendor, ended_on=date(2026, 3, 1), how="Keys revoked, data destroyed.")
    assert ended.review_due_on is None
