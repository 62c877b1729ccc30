"""A report that the firm withdrew proves nothing any more, wherever an answer names it."""

from __future__ import annotations

from datetime import date

from attestry.opinions.actions.withdrawing import withdraw_issued_report
from attestry.opinions.tests.issued import issued, issued_once  # noqa: F401
from attestry.policies.tests.world import a_person
from attestry.questionnaires.actions.library import write_answer
from attestry.questionnaires.models import Questionnaire
from attestry.questionnaires.passages import passages
from attestry.questionnaires.queries.library import answer_line
from attestry.questionnaires.queries.proofs import proofs_of
from attestry.questionnaires.rules.verdict import Verdict


def suggested(key):
    """Whether a passage of it is among those that answers are suggested from."""
    return any(one.key == key for one in passages(Questionnaire(pk=0)))


def test_evidence_that_is_a_withdrawn_report_has_ended_and_is_suggested_no_more(issued):
    report = issued.report
    key, on = f"report:{report.pk}", report.report_on
    answer = write_answer(
        issued.scene.lead.actor(),
        question="Are changes approved by another?",
        words="Yes, as our report says.",
        verdict=Verdict.YES,
        owner=a_person("Rosa"),
        review_on=date(on.year + 1, 1, 1),
        source="The report",
        evidence=(key,),
    ).answer
    assert answer_line(answer.pk, on).caution == ""
    assert suggested(key)
    withdraw_issued_report(issued.scene.partner.actor(), report, reason="A fact came to light.")
    (now,) = proofs_of((key,), on).values()
    assert "The firm withdrew it" in now.ended
    assert "The firm withdrew it" in answer_line(answer.pk, on).caution
    assert not suggested(key)
