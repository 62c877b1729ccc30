"""R163: a vendor's report is taken in with its file, read, mapped, signed; a mistake in it is corrected."""

from __future__ import annotations

import io
from datetime import date
from hashlib import sha256

import pytest
from django.test import Client

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.controls.models import Control
from attestry.effectiveness.tests.reading import links, said
from attestry.effectiveness.tests.world import a_home
from attestry.evidence.models import Entry
from attestry.vendors.actions.reports import (
    assess_exception,
    map_complementary,
    record_bridge_letter,
    sign_report_review,
)
from attestry.vendors.errors import ReportSuperseded, VendorRefused
from attestry.vendors.gaps import gaps
from attestry.vendors.models import VendorReport
from attestry.vendors.queries.standing import vendor_lines
from attestry.vendors.rules.assurance import Opinion
from attestry.vendors.tests.conftest import a_vendor
from attestry.vendors.tests.test_reports import a_report

SCRIPT = "<script>alert(1)</script>"
FILE = f"%PDF-1.7 {SCRIPT}".encode()
REPORT = {
    "kind": "soc2_type2",
    "from_on": "2025-01-01",
    "ends_on": "2025-12-31",
    "issued_on": "2026-02-01",
    "opinion": "qualified",
    "categories": ["security"],
    "exceptions": f"Two leavers kept access. {SCRIPT}",
    "complementary": "Remove your leavers\nSize your tenants",
}


@pytest.fixture(autouse=True)
def home(tmp_path):
    with a_home(tmp_path / "home") as made:
        yield made


def a_file(data=FILE, name="report.pdf"):
    made = io.BytesIO(data)
    made.name = name
    return made


def test_r163_a_sample_report_is_uploaded_captured_mapped_and_its_review_signed(lead):
    vendor = a_vendor(f"Cloudy {SCRIPT}")
    page = lead.post(f"/vendors/{vendor.pk}/reports/new/", {**REPORT, "document": a_file()}, follow=True)
    report = VendorReport.objects.get()
    digest = sha256(FILE).hexdigest()
    assert SCRIPT not in page.content.decode()
    assert digest in page.content.decode()
    words = said(page)
    for told in ("SOC 2 Type 2", "1 Jan 2025", "Qualified", "security", "69 days", "report.pdf"):
        assert told in words
    at = f"/vendors/reports/{report.pk}/"
    unsigned = said(lead.post(at, {"act": "sign", "conclusion": "Fine."}, follow=True))
    assert "1 exceptions are not assessed; 2 complementary controls are not mapped" in unsigned
    lead.post(at, {"act": "exception", "part": report.exceptions.get().pk, "effect": "None of ours."})
    leavers, size = report.complementary.all()
    lead.post(at, {"act": "map", "part": leavers.pk, "control": "IAM-06"})
    assert "Not mapped" in said(lead.get("/vendors/expected/?stands=unmapped"))
    lead.post(at, {"act": "map", "part": size.pk, "reason": "It sizes ours itself."})
    assert "Nothing matches" in said(lead.get("/vendors/expected/?stands=unmapped"))
    signed = said(lead.post(at, {"act": "sign", "conclusion": "Still fit."}, follow=True))
    assert "Review signed by Lea" in signed
    assert "Still fit." in signed
    assert SCRIPT not in lead.get(f"/vendors/{vendor.pk}/").content.decode()


def test_the_file_is_handed_out_as_a_download_to_whom_may_export_and_never_shown(lead):
    vendor = a_vendor()
    page = lead.post(f"/vendors/{vendor.pk}/reports/new/", {**REPORT, "document": a_file()}, follow=True)
    (path,) = (one for one in links(page) if "/bytes/" in one)
    download = lead.get(path)
    assert b"".join(download.streaming_content) == FILE
    download.close()
    assert download["Content-Disposition"].startswith("attachment")
    assert "sandbox" in download["Content-Security-Policy"]
    assert Entry.objects.filter(kind="document").count() == 1
    report = VendorReport.objects.get()
    for role, status in ((Role.OWNER, 403), (Role.EMPLOYEE, 403), (Role.AUDITOR, 200)):
        browser = Client()
        browser.force_login(somebody(f"Some{role.name}", role))
        answer = browser.get(path)
        answer.close()
        assert answer.status_code == status
        if role is Role.OWNER:
            assert "/bytes/" not in browser.get(f"/vendors/reports/{report.pk}/").content.decode()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"ends_on": "2024-12-31"}, "The period ends before it begins."),
        ({"issued_on": "2026-12-31"}, "The day is still to come."),
        ({"categories": []}, "at least one category"),
        ({"kind": "soc9"}, "soc9"),
        ({"document": io.BytesIO(b"")}, "file is empty"),
    ],
)
def test_a_report_that_can_not_be_is_refused_on_its_field_and_its_file_is_not_sealed(lead, more, words):
    vendor = a_vendor()
    told = {**REPORT, "document": a_file(), **more}
    told["document"].name = "report.pdf"
    answer = lead.post(f"/vendors/{vendor.pk}/reports/new/", told)
    assert (answer.status_code, words in said(answer)) == (422, True)
    assert "Remove your leavers" in said(answer)
    assert (VendorReport.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_correction_keeps_the_earlier_version_and_what_was_said_of_the_same_words(lead, today):
    report = a_report(a_vendor())
    assess_exception(HOUSE, report.exceptions.get(), effect="None of ours.")
    map_complementary(HOUSE, report.complementary.first(), control=Control.objects.get(key="IAM-06"))
    record_bridge_letter(
        HOUSE, report, from_on=date(2026, 1, 1), until_on=date(2026, 3, 7), signed_by="Its chief"
    )
    at = f"/vendors/reports/{report.pk}/correct/"
    form = lead.get(at).content.decode()
    assert "Two leavers kept access for nine days." in form
    told = {
        **REPORT,
        "opinion": "unmodified",
        "exceptions": "Two leavers kept access for nine days.\nA further one.",
        "complementary": "Customers remove their own leavers.",
    }
    assert "This field is required" in said(lead.post(at, told))
    page = said(
        lead.post(at, {**told, "because": "The opinion was misread.", "document": a_file()}, follow=True)
    )
    assert "the earlier version is kept" in page
    made, old = VendorReport.objects.get(superseded_at=None), VendorReport.objects.get(pk=report.pk)
    assert (made.opinion, old.opinion, made.corrects) == (Opinion.UNMODIFIED, Opinion.QUALIFIED, old)
    assert [one.effect for one in made.exceptions.all()] == ["None of ours.", ""]
    assert made.complementary.get().control.key == "IAM-06"
    assert made.bridged_until == date(2026, 3, 7)
    assert made.entry_seq is not None
    assert vendor_lines(today.date())[0].report == made
    assert "An earlier version" in said(lead.get(f"/vendors/reports/{report.pk}/"))
    assert "The opinion was misread." in said(lead.get(f"/vendors/reports/{made.pk}/"))


def test_an_earlier_version_is_neither_read_on_nor_corrected_again(today):
    report = a_report(a_vendor())
    made = a_report(report.vendor, corrects=report, because="A day.", ends_on=date(2025, 11, 30))
    assert made.gap(today.date()).days == 100
    for refused in (
        lambda: a_report(report.vendor, corrects=report, because="Again."),
        lambda: sign_report_review(HOUSE, report, conclusion="Fine."),
        lambda: assess_exception(HOUSE, report.exceptions.get(), effect="None."),
        lambda: map_complementary(HOUSE, report.complementary.first(), not_needed_because="None."),
        lambda: record_bridge_letter(
            HOUSE, report, from_on=date(2026, 1, 1), until_on=date(2026, 3, 1), signed_by="Its chief"
        ),
    ):
        with pytest.raises(ReportSuperseded):
            refused()
    with pytest.raises(VendorRefused, match="what was wrong"):
        a_report(report.vendor, corrects=made, because=" ")


def test_a_report_names_only_an_entry_that_holds_a_document(today):
    with pytest.raises(VendorRefused, match="holds no document"):
        a_report(a_vendor(), entry_seq=7)


def test_what_is_not_mapped_is_a_gap_until_it_is(today):
    report = a_report(a_vendor())

    def found():
        return {one.key.rpartition(":")[2] for one in gaps(today)}

    assert {"exceptions", "complementary", "opinion"} <= found()
    for one in report.complementary.all():
        map_complementary(HOUSE, one, not_needed_because="It does so itself.")
    assert "complementary" not in found()


def test_a_bridge_gap_is_shown_with_its_days(lead, today):
    report = a_report(a_vendor())
    at, vendor = f"/vendors/reports/{report.pk}/", f"/vendors/{report.vendor_id}/"
    assert "69 days" in said(lead.get(vendor))
    letter = {"act": "letter", "from_on": "2026-01-01", "until_on": "2026-03-07", "signed_by": "Its chief"}
    assert "3 days since" in said(lead.post(at, letter, follow=True))
    assert "3 days" in said(lead.get(vendor))
    assert "begins the day after" in said(lead.post(at, {**letter, "from_on": "2026-01-05"}, follow=True))
    assert "no day such as" in said(lead.post(at, {**letter, "from_on": "soon"}, follow=True))


def test_a_corrected_report_that_ends_earlier_is_the_one_that_counts(lead, today):
    old = a_report(a_vendor())
    assert vendor_lines(today.date())[0].report == old
    made = a_report(old.vendor, corrects=old, because="The year was misread.", ends_on=date(2025, 11, 30))
    (line,) = vendor_lines(today.date())
    assert line.report == made
    page = said(lead.get(f"/vendors/{old.vendor_id}/"))
    assert "100 days" in page
    assert "69 days" not in page
    assert "Corrected by another version" in page
