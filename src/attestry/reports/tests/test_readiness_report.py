import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from attestry.controls.actions.adopting import retire_control
from attestry.controls.models import Control
from attestry.kit import clock
from attestry.readiness.actions.assessing import begin_assessment, finalise
from attestry.readiness.queries.standings import standings
from attestry.readiness.rules.assessment import ASPECTS
from attestry.readiness.tests.samples import HOUSE, a_test_of, an_answer, begin, rate, rate_all
from attestry.reports.contents import Asked
from attestry.reports.kinds import kind_named, kinds
from attestry.reports.rules.disclaimer import DISCLAIMER, DISCLAIMER_VERSION, SHORT_DISCLAIMER
from attestry.reports.typesetting import typeset

HEADINGS = (
    "The program on one page",
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
    "Appendix A: tests",
    "Appendix B: how to check this report",
    "This is not an attestation",
)


def asked_of(system):
    at = clock.now()
    return Asked(system, at - timedelta(days=90), at)


def set_report(asked, *, kind="readiness", is_sample=False):
    chosen = kind_named(kind)
    contents = chosen.build(asked)
    made = typeset(
        contents, chosen.template, as_of=asked.as_of, organization="Tallow & Sons", is_sample=is_sample
    )
    return contents, made


def read(made):
    return PdfReader(io.BytesIO(made.pdf))


def plain(text):
    return " ".join(text.split())


# A home without a policy in force has no set of them to print; test_policy_set holds that kind to the same.
OF_ANY_HOME = [kind for kind in kinds() if kind != "policies"]


@pytest.mark.parametrize("kind", OF_ANY_HOME)
def test_r1_every_kind_of_report_carries_the_disclaimer_on_every_page(system, kind):
    _, made = set_report(asked_of(system), kind=kind)
    pages = [plain(page.extract_text()) for page in read(made).pages]
    assert DISCLAIMER in pages[0]
    assert f"version {DISCLAIMER_VERSION} of" in pages[0]
    assert all(SHORT_DISCLAIMER in page for page in pages[1:])


def test_a_template_that_draws_nothing_still_carries_the_disclaimer(system, tmp_path):
    template = tmp_path / "report.typ"
    template.write_text("#let body(facts) = []")
    asked = asked_of(system)
    contents = kind_named("readiness").build(asked)
    made = typeset(contents, template, as_of=asked.as_of, organization="Tallow", is_sample=False)
    assert DISCLAIMER in plain(read(made).pages[0].extract_text())


def test_the_file_is_tagged_titled_and_has_bookmarks(system):
    _, made = set_report(asked_of(system))
    file = read(made)
    root = file.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    assert file.metadata.title == "Readiness assessment: Tallow & Sons"
    assert b"pdfuaid:part" in made.pdf or "pdfuaid" in str(root["/Metadata"].get_object().get_data())
    assert [one.title for one in file.outline if not isinstance(one, list)] == list(HEADINGS)


def test_r81_cover_and_end_say_that_it_is_not_an_attestation(system):
    _, made = set_report(asked_of(system))
    pages = read(made).pages
    assert "It is not an attestation and not a SOC 2 report" in plain(pages[0].extract_text())
    assert "Only a licensed, independent accountant" in plain(pages[-1].extract_text())


def test_the_criteria_map_stands_on_the_first_page_after_the_cover_with_all_61(system):
    _, made = set_report(asked_of(system))
    page = plain(read(made).pages[1].extract_text())
    assert "The program on one page" in page
    assert all(f"{one.reference}" in page for one in standings(system, at=clock.now()).criteria)


def test_pages_are_numbered_of_all_pages_and_carry_the_digest(system):
    _, made = set_report(asked_of(system))
    pages = read(made).pages
    for number, page in enumerate(pages[1:], start=2):
        said = plain(page.extract_text())
        assert f"Page {number} of {len(pages)}" in said
        assert made.input_digest[:16] in said


def test_the_same_facts_give_the_same_bytes_and_other_facts_others(system):
    begin(system)
    asked = asked_of(system)
    _, first = set_report(asked)
    _, second = set_report(asked)
    assert first == second
    rate(system, "CC1.1")
    _, third = set_report(asked)
    assert third.input_digest != first.input_digest
    assert third.pdf != first.pdf


def test_the_sample_company_is_marked_on_every_page(system):
    _, made = set_report(asked_of(system), is_sample=True)
    assert all("Sample company" in page.extract_text() for page in read(made).pages)
    _, real = set_report(asked_of(system))
    assert not any("Sample company" in page.extract_text() for page in read(real).pages)


def test_r162_gaps_are_told_apart_and_add_up(system):
    an_answer(a_test_of("IAM-02"), failed=3, passed=7)
    for control in Control.objects.filter(mappings__family="tsc", mappings__reference="CC3.3"):
        retire_control(HOUSE, control, reason="Not performed.")
    contents, _ = set_report(asked_of(system))
    gaps = contents.facts["gaps"]
    assert [line[0] for line in gaps["missing"]] == ["CC3.3"]
    assert "IAM-02" in [line[0] for line in gaps["failing"]]
    assert gaps["total"] == sum(len(gaps[kind]) for kind in ("missing", "failing", "unknown"))


def test_r83_the_lists_of_controls_add_up_to_the_control_table(system):
    contents, _ = set_report(asked_of(system))
    controls = contents.facts["controls"]
    assert [one["title"] for one in controls["lists"]] == ["Strong", "Weak", "Missing", "Nothing to judge"]
    assert sum(len(one["controls"]) for one in controls["lists"]) == controls["total"]


def test_a_report_of_unfinished_ratings_is_a_draft_and_a_finalised_one_is_not(system):
    contents, made = set_report(asked_of(system))
    assert not contents.is_final
    assert "Draft" in read(made).pages[0].extract_text()
    begin_assessment(
        HOUSE, system, assessor="consultant", assessed_by="Bramble LLP", independence="Built nothing here."
    )
    rate_all(system)
    finalise(HOUSE, system)
    contents, made = set_report(asked_of(system))
    cover = plain(read(made).pages[0].extract_text())
    assert contents.is_final
    assert "A consultant" in cover
    assert "Built nothing here." in cover


def test_words_that_look_like_markup_are_printed_as_they_are(system):
    rate(system, "CC1.1", "not_met", reason="#panic() *no* code @here <x> $y$")
    _, made = set_report(asked_of(system))
    text = plain(" ".join(page.extract_text() for page in read(made).pages))
    assert "#panic() *no* code @here <x> $y$" in text


def test_r82_each_criterion_stands_with_three_answers_and_what_evidence_said(system):
    rate(system, "CC1.1", "not_met", reason="No code of conduct.")
    contents, _ = set_report(asked_of(system))
    lines = {line[0]: line for line in contents.facts["answers"]}
    assert lines["CC1.1"][2:5] == ["Missing", "Missing", "Missing"]
    assert lines["CC1.2"][2:5] == ["Not rated"] * 3
    assert lines["CC1.1"][5] == "design unknown, implementation unknown, operation unknown"


def test_r162_gaps_that_people_rated_are_counted_as_missing_and_inadequate(system):
    rate(system, "CC1.1", "not_met")
    rate(system, "CC1.2", "partly")
    contents, _ = set_report(asked_of(system))
    gaps = contents.facts["rated_gaps"]
    assert (gaps["missing"], gaps["inadequate"], gaps["total"]) == (1, 1, 2)
    assert [line[:1] + line[2:3] for line in gaps["lines"]] == [["CC1.1", "Missing"], ["CC1.2", "Inadequate"]]


def test_r162_the_report_prints_missing_and_inadequate_apart_and_their_sum_is_all_gaps(system):
    for reference, rating in (("CC1.1", "not_met"), ("CC1.2", "partly"), ("CC1.3", "partly")):
        rate(system, reference, rating)
    contents, made = set_report(asked_of(system))
    gaps = contents.facts["rated_gaps"]
    assert (gaps["missing"], gaps["inadequate"]) == (1, 2)
    assert gaps["missing"] + gaps["inadequate"] == gaps["total"] == len(gaps["lines"])
    text = plain(" ".join(page.extract_text() for page in read(made).pages))
    assert "Missing 1 Inadequate 2" in text
    assert "All gaps as rated 3" in text
    assert "The two add up to all gaps that people rated." in text
    assert "As rated by people (3)" in text


def test_every_gap_says_what_to_do_what_it_takes_and_what_shows_that_it_is_closed(system):
    an_answer(a_test_of("IAM-02"), failed=3, passed=7)
    contents, _ = set_report(asked_of(system))
    gap = next(line for line in contents.facts["gaps"]["failing"] if line[0] == "IAM-02")
    assert gap[5] == "4 to 16 h, 300 to 1,200 USD"
    assert gap[6] == "No task was made of it."
    assert gap[7]
    assert "passes for its whole population" in gap[8]


def test_a_second_assessment_prints_what_changed_since_the_first(system):
    rate_all(system, but=("CC1.1",))
    rate(system, "CC1.1", "not_met")
    finalise(HOUSE, system)
    begin(system)
    rate_all(system)
    contents, _ = set_report(asked_of(system))
    changes = contents.facts["changes"]
    assert changes["lines"] == [
        [
            "CC1.1",
            "Got better",
            "; ".join(f"{name}: missing to adequate" for name in ASPECTS),
        ]
    ]
    assert changes["same"] == 32
