import hashlib
import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from attestry.accounts.rules import Role
from attestry.evidence.models import Entry
from attestry.evidence.queries import body, store
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.readiness.tests.samples import HOUSE, a_person
from attestry.reports.actions import issue_report
from attestry.reports.contents import Asked
from attestry.reports.errors import ReportRefused, TypesettingFailed, UnknownKind
from attestry.reports.kinds import kind_named
from attestry.reports.models import Report
from attestry.reports.typesetting import typeset


def issue(system, actor=HOUSE, **changes):
    return issue_report(
        actor, system, **({"kind": "readiness", "from_at": clock.now() - timedelta(days=30)} | changes)
    )


def test_an_issued_report_is_sealed_as_a_document(system):
    report = issue(system, a_person(Role.EXECUTIVE).actor())
    entry = Entry.objects.get(seq=report.entry_seq)
    said = body(entry)
    assert (entry.kind, said["digest"], said["size"]) == ("document", report.digest, report.size)
    assert said["note"] == "Issued by Ada."
    assert hashlib.sha256(store().read(report.digest)).hexdigest() == report.digest


def test_issuing_stands_in_the_journal_under_the_name_of_who_asked(system):
    report = issue(system, a_person(Role.LEAD).actor())
    last = JournalEntry.objects.filter(act="reports.issue").get()
    assert (last.subject, last.actor_name, last.after["entry"]) == (
        f"report:{report.pk}",
        "Ada",
        report.entry_seq,
    )


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OWNER, Role.EMPLOYEE])
def test_others_may_not_issue(system, role):
    with pytest.raises(NotAllowed):
        issue(system, a_person(role).actor())
    assert not Report.objects.exists()


def test_a_period_that_has_not_begun_is_refused_and_nothing_is_sealed(system):
    before = Entry.objects.count()
    with pytest.raises(ReportRefused, match="ends before it begins"):
        issue(system, from_at=clock.now() + timedelta(days=1))
    with pytest.raises(UnknownKind):
        issue(system, kind="opinion")
    assert Entry.objects.count() == before


def test_a_template_that_does_not_fit_is_a_fault_that_says_so(system, tmp_path):
    template = tmp_path / "report.typ"
    template.write_text("#let body(facts) = facts.nothing_of_that_name")
    asked = Asked(system, clock.now() - timedelta(days=1), clock.now())
    contents = kind_named("readiness").build(asked)
    with pytest.raises(TypesettingFailed, match="nothing_of_that_name"):
        typeset(contents, template, as_of=asked.as_of, organization="Tallow", is_sample=False)


def test_a_report_is_issued_from_its_page_and_downloaded_as_it_was_sealed(lead):
    today = clock.now().date()
    form = {
        "kind": "readiness",
        "first_on": (today - timedelta(days=30)).isoformat(),
        "last_on": today.isoformat(),
    }
    page = lead.post("/reports/", form, follow=True)
    report = Report.objects.get()
    assert f"sealed as entry {report.entry_seq}" in page.content.decode()
    answer = lead.get(f"/reports/{report.pk}/download/")
    assert answer["Content-Disposition"] == f'attachment; filename="{report.file_name}"'
    assert hashlib.sha256(answer.content).hexdigest() == report.digest
    assert len(PdfReader(io.BytesIO(answer.content)).pages) > 5
    assert "Draft" in lead.get("/reports/").content.decode()


def test_a_period_turned_round_is_refused_at_its_field(lead):
    form = {"kind": "readiness", "first_on": "2026-03-02", "last_on": "2026-03-01"}
    answer = lead.post("/reports/", form)
    assert answer.status_code == 422
    assert "The last day is before the first." in answer.content.decode()


def test_who_may_not_issue_sees_the_list_and_no_form(auditor):
    page = auditor.get("/reports/").content.decode()
    assert "No report was issued yet" in page
    assert "Issue a report" not in page.replace('aria-label="Issue a report"', "")
    assert (
        auditor.post(
            "/reports/", {"kind": "readiness", "first_on": "2026-01-01", "last_on": "2026-01-02"}
        ).status_code
        == 403
    )
    assert auditor.get("/reports/99/").status_code == 404
