import pytest

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.vendors.actions.importing import import_vendors
from attestry.vendors.models import Vendor, VendorReport
from attestry.vendors.tests.conftest import a_vendor
from attestry.vendors.tests.test_reports import a_report

SCRIPT = "<script>alert(1)</script>"
FACTS = {"data_held": "personal", "access": "production", "dependence": "stops"}
REPORT = {
    "kind": "soc2_type2",
    "from_on": "2025-01-01",
    "ends_on": "2025-12-31",
    "issued_on": "2026-02-01",
    "opinion": "qualified",
    "categories": ["security"],
    "exceptions": SCRIPT,
    "complementary": "Remove your leavers",
}


def words(answer):
    return answer.content.decode()


def test_r163_a_report_is_taken_in_read_and_signed_on_its_pages(lead):
    lead.post("/vendors/new/", {"name": f"Cloudy {SCRIPT}", **FACTS})
    vendor = Vendor.objects.get()
    page = words(lead.post(f"/vendors/{vendor.pk}/reports/new/", REPORT, follow=True))
    report = VendorReport.objects.get()
    assert SCRIPT not in page
    assert "69 days" in page
    at = f"/vendors/reports/{report.pk}/"
    assert "not mapped" in words(lead.post(at, {"act": "sign", "conclusion": "Fine."}, follow=True))
    lead.post(at, {"act": "exception", "part": report.exceptions.get().pk, "effect": "None of ours."})
    unknown = {"act": "map", "part": report.complementary.get().pk, "control": "NONE-1"}
    assert "NONE-1" in words(lead.post(at, unknown, follow=True))
    lead.post(at, {**unknown, "control": "IAM-06"})
    page = words(lead.post(at, {"act": "sign", "conclusion": "Still fit."}, follow=True))
    assert "Review signed by Lea" in page
    assert SCRIPT not in words(lead.get(f"/vendors/{vendor.pk}/")) + words(lead.get("/vendors/"))


def test_what_is_exported_can_be_taken_in_again(lead):
    a_vendor()
    data = b"".join(lead.get("/vendors/?format=csv"))
    assert str(import_vendors(HOUSE, data=data)) == "0 added, 0 changed, 1 as they were"


def test_two_who_change_one_vendor_both_hear_of_it(lead):
    vendor = a_vendor()
    seen = vendor.digest()
    at = f"/vendors/{vendor.pk}/change/"
    assert lead.post(at, {**FACTS, "service": "Mail", "seen": seen}).status_code == 302
    answer = lead.post(at, {**FACTS, "service": "Post", "seen": seen})
    assert answer.status_code == 422
    assert "Somebody else changed" in words(answer)
    assert "Post" in words(answer)


def test_the_list_costs_the_same_for_three_hundred(lead, django_assert_max_num_queries):
    a_report(a_vendor())
    lead.get("/vendors/")
    with django_assert_max_num_queries(30) as first:
        lead.get("/vendors/")
    rows = "\n".join(f"Supplier {n},personal,production,stops" for n in range(300))
    import_vendors(HOUSE, data=f"name,data_held,access,dependence\n{rows}\n".encode())
    with django_assert_max_num_queries(len(first)):
        lead.get("/vendors/")


@pytest.mark.parametrize("path", ["/vendors/new/", "/vendors/import/", "/vendors/proposals/"])
def test_who_may_not_write_is_refused(client, today, path):
    client.force_login(somebody("Aud", Role.AUDITOR))
    assert client.post(path).status_code == 403


def test_an_auditor_can_not_sign_a_review(client, today):
    report = a_report(a_vendor())
    client.force_login(somebody("Aud", Role.AUDITOR))
    assert client.post(f"/vendors/reports/{report.pk}/", {"act": "sign"}).status_code == 403


def test_r91_a_vendor_is_assessed_a_finding_closed_and_the_relation_ended(lead):
    vendor = a_vendor()
    at = f"/vendors/{vendor.pk}/"
    keys = ("contract", "notice", "return", "sign_in", "encryption", "testing", "recovery", "subprocessors")
    said = {**dict.fromkeys(keys, "yes"), "assurance": "no", "conclusion": "accepted"}
    assert "Something grave" in words(lead.post(f"{at}assess/", said))
    said |= {"conclusion": "with_conditions", "note": "A report by June."}
    assert "Answered no" in words(lead.post(f"{at}assess/", said, follow=True))
    finding = vendor.findings.get()
    page = words(lead.post(f"/vendors/findings/{finding.pk}/", {"resolution": "Received."}, follow=True))
    assert "The finding is closed." in page
    assert "no day such as" in words(lead.post(f"{at}end/", {"ended_on": "soon"}, follow=True))
    lead.post(f"{at}end/", {"ended_on": "2026-03-09", "how": "Keys revoked, data destroyed."}, follow=True)
    assert words(lead.get("/vendors/?stands=wanting")).count("Cloudy") == 0
