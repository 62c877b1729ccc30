"""A report is issued whole or not at all, by the partner, once; and what was issued never changes."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from attestry.controls.models import Control
from attestry.deviations.actions.sharing import respond
from attestry.deviations.queries.management import shared_results
from attestry.deviations.rules.answering import Stance
from attestry.engagements.actions.standard import set_standard
from attestry.engagements.errors import BehindTheWall, CannotIssue, WrongForKind
from attestry.engagements.models import Engagement, Firm
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.rules.state import State
from attestry.engagements.tests.examination import NOW, an_examination
from attestry.engagements.tests.issuing import in_review
from attestry.evidence.actions import ledger_key
from attestry.evidence.queries import body, entry, store
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.digest import canonical_json, sha256_hex
from attestry.kit.errors import Broken, NotAllowed
from attestry.opinions.actions.issuing import issue_soc_report, share_draft
from attestry.opinions.errors import OpinionRefused
from attestry.opinions.models import IssuedReport
from attestry.opinions.queries.companion import refuse_unless_signed
from attestry.opinions.queries.report_content import content_of
from attestry.opinions.rules.contents import ATTESTATION, missing_in, refuse_strange_parts
from attestry.opinions.tests import whole
from attestry.opinions.tests.whole import DEVIATION, QUALIFIED, fresh, issued_by, ready, today
from attestry.workpapers.actions.opening import open_workpaper
from attestry.workpapers.actions.writing import mark_item
from attestry.workpapers.errors import NoOperationInType1
from attestry.workpapers.models import Workpaper
from attestry.workpapers.rules.aspect import Aspect
from attestry.workpapers.rules.grid import Mark
from attestry.workpapers.tests.papers import an_entry, items_of


@pytest.fixture
def type_1(db):
    """A Type 1 as of the last of June."""
    with clock.simulated(NOW):
        yield an_examination(kind=EngagementKind.SOC_2_TYPE_1)


def pages_of(report: IssuedReport) -> list[str]:
    read = PdfReader(BytesIO(store().read(report.digest)))
    return [" ".join(page.extract_text().split()) for page in read.pages]


def test_r74_the_partner_issues_a_whole_type_2_with_a_qualified_criterion(examination, tmp_path):
    engagement = ready(examination, tmp_path)
    for user in (examination.lead, examination.executive):
        with pytest.raises(NotAllowed):
            issue_soc_report(user.actor(), engagement, report_on=today())
    for user in (examination.senior, examination.auditor):
        with pytest.raises(BehindTheWall):
            issue_soc_report(user.actor(), engagement, report_on=today())
    made = issue_soc_report(examination.partner.actor(), engagement, report_on=today())
    told = " ".join(pages_of(made))
    for words in ("Section I:", "Section II:", "Section III:", "Section IV:", "Section V:", DEVIATION):
        assert words in told
    assert "except for the matter described above with regard to CC8.1" in told
    assert "Opinion on the operation" in told
    assert "controls operated effectively Qualified" not in told, "a heading affirms nothing"
    assert QUALIFIED["reasons"] in told
    assert "Not covered by the opinion." in told
    held = Engagement.objects.get(pk=engagement.pk)
    assert (held.the_state, held.report_entry_seq) == (State.ISSUED, made.entry_seq)
    assert body(entry(made.entry_seq))["digest"] == made.digest
    assert "DRAFT" not in told


def test_r72_a_lapsed_licence_keeps_the_report_from_being_issued(examination, tmp_path):
    engagement = ready(examination, tmp_path)
    Firm.objects.update(licence_expires_on=NOW.date().replace(year=2025))
    with pytest.raises(CannotIssue, match="licence"):
        issue_soc_report(examination.partner.actor(), engagement, report_on=today())
    Firm.objects.update(licence_expires_on=NOW.date().replace(year=2027))
    assert (
        issue_soc_report(examination.partner.actor(), whole.fresh(examination), report_on=today()).version
        == 1
    )


def test_r115_without_its_assertion_or_its_tests_nothing_is_issued_and_the_section_is_named(
    examination, tmp_path
):
    content = content_of(ready(examination, tmp_path), report_on=today())
    assert missing_in(content) == ()
    assert [one.section for one in missing_in({**content, "assertion": {}})] == ["II Assertion"]
    designs = [
        {**one, "tests": [test for test in one["tests"] if test["aspect"] == "design"]}
        for one in content["controls"]
    ]
    (bare,) = missing_in({**content, "controls": designs})
    assert (bare.section, "no test of operation" in bare.words) == ("IV Tests", True)


def test_r115_an_assertion_that_is_void_refuses_the_issue(examination, tmp_path):
    engagement = ready(examination, tmp_path)
    whole.write_all(examination, dc_1="Payslips is the service, and something was added to it afterwards.")
    with pytest.raises(CannotIssue, match="II Assertion: management's assertion is not signed"):
        issue_soc_report(examination.partner.actor(), engagement, report_on=today())
    assert not IssuedReport.objects.exists()


def test_r164_the_six_parts_of_the_attestation_are_fields_and_each_is_wanted(examination, tmp_path):
    content = content_of(ready(examination, tmp_path), report_on=today())
    assert set(content["attestation"]) == set(ATTESTATION)
    assert all(content["attestation"].values())
    for part, words in ATTESTATION.items():
        lacking = missing_in({**content, "attestation": {**content["attestation"], part: ""}})
        assert [one.words for one in lacking] == [f"its {words} is missing"]


def test_r165_section_i_names_the_standard_and_a_later_setting_changes_nothing_issued(examination, tmp_path):
    made = issued_by(examination, tmp_path)
    assert examination.engagement.standard in " ".join(pages_of(made))
    set_standard(examination.lead.actor(), text="AT-C 999", effective_on=today(), reason="It was renewed.")
    again = IssuedReport.objects.get(pk=made.pk)
    assert "AT-C 999" not in str(again.content)
    assert sha256_hex(canonical_json(again.content)) == made.content_digest


def test_r120_r122_a_type_1_says_what_it_does_not_and_no_later_edit_reaches_it(type_1, tmp_path):
    made = issued_by(type_1, tmp_path)
    before = canonical_json(made.content)
    Control.objects.filter(key="CHG-02").update(statement="Something else altogether.")
    again = IssuedReport.objects.get(pk=made.pk)
    assert (canonical_json(again.content), sha256_hex(before)) == (before, made.content_digest)
    told = " ".join(pages_of(made))
    assert told.count("was not examined, and no opinion on it is given") >= 2
    assert "Operated effectively" not in told
    assert all(test["aspect"] == "design" for one in again.content["controls"] for test in one["tests"])


def test_r93_a_type_1_takes_no_result_about_operation(type_1):
    control = whole.a_live_control(type_1)
    with pytest.raises(NoOperationInType1):
        open_workpaper(type_1.auditor.actor(), type_1.engagement, control, aspect=Aspect.OPERATION)


def test_r16_a_soc_3_holds_no_tests_and_is_refused_with_them(db, tmp_path):
    with clock.simulated(NOW):
        scene = an_examination(kind=EngagementKind.SOC_3)
        content = content_of(ready(scene, tmp_path), report_on=today())
        assert (content["controls"], content["description"]) == ([], {})
        test = {"aspect": "operation", "verdict": "effective", "criteria": ["CC8.1"]}
        with pytest.raises(WrongForKind, match="no controls and no tests and results"):
            refuse_strange_parts({**content, "controls": [{"tests": [test]}]})
        made = issue_soc_report(scene.partner.actor(), whole.fresh(scene), report_on=today())
        told = " ".join(pages_of(made))
    assert "for general use" in told
    assert "Section IV" not in told
    assert DEVIATION not in told


def test_an_issued_report_never_changes_and_a_reissue_names_the_old_one(examination, tmp_path):
    made = issued_by(examination, tmp_path)
    for change in (
        lambda: IssuedReport.objects.filter(pk=made.pk).update(why="x"),
        lambda: IssuedReport.objects.filter(pk=made.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    partner = examination.partner.actor()
    with pytest.raises(OpinionRefused, match="Say why"):
        issue_soc_report(partner, whole.fresh(examination), report_on=today())
    again = issue_soc_report(partner, whole.fresh(examination), report_on=today(), why="A name was misspelt.")
    assert (again.version, again.replaces) == (2, made)
    told = " ".join(pages_of(again))
    assert "This report replaces version 1" in told
    assert made.digest in told.replace(" ", "")


def test_a_first_report_replaces_none(examination, tmp_path):
    with pytest.raises(OpinionRefused, match="could replace"):
        issue_soc_report(
            examination.partner.actor(), ready(examination, tmp_path), report_on=today(), why="x"
        )


def test_everything_that_stands_against_it_is_said_at_once(examination, tmp_path):
    whole.a_live_control(examination)
    engagement = in_review(examination)
    with pytest.raises(CannotIssue) as refusal:
        issue_soc_report(examination.partner.actor(), engagement, report_on=today())
    sections = {one.partition(":")[0] for one in refusal.value.missing}
    assert sections >= {"I Opinion", "II Assertion", "III Description", "IV Tests"}


def test_the_companion_is_signed_by_the_house_and_a_change_is_noticed(examination, tmp_path):
    made = issued_by(examination, tmp_path)
    verifier = ledger_key().verifier
    refuse_unless_signed(made.companion, verifier)
    said = made.companion["report"]
    assert (said["pdf_sha256"], said["scope"]["from"]) == (made.digest, "2026-01-01")
    assert [one["deviating"] for one in said["tests"] if one["aspect"] == "operation"] == [1]
    forged = json.loads(json.dumps(made.companion))
    forged["report"]["opinions"][2]["kind"] = "unmodified"
    with pytest.raises(Broken, match="something else"):
        refuse_unless_signed(forged, verifier)


def test_a_shared_draft_is_frozen_and_the_journal_holds_its_digest_alone(examination, tmp_path):
    whole.tested(examination, whole.a_live_control(examination), tmp_path)
    with pytest.raises(BehindTheWall):
        share_draft(examination.auditor.actor(), examination.engagement)
    made = share_draft(examination.senior.actor(), examination.engagement)
    assert made.digest == sha256_hex(canonical_json(made.content))
    told = str([one.record() for one in JournalEntry.objects.all()])
    assert made.digest in told
    assert DEVIATION not in told


def test_the_report_is_tagged_and_has_bookmarks(examination, tmp_path):
    made = issued_by(examination, tmp_path)
    read = PdfReader(BytesIO(store().read(made.digest)))
    catalog = read.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    titles = [one.title for one in read.outline if not isinstance(one, list)]
    assert [one.partition(":")[0] for one in titles] == [
        f"Section {number}" for number in ("I", "II", "III", "IV", "V")
    ]


def test_a_deviating_mark_that_nobody_weighed_keeps_the_report_back(examination, tmp_path):
    ready(examination, tmp_path)
    paper = Workpaper.objects.get(engagement=examination.engagement, aspect="operation")
    mark_item(
        examination.auditor.actor(),
        paper,
        items_of(paper)[1],
        marks={"A": Mark.FAIL},
        words="Late as well.",
        entry_seq=an_entry().seq,
    )
    with pytest.raises(CannotIssue, match="neither explained nor raised"):
        issue_soc_report(examination.partner.actor(), fresh(examination), report_on=today())


def test_what_management_answers_stands_in_section_v_in_its_own_words(examination, tmp_path):
    engagement = ready(examination, tmp_path)
    result = shared_results(engagement)[0].result
    said = {"action": "Approvals are enforced.", "due_on": today(), "who": "Bo"}
    respond(examination.lead.actor(), result, stance=Stance.ACCEPTED, words="We agree with it.", **said)
    made = issue_soc_report(examination.partner.actor(), fresh(examination), report_on=today())
    section = " ".join(pages_of(made)).rpartition("Section V: Other information")[2]
    assert "We agree with it. Approvals are enforced. By Bo" in section
    assert "Management gives no other information" not in section


def test_r103_r114_the_download_is_what_was_issued_and_a_changed_byte_is_said(client, examination, tmp_path):
    made = issued_by(examination, tmp_path)
    client.force_login(examination.lead)
    at = f"/engagements/{examination.engagement.pk}/report/"
    answer = client.get(f"{at}{made.version}/file/")
    assert sha256_hex(answer.content) == made.digest
    page = client.get(at).content.decode()
    assert made.digest[:12] in page
    assert 'role="alert"' not in page
    path = next(settings.HOME.root.rglob(made.digest[2:]))
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert 'role="alert"' in client.get(at).content.decode()
    assert client.get(f"{at}{made.version}/file/").status_code == 500
    client.force_login(examination.senior)
    assert client.post("/engagements/check-a-report/", {"digest": made.digest}).status_code == 200


def test_each_page_of_a_draft_says_that_it_is_one_and_whose(client, examination, tmp_path):
    whole.a_live_control(examination)
    client.force_login(examination.senior)
    answer = client.get(f"/engagements/{examination.engagement.pk}/firm/report/draft/")
    pages = PdfReader(BytesIO(answer.content)).pages
    assert len(pages) > 4
    for page in pages:
        told = page.extract_text()
        assert "DRAFT" in told.upper()
        assert "Sam" in told
