"""The files of a report: DOCX with the same contents, OSCAL, companions, and the page that checks them."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from oscal_bindings.v1.models import AssessmentResultsDocument
from pypdf import PdfReader

from attestry.evidence.actions import ledger_key
from attestry.evidence.models import Entry
from attestry.evidence.queries import store
from attestry.kit.errors import Broken
from attestry.opinions.queries.companion import pdf_named_in, refuse_unless_signed
from attestry.opinions.rules.oscal import assessment_results
from attestry.opinions.tests.issued import issued, issued_once
from attestry.opinions.tests.whole import DEVIATION

__all__ = ["issued", "issued_once"]


def words_of(data: bytes) -> str:
    """Everything that a DOCX says, its tables as well."""
    read = Document(BytesIO(data))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return " ".join([*(one.text for one in read.paragraphs), *cells])


def got(client, name, *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer


def test_the_docx_holds_the_five_sections_and_names_the_file_that_it_is_a_copy_of(issued, client):
    report = issued.report
    for user in (issued.scene.lead, issued.scene.auditor):
        client.force_login(user)
        data = got(client, "soc_report_word", report.engagement_id, 1).content
    told = words_of(data)
    for number in ("I", "II", "III", "IV", "V"):
        assert f"Section {number}:" in told
    for one in report.content["opinions"]:
        assert one["sentence"] in told
    assert report.content["assertion"]["text"].split("\n")[0] in told
    assert "Not covered by the opinion." in told
    assert DEVIATION in told
    assert f"SHA-256 {report.digest}" in told
    assert "sealed electronically" not in told, "a copy bears no seal"
    assert data == got(client, "soc_report_word", report.engagement_id, 1).content


def test_r5_section_iv_prints_the_ledger_entries_that_each_conclusion_rests_on(issued):
    read = PdfReader(BytesIO(store().read(issued.report.digest)))
    told = " ".join(" ".join(page.extract_text().split()) for page in read.pages)
    for control in issued.report.content["controls"]:
        for test in control["tests"]:
            assert test["rests_on"]
            for seq, leaf in test["rests_on"]:
                assert Entry.objects.get(seq=seq).leaf_hash == leaf
                assert f"{seq} {leaf[:10]}" in told


def test_the_contents_list_series_and_criteria_and_an_index_lists_controls_with_their_pages(issued):
    read = PdfReader(BytesIO(store().read(issued.report.digest)))
    contents = " ".join(read.pages[1].extract_text().split())
    for words in ("CC8 Change management", "CC8.1 Change management", "Index of controls"):
        assert words in contents
    index = next(
        page for page in read.pages if "Index of controls" in page.extract_text() and page != read.pages[1]
    )
    assert "CHG-02" in index.extract_text()


def test_section_v_is_marked_as_not_covered(issued):
    read = PdfReader(BytesIO(store().read(issued.report.digest)))
    told = " ".join(" ".join(page.extract_text().split()) for page in read.pages)
    assert "Not covered by the opinion." in told.rpartition("Section V: Other information")[2]


def test_the_oscal_companion_is_what_nist_s_model_wants_and_speaks_of_everything(issued, client):
    client.force_login(issued.scene.lead)
    said = json.loads(got(client, "soc_report_oscal", issued.report.engagement_id, 1).content)
    AssessmentResultsDocument.model_validate(said)
    (result,) = said["assessment-results"]["results"]
    assert (result["start"][:10], result["end"][:10]) == ("2026-01-01", "2026-06-30")
    criteria = {one["reference"] for one in issued.report.content["criteria"]}
    selection = result["reviewed-controls"]["control-selections"][0]
    assert {one["control-id"] for one in selection["include-controls"]} == criteria
    states = [one["target"]["status"]["state"] for one in result["findings"]]
    assert sorted(states) == ["not-satisfied", "satisfied"]
    assert any(one["description"] == DEVIATION for one in result["observations"])
    kinds = [prop["value"] for part in result["attestations"][0]["parts"] for prop in part["props"]]
    assert "qualified" in kinds
    assert pdf_named_in(said) == issued.report.digest


def test_the_controls_of_user_entities_and_others_stand_in_oscal(issued):
    users = {"key": "CUEC-1", "text": "Take access away.", "criteria": ["CC6.2"], "without_it": "It stays."}
    other = {
        "name": "Rack",
        "service": "Houses servers.",
        "method": "carve_out",
        "monitoring": "Its report is read.",
        "expected": [{"text": "Doors\nare locked.", "criteria": ["CC6.4"]}],
    }
    content = issued.report.content | {"user_entity_controls": [users], "subservice_organizations": [other]}
    told = {"version": 1, "pdf_digest": "ab" * 32, "file_name": "x.pdf", "entry_seq": 4}
    said = assessment_results(content, at="2026-07-06T09:00:00Z", **told)
    AssessmentResultsDocument.model_validate(said)
    (result,) = said["assessment-results"]["results"]
    assert result["attestations"][1]["parts"][1]["title"] == "CUEC-1"
    (component,) = result["local-definitions"]["components"]
    assert [one["value"] for one in component["props"]] == ["carve_out", "Doors are locked."]


@pytest.mark.parametrize("form", ["companion", "oscal"])
def test_a_companion_of_either_form_is_signed_and_a_change_is_noticed(issued, form):
    said, verifier = getattr(issued.report, form), ledger_key().verifier
    refuse_unless_signed(said, verifier)
    forged = json.loads(json.dumps(said).replace("qualified", "unmodified"))
    with pytest.raises(Broken, match="something else"):
        refuse_unless_signed(forged, verifier)


def checked(client, data, name="file.json"):
    sent = {"file": SimpleUploadedFile(name, data)}
    return client.post("/engagements/check-a-report/", sent).content.decode()


def test_the_page_that_checks_knows_the_file_its_companions_and_what_was_changed(issued, client):
    report = issued.report
    client.force_login(issued.scene.lead)
    assert "It is the report that was issued" in checked(client, store().read(report.digest), "r.pdf")
    oscal = got(client, "soc_report_oscal", report.engagement_id, 1).content
    assert "It is its OSCAL assessment results, as it was signed" in checked(client, oscal)
    companion = got(client, "soc_report_companion", report.engagement_id, 1).content
    assert "It is its companion, as it was signed" in checked(client, companion)
    for data in (oscal, companion):
        told = checked(client, data.replace(b"not_effective", b"effective"))
        assert "This companion does not hold" in told
    for data in (
        b'{"assessment-results": 5}',
        b'{"report": [], "signature": "x"}',
        b'{"assessment-results": {}}',
    ):
        assert "This companion does not hold" in checked(client, data)
    assert "No report that was issued here" in checked(client, b'{"something": "else"}')


def test_both_sides_download_every_form_once_it_is_issued(issued, client):
    for user in (issued.scene.lead, issued.scene.partner):
        client.force_login(user)
        page = client.get(f"/engagements/{issued.report.engagement_id}/report/").content.decode()
        for form in ("file", "word", "companion", "oscal"):
            at = f"/engagements/{issued.report.engagement_id}/report/1/{form}/"
            assert at in page
            assert client.get(at).status_code == 200
        assert "not the firm&#39;s signature" in page


def test_r5_from_a_criterion_of_the_report_to_the_sealed_file_in_three_clicks_and_one_answer(issued, client):
    client.force_login(issued.scene.lead)
    at = f"/engagements/{issued.report.engagement_id}/report/"
    page = client.get(at).content.decode()
    assert f'href="{at}1/evidence/"' in page
    shown = client.get(f"{at}1/evidence/").content.decode()
    assert "CC8.1" in shown
    seq, leaf = issued.report.content["controls"][0]["tests"][0]["rests_on"][0]
    assert f'href="/evidence/{seq}/"' in shown
    entry = client.get(f"/evidence/{seq}/").content.decode()
    assert leaf in entry
    (test, *_) = got(client, "soc_report_companion", issued.report.engagement_id, 1).json()["report"]["tests"]
    assert "CC8.1" in test["criteria"]
    assert [seq, leaf] in test["rests_on"]


def test_r1_the_report_carries_its_disclaimer_with_version_and_date_in_every_form(issued, client):
    client.force_login(issued.scene.lead)
    pages = PdfReader(BytesIO(store().read(issued.report.digest))).pages
    docx = got(client, "soc_report_word", issued.report.engagement_id, 1).content
    for told in (" ".join(pages[0].extract_text().split()), words_of(docx)):
        assert "gives no opinion, and vouches for neither. (Disclaimer, version 1 of 27 Nov 2026.)" in told
    for page in pages[1:]:
        assert "The software vouches for none of them." in page.extract_text()
    (section,) = Document(BytesIO(docx)).sections
    assert "The software vouches for none of them." in section.footer.paragraphs[0].text
