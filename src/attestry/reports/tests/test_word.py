import io
import zipfile
from datetime import timedelta

import docx
import pytest

from attestry.kit import clock
from attestry.readiness.tests.samples import HOUSE, a_test_of, an_answer, begin, rate
from attestry.reports.actions import issue_report
from attestry.reports.contents import Contents
from attestry.reports.errors import ReportRefused
from attestry.reports.kinds import kind_named, kinds
from attestry.reports.models import Report
from attestry.reports.rules.disclaimer import DISCLAIMER, DISCLAIMER_VERSION, SHORT_DISCLAIMER
from attestry.reports.tests.test_readiness_report import asked_of
from attestry.reports.typesetting import typeset
from attestry.reports.word import write

WRITTEN = [one.id for one in kinds().values() if one.draw]


def written(system, kind="readiness", *, draw=None, is_sample=False):
    asked, chosen = asked_of(system), kind_named(kind)
    contents = chosen.build(asked)
    made = write(
        contents, draw or chosen.draw, as_of=asked.as_of, organization="Tallow & Sons", is_sample=is_sample
    )
    return made, docx.Document(io.BytesIO(made.docx))


def text_of(document):
    tables = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *tables])


@pytest.mark.parametrize("kind", WRITTEN)
def test_r1_a_docx_carries_the_disclaimer_on_its_cover_and_every_foot_whatever_its_kind_draws(system, kind):
    for draw in (None, lambda facts: []):
        _, document = written(system, kind, draw=draw)
        assert DISCLAIMER in text_of(document)
        foot = document.sections[0].footer.paragraphs[0].text
        assert SHORT_DISCLAIMER in foot
        assert f"version {DISCLAIMER_VERSION} of" in foot


def test_r81_a_docx_says_that_it_is_not_an_attestation_and_who_assessed(system):
    begin(system, assessor="consultant")
    _, document = written(system)
    said = text_of(document)
    assert "It is not an attestation and not a SOC 2 report" in said
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings[-1] == "This is not an attestation"


def test_r83_the_docx_has_the_sections_of_a_good_readiness_report(system):
    an_answer(a_test_of("IAM-02"), failed=3)
    _, document = written(system)
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == [
        "Summary",
        "Scope",
        "Method and limits",
        "Criterion by criterion",
        "Control by control",
        "Gap list",
        "Controls: strong, weak, missing",
        "Paperwork, and evidence that cannot be made up afterwards",
        "Vendors, user entities and incidents",
        "Roadmap",
        "Appendix: tests",
        "This is not an attestation",
    ]


def test_the_same_facts_give_the_same_bytes_and_the_digest_of_the_pdf(system):
    asked, chosen = asked_of(system), kind_named("readiness")
    contents = chosen.build(asked)
    told = {"as_of": asked.as_of, "organization": "Tallow", "is_sample": False}
    first, second = write(contents, chosen.draw, **told), write(contents, chosen.draw, **told)
    assert first == second
    assert first.input_digest == typeset(contents, chosen.template, **told).input_digest
    assert zipfile.ZipFile(io.BytesIO(first.docx)).testzip() is None


def test_words_that_look_like_markup_or_that_xml_cannot_hold_are_written_as_words(system):
    rate(system, "CC1.1", "not_met", reason="<w:p>no</w:p> & \x01 \x0b done")
    _, document = written(system)
    assert "<w:p>no</w:p> &   done" in text_of(document)


def test_the_sample_company_is_marked_in_the_head_of_every_page(system):
    _, document = written(system, is_sample=True)
    assert "Sample company: made up." in document.sections[0].header.paragraphs[0].text


def test_heads_of_tables_repeat_on_every_page(system):
    _, document = written(system)
    assert "w:tblHeader" in document.tables[-1].rows[0]._tr.xml


def test_a_docx_is_issued_sealed_and_downloaded_as_what_it_is(lead, system):
    today = clock.now().date()
    form = {
        "kind": "readiness",
        "file_format": "docx",
        "first_on": (today - timedelta(days=30)).isoformat(),
        "last_on": today.isoformat(),
    }
    lead.post("/reports/", form)
    made = Report.objects.get()
    answer = lead.get(f"/reports/{made.pk}/download/")
    assert made.file_name.endswith(".docx")
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert DISCLAIMER in text_of(docx.Document(io.BytesIO(answer.content)))


def test_a_form_that_a_kind_has_not_is_refused(system):
    with pytest.raises(ReportRefused, match="is not offered as “docx”"):
        issue_report(
            HOUSE, system, kind="progress", from_at=clock.now() - timedelta(days=1), file_format="docx"
        )


def test_contents_without_any_block_make_a_document(system):
    contents = Contents("Nothing", True, "a", "b", (), {})
    made = write(contents, lambda facts: [], as_of=clock.now(), organization="T", is_sample=False)
    assert "Nothing" in text_of(docx.Document(io.BytesIO(made.docx)))
