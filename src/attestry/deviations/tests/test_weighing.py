"""A deviation is raised, confirmed, weighed, reviewed, shared and answered, each by whom it belongs to."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from attestry.accounts.tests.people import HOUSE
from attestry.deviations.actions.evaluating import review_evaluation
from attestry.deviations.actions.raising import explain_mark, raise_from_fact, raise_from_marks
from attestry.deviations.actions.sharing import respond, share_deviation
from attestry.deviations.carried import matters
from attestry.deviations.errors import DeviationRefused, DeviationsStay, NotYet, OwnEvaluation
from attestry.deviations.models import Deviation, EvaluationReview
from attestry.deviations.queries.deviations import criteria_not_met, deviations_of, every_deviation
from attestry.deviations.queries.facts import citable_conclusions, criteria_of_deviation, figures_of
from attestry.deviations.queries.management import shared_results
from attestry.deviations.queries.marks import unexplained_marks
from attestry.deviations.queries.report import lacking_to_report
from attestry.deviations.rules.answering import Stance
from attestry.deviations.rules.ground import Ground
from attestry.deviations.rules.state import DeviationState
from attestry.deviations.rules.weighing import Effect, Severity
from attestry.deviations.tests.weighing import (
    WORDS,
    a_deviating_paper,
    a_deviation,
    confirmed,
    evaluated,
    failing,
    shared,
)
from attestry.engagements.errors import BehindTheWall
from attestry.engagements.models import Engagement
from attestry.journal.models import JournalEntry
from attestry.kit.errors import NotAllowed
from attestry.kit.salted import commitment
from attestry.populations.rules.achieved import achieved
from attestry.workpapers.actions.writing import mark_item
from attestry.workpapers.rules.grid import Mark
from attestry.workpapers.tests.papers import an_entry, items_of


def state(scene):
    return [one.state for one in every_deviation(scene.engagement)]


def test_several_items_of_a_paper_are_one_deviation_from_raised_to_answered(examination, control, tmp_path):
    paper = a_deviating_paper(examination, control, tmp_path)
    deviation = a_deviation(examination, paper)
    assert state(examination) == [DeviationState.RAISED]
    assert every_deviation(examination.engagement)[0].item_count == 2
    confirmed(examination, deviation)
    assert state(examination) == [DeviationState.CONFIRMED]
    made = evaluated(examination, deviation)
    assert state(examination) == [DeviationState.EVALUATED]
    review_evaluation(examination.partner.actor(), made, stands=True)
    result = share_deviation(examination.auditor.actor(), deviation, what="Late.", effect="At risk.")
    assert state(examination) == [DeviationState.SHARED]
    respond(examination.lead.actor(), result, stance=Stance.EXPLAINED, words="It was an emergency.")
    assert state(examination) == [DeviationState.RESPONDED]
    assert (result.tested, result.deviating) == (3, 2)


def test_every_deviating_item_of_a_concluded_paper_is_a_deviation_or_explained(
    examination, control, tmp_path
):
    paper = a_deviating_paper(examination, control, tmp_path)
    assert len(unexplained_marks(examination.engagement)) == 2
    assert "2 deviating marks" in lacking_to_report(examination.engagement)[0]
    first, second = failing(paper)
    a_deviation(examination, paper, marks=[first])
    assert [one.mark for one in unexplained_marks(examination.engagement)] == [second]
    explain_mark(examination.auditor.actor(), second, ground=Ground.TIMING, words="Approved in time.")
    assert unexplained_marks(examination.engagement) == ()


def test_a_mark_that_is_written_anew_after_its_reason_is_open_again(examination, control, tmp_path):
    paper = a_deviating_paper(examination, control, tmp_path, deviating=1)
    mark = failing(paper)[0]
    explain_mark(examination.auditor.actor(), mark, ground=Ground.TIMING, words="Approved in time.")
    mark_item(examination.auditor.actor(), paper, mark.item, marks={"A": Mark.FAIL}, words="Late after all.")
    assert len(unexplained_marks(examination.engagement)) == 1


def test_missing_evidence_is_no_reason_until_it_was_seen(examination, control, tmp_path):
    mark = failing(a_deviating_paper(examination, control, tmp_path))[0]
    said = {"ground": Ground.EVIDENCE_SEEN, "words": "They found it."}
    with pytest.raises(DeviationRefused, match="entry"):
        explain_mark(examination.auditor.actor(), mark, **said)
    explain_mark(examination.auditor.actor(), mark, **said, entry_seq=an_entry().seq)


def test_what_holds_or_was_raised_already_or_is_of_another_paper_is_not_raised(
    examination, control, tmp_path
):
    paper = a_deviating_paper(examination, control, tmp_path)
    for marks in ([], list(paper.marks.filter(mark="pass"))):
        with pytest.raises(DeviationRefused, match="marks"):
            a_deviation(examination, paper, marks=marks)
    a_deviation(examination, paper)
    with pytest.raises(DeviationRefused, match="weighed already"):
        a_deviation(examination, paper)
    with pytest.raises(DeviationRefused, match="weighed already"):
        explain_mark(examination.auditor.actor(), failing(paper)[0], ground=Ground.TIMING, words="No.")


def test_a_fact_without_a_sample_is_raised_from_an_entry_and_has_no_rate(examination, control, tmp_path):
    a_deviating_paper(examination, control, tmp_path)
    made = raise_from_fact(
        examination.auditor.actor(),
        examination.engagement,
        control,
        title="No approver",
        words="For two weeks nobody could approve.",
        entry_seq=an_entry().seq,
    )
    assert evaluated(examination, confirmed(examination, made)).tested is None
    assert figures_of(made).limits == ()


def test_a_dismissed_one_is_none_and_says_why(examination, control, tmp_path):
    made = a_deviation(examination, a_deviating_paper(examination, control, tmp_path))
    with pytest.raises(DeviationRefused, match="on_timing"):
        confirmed(examination, made, on_timing=" ")
    confirmed(examination, made, is_deviation=False)
    assert state(examination) == [DeviationState.DISMISSED]
    assert deviations_of(examination.engagement) == ()
    assert unexplained_marks(examination.engagement) == ()
    with pytest.raises(NotYet, match="confirmed"):
        evaluated(examination, made)


def test_the_rate_and_its_upper_limits_are_reckoned_and_kept(examination, control, tmp_path):
    made = a_deviation(examination, a_deviating_paper(examination, control, tmp_path))
    said = evaluated(examination, confirmed(examination, made))
    assert (said.deviating, said.tested, said.population) == (2, 3, 20)
    assert said.limits == [achieved(20, 3, 2, one).words for one in (90, 95)]


@pytest.mark.parametrize(
    ("severity", "effect", "field"),
    [
        (Severity.CRITERION_NOT_MET, Effect.AT_RISK, "severity"),
        (Severity.PERVASIVE, Effect.NONE, "severity"),
        (Severity.DEFICIENCY, Effect.NOT_MET, "severity"),
        (Severity.OBSERVATION, Effect.AT_RISK, "severity"),
        (Severity.MITIGATED, Effect.NONE, "compensating"),
    ],
)
def test_an_evaluation_that_says_two_things_at_once_is_refused(
    examination, control, tmp_path, severity, effect, field
):
    made = confirmed(examination, a_deviation(examination, a_deviating_paper(examination, control, tmp_path)))
    effects = dict.fromkeys(criteria_of_deviation(made), effect)
    with pytest.raises(DeviationRefused) as refusal:
        evaluated(examination, made, severity=severity, effects=effects)
    assert refusal.value.field == field


def test_an_effect_is_said_of_each_criterion_and_of_none_that_is_not_examined(examination, control, tmp_path):
    made = confirmed(examination, a_deviation(examination, a_deviating_paper(examination, control, tmp_path)))
    with pytest.raises(DeviationRefused, match="effects"):
        evaluated(examination, made, effects={})
    whole = dict.fromkeys(criteria_of_deviation(made), Effect.AT_RISK)
    with pytest.raises(DeviationRefused, match="P8.1 is not examined"):
        evaluated(examination, made, effects={**whole, "P8.1": Effect.NONE})


def test_only_another_tested_control_compensates(examination, control, tmp_path):
    paper = a_deviating_paper(examination, control, tmp_path)
    made = confirmed(examination, a_deviation(examination, paper))
    assert citable_conclusions(made) == ()
    with pytest.raises(DeviationRefused, match="compensating"):
        evaluated(examination, made, compensating=[paper.conclusions.get()])


def test_whoever_evaluated_does_not_review_and_the_table_refuses_it_too(examination, control, tmp_path):
    made = confirmed(examination, a_deviation(examination, a_deviating_paper(examination, control, tmp_path)))
    own = evaluated(examination, made)
    with pytest.raises(BehindTheWall):
        review_evaluation(examination.auditor.actor(), own, stands=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        EvaluationReview.objects.create(
            evaluation=own, evaluated_by=own.by, stands=True, by=own.by, by_name="x", at=own.at
        )
    with pytest.raises(DeviationRefused, match="words"):
        review_evaluation(examination.partner.actor(), own, stands=False)
    review_evaluation(examination.partner.actor(), own, stands=False, words="Ask why.")
    with pytest.raises(NotYet, match="does not stand"):
        share_deviation(examination.auditor.actor(), made, what="Late.", effect="At risk.")


def test_a_lead_who_evaluated_cannot_review_it(examination, control, tmp_path):
    made = confirmed(examination, a_deviation(examination, a_deviating_paper(examination, control, tmp_path)))
    first = evaluated(examination, made)
    scene = type(examination)(
        examination.engagement, examination.firm, examination.lead, examination.executive,
        examination.partner, examination.senior, examination.partner,
    )  # fmt: skip
    own = evaluated(scene, made, reason="Read again.")
    assert own.version == first.version + 1
    with pytest.raises(OwnEvaluation, match="Pat"):
        review_evaluation(examination.partner.actor(), own, stands=True)


def test_a_further_version_says_why_and_has_to_be_shared_anew(examination, control, tmp_path):
    made = a_deviation(examination, a_deviating_paper(examination, control, tmp_path))
    old = shared(examination, made)
    with pytest.raises(DeviationRefused, match="reason"):
        evaluated(examination, made)
    with pytest.raises(NotYet, match="shared already"):
        share_deviation(examination.auditor.actor(), made, what="Again.", effect="None.")
    again = evaluated(examination, made, reason="A further item was read.")
    assert state(examination) == [DeviationState.EVALUATED]
    assert shared_results(examination.engagement)[0].result == old
    review_evaluation(examination.partner.actor(), again, stands=True)
    new = share_deviation(examination.auditor.actor(), made, what="Later.", effect="At risk.")
    with pytest.raises(NotYet, match="later result"):
        respond(examination.lead.actor(), old, stance=Stance.EXPLAINED, words="Late answer.")
    assert [one.result for one in shared_results(examination.engagement)] == [new]
    assert shared_results(examination.engagement)[0].earlier == (old,)


def test_management_answers_in_its_own_words_and_the_firm_cannot(examination, control, tmp_path):
    result = shared(examination, a_deviation(examination, a_deviating_paper(examination, control, tmp_path)))
    for actor in (examination.auditor.actor(), examination.partner.actor()):
        with pytest.raises(NotAllowed):
            respond(actor, result, stance=Stance.EXPLAINED, words="The firm's words.")
    with pytest.raises(NotAllowed):
        respond(HOUSE, result, stance=Stance.EXPLAINED, words="The house's words.")
    with pytest.raises(DeviationRefused, match="action"):
        respond(examination.lead.actor(), result, stance=Stance.ACCEPTED, words="True.")
    whole = {"action": "A second approver.", "due_on": date(2026, 9, 1), "who": "Bo"}
    respond(examination.lead.actor(), result, stance=Stance.ACCEPTED, words="True.", **whole)
    respond(examination.lead.actor(), result, stance=Stance.ACCEPTED, words="True, and why.", **whole)
    line = shared_results(examination.engagement)[0]
    assert [one.words for one in line.responses] == ["True.", "True, and why."]


def test_r104_three_deviations_force_no_opinion_and_keep_no_report_back(examination, control, tmp_path):
    paper = a_deviating_paper(examination, control, tmp_path, deviating=3)
    for mark in failing(paper):
        result = shared(examination, a_deviation(examination, paper, marks=[mark]))
        respond(examination.lead.actor(), result, stance=Stance.EXPLAINED, words="Seen.")
    assert len(deviations_of(examination.engagement)) == 3
    assert criteria_not_met(examination.engagement) == ()
    assert not [one for one in lacking_to_report(examination.engagement) if "DEV-" in one]


def test_r104_a_criterion_that_is_not_met_is_named_with_its_deviations(examination, control, tmp_path):
    made = confirmed(examination, a_deviation(examination, a_deviating_paper(examination, control, tmp_path)))
    criteria = criteria_of_deviation(made)
    effects = {**dict.fromkeys(criteria, Effect.NONE), criteria[0]: Effect.NOT_MET}
    evaluated(examination, made, severity=Severity.CRITERION_NOT_MET, effects=effects)
    [found] = criteria_not_met(examination.engagement)
    assert (found.reference, [one.pk for one in found.deviations]) == (criteria[0], [made.pk])


def test_a_renewal_is_handed_what_was_shared_and_nothing_else(examination, control, tmp_path):
    paper = a_deviating_paper(examination, control, tmp_path)
    first, second = failing(paper)
    a_deviation(examination, paper, marks=[second], title="Behind the wall")
    shared(examination, a_deviation(examination, paper, marks=[first]))
    [matter] = matters(examination.engagement)
    assert "Changes were approved late. Not answered" in matter.why


def test_the_journal_holds_digests_that_the_rows_can_be_checked_against(examination, control, tmp_path):
    made = a_deviation(examination, a_deviating_paper(examination, control, tmp_path), title="Kiwi-5512")
    evaluated(examination, confirmed(examination, made, on_timing="Kiwi-5512"), cause="Kiwi-5512")
    assert "Kiwi-5512" not in str([one.record() for one in JournalEntry.objects.all()])
    assert WORDS not in str([one.record() for one in JournalEntry.objects.all()])
    said = {
        "number": 1, "control": control.key, "marks": [one.mark_id for one in made.marks.all()],
        "entry": None, "title": "Kiwi-5512", "words": WORDS,
    }  # fmt: skip
    assert commitment(said, made.salt) == made.digest
    assert JournalEntry.objects.filter(act="deviations.evaluate", after__weighed=made.digest).exists()


def test_nothing_that_was_written_changes_and_nothing_is_written_after_the_end(
    examination, control, tmp_path
):
    paper = a_deviating_paper(examination, control, tmp_path)
    made = a_deviation(examination, paper)
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        Deviation.objects.filter(pk=made.pk).update(words="Nothing.")
    Engagement.objects.filter(pk=examination.engagement.pk).update(state="closed")
    with pytest.raises(DeviationsStay):
        confirmed(examination, made)


def test_only_the_firm_raises_and_weighs(examination, control, tmp_path):
    paper = a_deviating_paper(examination, control, tmp_path)
    for actor in (examination.lead.actor(), examination.executive.actor(), HOUSE):
        with pytest.raises(NotAllowed):
            raise_from_marks(actor, paper, marks=failing(paper), title="x", words="x")
    assert len(items_of(paper)) == 3
    assert not Deviation.objects.exists()
