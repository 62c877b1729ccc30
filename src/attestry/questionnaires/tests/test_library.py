"""Answers are written by one person and let stand by another, rest on evidence, and expire."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest

from attestry.accounts.rules import Role
from attestry.controls.models import Control
from attestry.evidence.actions import hand_in_document
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid, NotAllowed
from attestry.policies.tests.world import HOUSE, a_user, published
from attestry.questionnaires.actions.library import (
    approve_answer,
    retire_answer,
    send_back_answer,
    write_answer,
)
from attestry.questionnaires.errors import (
    AnswerChanged,
    NothingProvesIt,
    NothingToDecide,
    OwnAnswer,
    UnknownProof,
)
from attestry.questionnaires.models import AnswerVersion
from attestry.questionnaires.queries.library import answer_line, answer_lines, common_lines
from attestry.questionnaires.rules.verdict import Verdict
from attestry.questionnaires.tests.sheets import MFA
from attestry.questionnaires.tests.world import LATER, NOW, a_colleague, ada, in_force, max_, written

pytestmark = pytest.mark.usefixtures("system")
TODAY = NOW.date()


def again(answer, words="Another answer.", **more):
    said = {
        "question": MFA,
        "words": words,
        "verdict": Verdict.YES,
        "owner": a_colleague(),
        "review_on": LATER,
        "source": "Security team",
        "evidence": ("IAM-02",),
    }
    return write_answer(ada(), answer, **{**said, **more})


def test_an_answer_stands_only_when_somebody_else_approved_it():
    answer = written(MFA, evidence=("IAM-02",))
    assert answer_line(answer.pk, TODAY).in_force is None
    with pytest.raises(OwnAnswer):
        approve_answer(ada(), answer)
    approve_answer(max_(), answer)
    line = answer_line(answer.pk, TODAY)
    assert (line.in_force.decided_by_name, line.standings) == ("Max", {"in_force"})
    assert JournalEntry.objects.filter(act="questionnaires.approve", subject=answer.subject).exists()


def test_a_new_version_waits_while_the_one_in_force_stays():
    answer = in_force(MFA)
    again(answer)
    line = answer_line(answer.pk, TODAY)
    assert (line.in_force.number, line.waiting.number) == (1, 2)
    send_back_answer(max_(), answer, reason="Too short.")
    assert answer_line(answer.pk, TODAY).in_force.number == 1
    with pytest.raises(NothingToDecide):
        approve_answer(max_(), answer)
    again(answer, "A longer answer.")
    approve_answer(max_(), answer)
    assert answer_line(answer.pk, TODAY).in_force.words == "A longer answer."
    assert AnswerVersion.objects.filter(answer=answer).count() == 3


def test_who_writes_over_what_somebody_else_changed_is_told():
    answer = in_force(MFA)
    seen = answer_line(answer.pk, TODAY).newest.digest
    again(answer, "First.", seen=seen)
    with pytest.raises(AnswerChanged):
        again(answer, "Second.", seen=seen)
    with pytest.raises(AnswerChanged):
        approve_answer(max_(), answer, seen=seen)


def test_an_answer_past_its_day_of_review_says_so():
    answer = in_force(MFA, review_on=date(2026, 3, 31))
    assert answer_line(answer.pk, date(2026, 3, 31)).caution == ""
    assert "Its day of review, 31 Mar 2026, is over." in answer_line(answer.pk, date(2026, 4, 1)).caution


def test_an_answer_whose_evidence_ended_says_so():
    document = {"filename": "a.txt", "title": "A test of the application"}
    entry = hand_in_document(
        HOUSE, BytesIO(b"x"), period_from=NOW - timedelta(days=300), period_until=NOW - timedelta(days=290),
        **document,
    )  # fmt: skip
    answer = in_force(MFA, evidence=(f"#{entry.seq}", "iam-02"))
    line = answer_line(answer.pk, TODAY)
    assert ([one.kind.value for one in line.proofs], line.caution) == (["entry", "control"], "")
    assert "more than a year ago" in answer_line(answer.pk, TODAY + timedelta(days=80)).caution
    assert answer_line(answer.pk, TODAY + timedelta(days=80)).standings == {"evidence_ended"}


def test_an_answer_stands_only_on_evidence_that_proves_something_now():
    answer = written(MFA)
    with pytest.raises(NothingProvesIt):
        approve_answer(max_(), answer)
    again(answer, evidence=("IAM-02",))
    Control.objects.filter(key="IAM-02").update(state="proposed")
    with pytest.raises(UnknownProof, match="not in use"):
        approve_answer(max_(), answer)
    assert answer_line(answer.pk, TODAY).in_force is None


def test_a_policy_is_named_by_its_version_in_force(system):
    key = published(system).key
    answer = in_force(MFA, evidence=(f"policy:{key}",))
    assert answer_line(answer.pk, TODAY).newest.evidence == [f"policy:{key}@1"]


@pytest.mark.parametrize(
    "key", ["entry:999", "NOT-01", "policy:nothing", "report:1", "javascript:alert(1)", "entry:x"]
)
def test_evidence_that_is_not_there_is_refused(key):
    with pytest.raises(UnknownProof, match="There is no"):
        written(MFA, evidence=(key,))


@pytest.mark.parametrize(
    "said",
    [
        {"question": " "},
        {"words": ""},
        {"words": "x" * 8001},
        {"review_on": date(2026, 3, 10)},
        {"common": "CQ-999"},
        {"source": " "},
    ],
)
def test_an_answer_without_what_it_needs_is_refused(said):
    with pytest.raises(Invalid):
        again(None, **said)


def test_a_retired_answer_is_in_no_list_and_cannot_be_written_anew():
    answer = in_force(MFA, common="CQ-012")
    assert next(one for one in common_lines() if one.common.id == "CQ-012").answer == answer.pk
    retire_answer(ada(), answer, reason="We do it otherwise.")
    assert answer_lines(TODAY) == ()
    assert next(one for one in common_lines() if one.common.id == "CQ-012").answer is None
    with pytest.raises(Conflict):
        again(answer)
    with pytest.raises(Conflict):
        retire_answer(ada(), answer, reason="Again.")


def test_an_owner_writes_and_does_not_approve():
    owner = a_user("Olga", Role.OWNER).actor()
    said = {
        "question": MFA,
        "words": "Yes.",
        "verdict": Verdict.YES,
        "owner": a_colleague(),
        "review_on": LATER,
        "source": "Operations",
        "evidence": ("IAM-02",),
    }
    answer = write_answer(owner, **said).answer
    with pytest.raises(NotAllowed):
        approve_answer(owner, answer)
    with pytest.raises(NotAllowed):
        write_answer(a_user("Emil", Role.EMPLOYEE).actor(), **said)


def test_the_library_takes_as_many_queries_for_many_answers_as_for_one(django_assert_max_num_queries):
    for number in range(12):
        in_force(f"{MFA} {number}", evidence=("IAM-02",))
    with clock.simulated(NOW), django_assert_max_num_queries(8):
        assert len(answer_lines(TODAY)) == 12
