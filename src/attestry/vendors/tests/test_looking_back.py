"""What was done about a vendor stays to be seen: assessments, findings put right, an end taken back."""

from __future__ import annotations

from datetime import date

from attestry.accounts.tests.people import HOUSE
from attestry.effectiveness.tests.reading import said
from attestry.vendors.actions.assessing import assess_vendor, close_finding
from attestry.vendors.actions.keeping import end_vendor
from attestry.vendors.models import Vendor
from attestry.vendors.rules.questions import Conclusion
from attestry.vendors.tests.conftest import a_vendor
from attestry.vendors.tests.test_reports import GRAVE, REST

SCRIPT = "<script>alert(1)</script>"


def test_past_assessments_stand_with_their_answers_and_findings_with_what_put_them_right(lead):
    vendor = a_vendor()
    for note in ("First.", f"Second. {SCRIPT}"):
        assess_vendor(HOUSE, vendor, answers=GRAVE | REST, conclusion=Conclusion.WITH_CONDITIONS, note=note)
    close_finding(HOUSE, vendor.findings.first(), resolution="A contract was signed.")
    page = lead.get(f"/vendors/{vendor.pk}/")
    words = said(page)
    assert words.index("Second.") < words.index("First.")
    for told in ("Does a signed contract set security", "Partly", "Not applicable", "A contract was signed."):
        assert told in words
    assert SCRIPT not in page.content.decode()


def test_a_relation_that_ended_by_mistake_goes_on(lead):
    vendor = a_vendor()
    end_vendor(HOUSE, vendor, ended_on=date(2026, 3, 1), how="Keys revoked.")
    at = f"/vendors/{vendor.pk}/"
    assert "Keys revoked." in said(lead.get(at))
    assert "goes on" in said(lead.post(f"{at}resume/", follow=True))
    assert Vendor.objects.get().ended_on is None
    assert "was resumed before" in said(lead.post(f"{at}resume/", follow=True))
