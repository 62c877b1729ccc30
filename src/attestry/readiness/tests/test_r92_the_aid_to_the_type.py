"""The aid to the type of report: its questions on the page, advice with reasons, both stored."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.readiness.models import ReportPlan
from attestry.readiness.queries.report_plan import report_plan
from attestry.readiness.rules.report_type import ReportType


def test_r92_an_urgent_first_report_is_a_type_1_with_a_path_to_type_2(lead, system):
    soon = (clock.now() + timedelta(days=60)).date()
    answers = {"last_report": "none", "asked": "no", "contracts": "", "needed_by": soon.isoformat()}
    page = lead.post("/report-type/answers/", answers, follow=True).content.decode()
    advice = report_plan(system, at=clock.now()).advice
    assert advice.type is ReportType.TYPE_1
    assert "It is the first report: its readers have seen none before." in page
    assert "the Type 2 that follows may begin the day after the date of the Type 1" in page
    stored = JournalEntry.objects.filter(act="readiness.keep_answers").latest("seq").after
    assert (stored["advice"], stored["reasons"]) == ("type_1", list(advice.reasons))
    assert ReportPlan.objects.get().answers["needed_by"] == soon.isoformat()


def test_r92_an_enterprise_contract_that_requires_a_type_2_is_followed_and_cited(lead, system):
    answers = {"last_report": "none", "asked": "yes", "contracts": "Bramble Bank, clause 4", "needed_by": ""}
    page = lead.post("/report-type/answers/", answers, follow=True).content.decode()
    advice = report_plan(system, at=clock.now()).advice
    assert advice.type is ReportType.TYPE_2
    assert "Bramble Bank, clause 4" in page
    stored = JournalEntry.objects.filter(act="readiness.keep_answers").latest("seq").after
    assert stored["advice"] == "type_2"
    assert any("Bramble Bank, clause 4" in said for said in stored["reasons"])


@pytest.mark.parametrize(
    "field, value", [("last_report", "type_9"), ("asked", "perhaps"), ("needed_by", "soon")]
)
def test_an_answer_that_is_none_is_refused_and_nothing_is_kept(lead, field, value):
    answers = {"last_report": "none", "asked": "no", "contracts": "", "needed_by": "", field: value}
    assert lead.post("/report-type/answers/", answers).status_code == 422
    assert not ReportPlan.objects.exists()
