"""A readiness report names what does not apply, whose controls it rests on, and the task of each gap."""

from __future__ import annotations

import io
from datetime import timedelta

import docx
import pytest

from attestry.controls.models import Mapping
from attestry.kit import clock
from attestry.readiness.actions.assessing import begin_assessment, finalise
from attestry.readiness.queries.open_work import open_work
from attestry.readiness.rules.lacks import Lack
from attestry.readiness.tests.samples import HOUSE, a_test_of, an_answer, rate, rate_all
from attestry.remediation.actions.moving import start_task
from attestry.remediation.models import Task
from attestry.remediation.tests.samples import drawn, old_task
from attestry.remediation.tests.samples import task as a_task
from attestry.reports.contents import Asked
from attestry.reports.kinds import kind_named
from attestry.reports.kinds.readiness.tasks import NO_TASK
from attestry.reports.tests.test_readiness_report import asked_of, plain, read, set_report
from attestry.reports.word import write
from attestry.scope.actions.deciding import mark_inapplicable
from attestry.scope.actions.drawing import add_component
from attestry.scope.actions.environments import add_environment
from attestry.scope.actions.sharing import (
    add_subservice_organization,
    add_user_entity_control,
    expect_control,
)
from attestry.scope.rules.promises import Method, UserControlKind
from attestry.scope.rules.system import ComponentKind

NO_PREMISES = "No premises hold systems of the service."


def facts_of(system):
    return kind_named("readiness").build(asked_of(system)).facts


def printed(system):
    """What the PDF says, and what the DOCX says."""
    asked, kind = asked_of(system), kind_named("readiness")
    contents, made = set_report(asked)
    word = write(contents, kind.draw, as_of=asked.as_of, organization="Tallow", is_sample=False)
    pdf = " ".join(page.extract_text() for page in read(made).pages)
    return plain(pdf), plain(in_order(docx.Document(io.BytesIO(word.docx))))


def in_order(document):
    """The text of a document as one reads it, tables between paragraphs."""
    return " ".join(
        one.text if hasattr(one, "text") else " ".join(cell.text for row in one.rows for cell in row.cells)
        for one in document.iter_inner_content()
    )


@pytest.fixture
def shared(system):
    hall = add_subservice_organization(
        HOUSE, system, name="Hall Ltd", service="Hosting", method=Method.CARVE_OUT,
        why_needed="Its guards keep the halls.", monitoring="Its report is read each year",
    )  # fmt: skip
    expect_control(HOUSE, hall, text="Guards admit named people only", criteria=["CC6.4"])
    add_subservice_organization(
        HOUSE,
        system,
        name="Desk Inc",
        service="Support at night",
        method=Method.INCLUSIVE,
        why_needed="Voices.",
    )
    add_user_entity_control(
        HOUSE, system, kind=UserControlKind.COMPLEMENTARY, text="Employers remove leavers in a day",
        criteria=["CC6.2"], without_it="Leavers keep access.",
    )  # fmt: skip
    add_user_entity_control(
        HOUSE, system, kind=UserControlKind.RESPONSIBILITY, text="Employers keep a browser current"
    )
    return system


def test_r18_criteria_that_do_not_apply_are_printed_with_their_reasons_and_who_judged_so(system):
    mark_inapplicable(HOUSE, system, reference="CC6.4", reason=NO_PREMISES)
    rate(system, "CC6.4")
    rate(system, "CC6.5", "not_applicable", reason="No media are used.")
    lines = {line[0]: line[2:] for line in facts_of(system)["inapplicable"]}
    assert lines["CC6.4"][0] == NO_PREMISES
    assert lines["CC6.4"][1].startswith("in the scope, by Attestry (tests)")
    assert lines["CC6.4"][1].endswith("though rated met")
    assert lines["CC6.5"][0] == "No media are used."
    assert lines["CC6.5"][1].startswith("by rating, by Attestry (tests)")
    for said in printed(system):
        assert "Criteria that do not apply" in said
        assert NO_PREMISES in said


def test_a_criterion_that_does_not_apply_is_no_gap_and_nobody_s_work(system):
    Mapping.objects.filter(reference="CC6.4").delete()
    assert "CC6.4" in [line[0] for line in facts_of(system)["gaps"]["missing"]]
    mark_inapplicable(HOUSE, system, reference="CC6.4", reason=NO_PREMISES)
    assert "CC6.4" not in [line[0] for line in facts_of(system)["gaps"]["missing"]]
    wanting = open_work(system, at=clock.now()).lacking[Lack.NO_CONTROL]
    assert "CC6.4" not in [one.reference for one in wanting]


def test_subservice_organizations_are_printed_with_their_method_and_what_is_expected_of_them(shared):
    hall = next(one for one in facts_of(shared)["others"]["organizations"] if one["name"] == "Hall Ltd")
    assert (hall["method"], hall["expected"]) == ("Carve-out", [["Guards admit named people only", "CC6.4"]])
    for said in printed(shared):
        assert "Hall Ltd: carve-out" in said
        assert "Guards admit named people only" in said
        assert "Its report is read each year." in said
        assert "Desk Inc: inclusive" in said


def test_complementary_controls_are_told_apart_from_responsibilities(shared):
    for said in printed(shared):
        control, duty = (
            said.rindex("Complementary user entity controls"),
            said.rindex("Responsibilities of user"),
        )
        assert control < said.rindex("Employers remove leavers in a day") < duty
        assert "Leavers keep access." in said[control:duty]
        assert duty < said.rindex("Employers keep a browser current")


def test_the_boundary_is_drawn_with_what_is_in_out_and_relied_on(shared):
    add_component(HOUSE, shared, kind=ComponentKind.SOFTWARE, name="Wage engine")
    add_environment(HOUSE, shared, name="Production", is_production=True, reaches_production_data=True)
    pdf, _ = printed(shared)
    drawn = pdf[pdf.index("User entities do") : pdf.index("Figure 1: The boundary of Payroll")]
    for words in ("Carved out", "Hall Ltd", "The system", "Wage engine", "Desk Inc", "Production (in)"):
        assert words in drawn


def test_every_gap_is_tied_to_its_task_with_state_and_day(system):
    an_answer(a_test_of("IAM-02"), failed=3)
    rate_all(system, but=("CC6.1",))
    rate(system, "CC6.1", "not_met", reason="Nobody keeps the list.")
    found = facts_of(system)
    every = [*found["gaps"]["failing"], *found["gaps"]["unknown"], *found["gaps"]["missing"]]
    assert {line[6] for line in every} == {NO_TASK}
    drawn()
    task = Task.objects.get(gap_key="control:IAM-02")
    Task.objects.filter(pk=task.pk).update(due_on=clock.now().date() + timedelta(days=80))
    start_task(HOUSE, task)
    day = f"{clock.now() + timedelta(days=80):%-d %b %Y}"
    found = facts_of(system)
    gap = next(line for line in found["gaps"]["failing"] if line[0] == "IAM-02")
    assert gap[6] == f"In progress, due {day}; Olive; medium"
    every = [*found["gaps"]["failing"], *found["gaps"]["unknown"], *found["gaps"]["missing"]]
    assert NO_TASK not in {line[6] for line in every}
    (rated,) = [line for line in found["rated_gaps"]["lines"] if line[0] == "CC6.1"]
    assert "of its controls left, the last due " + day in rated[4]
    assert all(
        line[4] != NO_TASK for line in [*found["registers"]["policies"], *found["registers"]["paperwork"]]
    )
    for said in printed(system):
        assert f"In progress, due {day}; Olive; medium" in said


def test_a_task_stands_as_it_stood_at_the_end_of_the_period(system):
    an_answer(a_test_of("IAM-02"), failed=3)
    drawn()
    then = clock.now()
    start_task(HOUSE, Task.objects.get(gap_key="control:IAM-02"))
    asked = Asked(system, then - timedelta(days=90), then)
    before = kind_named("readiness").build(asked).facts["gaps"]["failing"]
    assert next(line for line in before if line[0] == "IAM-02")[6].startswith("Open, ")


def test_the_roadmap_says_what_is_due_when_and_what_endangers_it(system):
    assert facts_of(system)["remediation"] == {"total": 0, "left": 0, "months": [], "dangers": []}
    due = clock.now().date() + timedelta(days=40)
    made = a_task("Put a gate", due_on=due)
    old_task("Name an owner")
    found = facts_of(system)["remediation"]
    assert [line[:2] for line in found["months"]] == [[f"{due:%B %Y}", "1"], ["No day yet", "1"]]
    assert found["dangers"] == ["1 task without an owner.", "1 task without a day."]
    Task.objects.filter(pk=made.pk).update(due_on=clock.now().date() - timedelta(days=1))
    assert "1 task overdue." in facts_of(system)["remediation"]["dangers"]


def test_r81_who_assessed_their_kind_and_independence_stand_on_the_cover_and_every_page_disclaims(system):
    begin_assessment(
        HOUSE, system, assessor="consultant", assessed_by="Bramble LLP", independence="Built nothing here."
    )
    rate_all(system)
    finalise(HOUSE, system)
    _, made = set_report(asked_of(system))
    pages = [plain(page.extract_text()) for page in read(made).pages]
    for words in ("Readiness assessment", "Final", "Bramble LLP (A consultant)", "Built nothing here."):
        assert words in pages[0]
    assert all("not an attestation, not a SOC 2 report" in page for page in pages[1:])
    _, word = printed(system)
    assert "Bramble LLP" in word
    assert "Built nothing here." in word


def test_r83_each_criterion_has_its_score_and_how_heavy_what_is_wanting_weighs(system):
    an_answer(a_test_of("IAM-02"), failed=3)
    found = facts_of(system)
    criteria = {one["reference"]: one for one in found["criteria"]}
    assert criteria["CC6.1"]["severity"] in ("blocker", "high")
    assert criteria["CC6.1"]["score"] == found["score"]["criteria"]["CC6.1"]
    assert set(found["score"]["blockers"]) == {
        one["reference"] for one in found["criteria"] if one["severity"] == "blocker"
    }


def test_r83_the_report_says_verdict_blockers_earliest_dates_budget_and_what_to_ask_of_a_firm(system):
    rate(system, "CC1.1", "not_met", reason="No code of conduct.")
    found = facts_of(system)
    dates = dict(found["plan"]["dates"])
    assert "at best" in dates["Everything in place, and so the first day of an honest period"]
    budget = dates["Budget for these hours, in USD"]
    assert found["blockers"]
    for said in printed(system):
        for words in (found["verdict"], *found["blockers"], budget, *found["plan"]["firm"]):
            assert plain(words) in said
        assert "the first day of an honest period" in said
