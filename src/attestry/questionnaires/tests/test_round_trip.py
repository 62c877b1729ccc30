"""A questionnaire comes, is answered from what is suggested, reviewed, and goes back in its own layout."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from attestry.accounts.rules import Role
from attestry.controls.models import Control
from attestry.evidence.models import Entry
from attestry.evidence.queries import body
from attestry.kit.errors import Conflict, Invalid, NotAllowed
from attestry.policies.tests.world import a_user, published
from attestry.questionnaires.actions.answering import (
    answer_question,
    assign_questions,
    return_answer,
    review_questions,
    take_suggestion,
    take_suggestions,
)
from attestry.questionnaires.actions.library import retire_answer
from attestry.questionnaires.actions.receiving import lay_out, suggest_answers, withdraw_questionnaire
from attestry.questionnaires.actions.sending import send_questionnaire
from attestry.questionnaires.errors import AlreadySent, AnswerChanged, NotReviewed, OwnAnswer
from attestry.questionnaires.models import Question, SentAnswer, Suggestion
from attestry.questionnaires.queries.changes import changes_since
from attestry.questionnaires.queries.filled import filled
from attestry.questionnaires.queries.received import question_lines, sent_file_of
from attestry.questionnaires.rules.state import QuestionnaireState, QuestionState
from attestry.questionnaires.rules.verdict import Verdict
from attestry.questionnaires.tests.sheets import (
    BREACH,
    MFA,
    REST,
    TEST,
    caiq_like,
    opened,
    parts,
    plain_csv,
    sig_like,
)
from attestry.questionnaires.tests.world import (
    NOW,
    a_colleague,
    a_customer,
    ada,
    answered,
    in_force,
    max_,
    read_in,
    received,
    reviewed,
)

pytestmark = pytest.mark.usefixtures("system")
TODAY = NOW.date()
HOSTILE = '=HYPERLINK("http://evil.example","x")'


def best(question):
    return question_lines([question], TODAY)[0].best


def test_the_file_is_sealed_as_it_came():
    made = received()
    entry = Entry.objects.get(seq=made.entry_seq)
    assert body(entry)["digest"] == made.digest
    assert (made.standing, made.questions.count()) == (QuestionnaireState.RECEIVED, 0)


def test_visible_sheets_are_read_and_hidden_ones_are_not():
    made = read_in()
    assert [(one.reference, one.text, one.row) for one in made.questions.all()] == [
        ("IAM-14.1", MFA, 3), ("CEK-03.1", REST, 4), ("TVM-06.1", TEST, 5),
    ]  # fmt: skip
    assert {one.sheet for one in read_in(sig_like()).questions.all()} == {"A. Access", "B. Incidents"}


def test_somebody_may_point_at_the_columns_instead():
    made = received(plain_csv(), "a.csv")
    lay_out(ada(), made, layout='[{"sheet": "", "heading_row": 2, "question": 2, "words": 4}]')
    assert [one.text for one in made.questions.all()] == [REST]
    for wrong in ("x", "[]", "[1]", '[{"sheet": "Other", "heading_row": 1, "question": 2, "words": 3}]',
                  '[{"sheet": "", "heading_row": 1, "question": 2}]',
                  '[{"sheet": "", "heading_row": 1, "question": 2, "words": 2}]',
                  '[{"sheet": "", "heading_row": -1, "question": 2, "words": 3}]'):  # fmt: skip
        with pytest.raises(Invalid):
            lay_out(ada(), made, layout=wrong)
    assert made.questions.count() == 1


def test_what_is_suggested_names_its_passage_and_is_filled_in_by_nobody(system):
    answer = in_force(
        "Is MFA required for access to production?", "Yes, for everybody.", evidence=("IAM-02",)
    )
    policy = published(system)
    made = read_in()
    first = made.questions.first()
    lines = question_lines([first], TODAY)[0].suggested
    assert lines[0].suggestion.key == f"answer:{answer.pk}"
    assert (lines[0].url, lines[0].kind_words, lines[0].caution) == (
        f"/questionnaires/answers/{answer.pk}/",
        "Library of answers",
        "",
    )
    assert {one.suggestion.kind for one in lines} >= {"answer", "control"}
    assert all(one.suggestion.passage and one.url for one in lines)
    assert {one.state for one in made.questions.all()} == {QuestionState.OPEN.value}
    other = read_in(b"Question,Answer\nAre the access rights of users reviewed every quarter?,\n", "a.csv")
    of_policy = Suggestion.objects.get(question__questionnaire=other, kind="policy", rank__lte=3)
    assert (of_policy.key, of_policy.title) == (
        f"policy:{policy.key}@1",
        "Access control policy: 5. Quarterly reviews",
    )
    assert "the answer is keep, change or remove" in of_policy.passage


def test_an_expired_answer_is_not_suggested_without_saying_so_nor_taken_without_knowing():
    in_force(MFA, review_on=date(2026, 3, 11))
    made = read_in()
    line = question_lines([made.questions.first()], date(2026, 3, 12))[0].best
    assert "is over" in line.caution


def test_an_answer_whose_control_went_out_of_use_is_taken_only_knowingly():
    in_force(MFA, evidence=("IAM-02",))
    made = read_in()
    Control.objects.filter(key="IAM-02").update(state="proposed")
    shown = best(made.questions.first())
    assert "The control is not in use." in shown.caution
    with pytest.raises(Conflict, match="may not hold"):
        take_suggestion(ada(), shown.suggestion)
    with pytest.raises(Conflict, match="may not hold"):
        take_suggestions(ada(), made, suggestions=(shown.suggestion.pk,))
    assert take_suggestion(ada(), shown.suggestion, despite_caution=True).standing is QuestionState.ANSWERED


def test_an_answer_that_was_retired_since_is_suggested_with_that_word():
    answer = in_force(MFA)
    made = read_in()
    retire_answer(ada(), answer, reason="Otherwise now.")
    assert "another answer now, or none" in best(made.questions.first()).caution


def test_whoever_answers_does_not_review():
    made = read_in()
    answered(made)
    pks = tuple(made.questions.values_list("pk", flat=True))
    with pytest.raises(OwnAnswer):
        review_questions(ada(), made, questions=pks)
    assert review_questions(max_(), made, questions=pks) == 3
    made.refresh_from_db()
    assert made.standing is QuestionnaireState.REVIEWED
    with pytest.raises(Conflict):
        review_questions(max_(), made, questions=pks)


def test_an_answer_that_is_returned_or_changed_is_reviewed_again():
    made = read_in()
    answered(made)
    reviewed(made)
    first = made.questions.first()
    return_answer(max_(), first, reason="Since when?")
    made.refresh_from_db()
    assert (made.standing, first.standing) == (QuestionnaireState.IN_WORK, QuestionState.RETURNED)
    answer_question(ada(), first, words="Since 2024.", seen=first.answer_digest())
    with pytest.raises(AnswerChanged):
        answer_question(ada(), first, words="No.", seen="0" * 64)
    with pytest.raises(NotReviewed):
        send_questionnaire(ada(), made)


def test_several_suggestions_are_taken_at_once_or_none_of_them():
    in_force(MFA)
    in_force(REST)
    made = read_in()
    chosen = [best(one).suggestion.pk for one in made.questions.all()[:2]]
    with pytest.raises(Conflict):
        take_suggestions(ada(), made, suggestions=(*chosen, 999_999))
    assert not made.questions.exclude(state="open").exists()
    assert take_suggestions(ada(), made, suggestions=tuple(chosen)) == 2
    made.refresh_from_db()
    assert made.standing is QuestionnaireState.IN_WORK


def test_a_caiq_like_workbook_goes_back_with_only_its_answer_cells_written():
    in_force(MFA, "Yes, by hardware keys.")
    data = caiq_like()
    made = read_in(data)
    first, second, third = made.questions.all()
    take_suggestion(ada(), best(first).suggestion)
    answer_question(ada(), second, words=HOSTILE, verdict=Verdict.NOT_APPLICABLE)
    answer_question(ada(), third, words="", verdict=Verdict.PARTLY)
    reviewed(made)
    send_questionnaire(ada(), made)
    sent = sent_file_of(made)
    sheet = opened(sent)["Assessment v4"]
    assert [sheet[cell].value for cell in ("C3", "C4", "C5")] == ["YES", "N/A", "PARTIALLY"]
    assert (sheet["E3"].value, sheet["E4"].value, sheet["E4"].data_type) == (
        "Yes, by hardware keys.",
        HOSTILE,
        "s",
    )
    assert (sheet["H3"].value, sheet["C4"].fill.fgColor.rgb) == ("=COUNTA(C3:C5)", "00EEEEEE")
    assert (sheet.column_dimensions["B"].width, sheet.freeze_panes) == (77.5, "C3")
    assert [one.sqref for one in sheet.data_validations.dataValidation] == ["C3:C5"]
    before, after = parts(data), parts(sent)
    changed = {name for name in before if before[name] != after[name]}
    assert (list(before), changed) == (list(after), {"xl/worksheets/sheet2.xml"})


def test_a_sig_like_workbook_goes_back_with_each_of_its_sheets_answered():
    made = read_in(sig_like())
    for one in made.questions.all():
        answer_question(ada(), one, words=f"+1 for {one.reference}", verdict=Verdict.NO)
    reviewed(made)
    send_questionnaire(ada(), made)
    book = opened(sent_file_of(made))
    sheets = [book[name] for name in book.sheetnames]
    assert [(one["C2"].value, one["D2"].value) for one in sheets] == [
        ("No", "+1 for A.1"),
        ("No", "+1 for B.1"),
    ]
    assert {one["D2"].data_type for one in sheets} == {"s"}


def test_a_csv_goes_back_with_its_own_delimiter_and_no_formula():
    made = read_in(plain_csv(), "a.csv")
    first, second = made.questions.all()
    answer_question(ada(), first, words=HOSTILE)
    answer_question(ada(), second, words="With “AES”; always", verdict=Verdict.YES)
    reviewed(made)
    send_questionnaire(ada(), made)
    assert sent_file_of(made).count(b"\r\n") == 4
    rows = list(csv.reader(io.StringIO(sent_file_of(made).decode()), delimiter=";"))
    assert rows == [
        ["#", "Question", "Answer"],
        ["1", MFA, f"'{HOSTILE}"],
        ["2", REST, "Yes. With “AES”; always"],
        ["3", "", ""],
    ]


def test_a_cell_that_holds_the_senders_formula_is_left_alone():
    book = opened(caiq_like())
    book["Assessment v4"]["C3"] = "=1+1"
    out = io.BytesIO()
    book.save(out)
    made = read_in(out.getvalue())
    answered(made)
    reviewed(made)
    send_questionnaire(ada(), made)
    assert opened(sent_file_of(made))["Assessment v4"]["C3"].value == "=1+1"


def test_what_was_sent_is_sealed_and_frozen():
    made = read_in()
    answered(made)
    reviewed(made)
    send_questionnaire(ada(), made)
    assert body(Entry.objects.get(seq=made.sent_entry_seq))["digest"] == made.sent_digest
    assert SentAnswer.objects.count() == 3
    assert all(
        one.digest == one.reckon_digest(one.question.text)
        for one in SentAnswer.objects.select_related("question")
    )
    first = made.questions.first()
    for write in (
        lambda: answer_question(ada(), first, words="Otherwise."),
        lambda: return_answer(max_(), first, reason="x"),
        lambda: send_questionnaire(ada(), made),
        lambda: suggest_answers(ada(), made),
        lambda: lay_out(ada(), made),
        lambda: withdraw_questionnaire(ada(), made, reason="x"),
    ):
        with pytest.raises(AlreadySent):
            write()


def test_what_changed_since_an_answer_was_sent_is_shown():
    answer = in_force(MFA, evidence=("IAM-02",))
    made = read_in()
    take_suggestion(ada(), best(made.questions.first()).suggestion)
    for one in made.questions.all()[1:]:
        answer_question(ada(), one, words="No.")
    reviewed(made)
    send_questionnaire(ada(), made)
    assert changes_since(made, TODAY) == ()
    Control.objects.filter(key="IAM-02").update(statement="Another statement.")
    (change,) = changes_since(made, TODAY)
    assert change.reasons == (
        "IAM-02 Multi-factor authentication everywhere it matters says something else now.",
    )
    retire_answer(ada(), answer, reason="x")
    (change,) = changes_since(made, TODAY)
    assert "The answer was retired from the library." in change.reasons


def test_an_answer_given_to_one_customer_is_suggested_for_another():
    made = read_in(sig_like())
    answered(made, "Within 48 hours.")
    reviewed(made)
    other = read_in(sig_like(), customer=a_customer("Birch"))
    question = other.questions.get(text=BREACH)
    shown = best(question)
    assert (shown.suggestion.kind, shown.url) == (
        "given",
        f"/questionnaires/questions/{shown.suggestion.source_id}/",
    )
    taken = take_suggestion(ada(), shown.suggestion)
    assert (taken.words, taken.taken_question.questionnaire_id) == ("Within 48 hours.", made.pk)


def test_a_control_owner_answers_what_they_are_asked_and_reviews_nothing():
    owner = a_user("Olga", Role.OWNER).actor()
    made = read_in()
    first = made.questions.first()
    assign_questions(ada(), made, questions=(first.pk,), person=a_colleague("Olga"))
    answer_question(owner, first, words="Yes.")
    with pytest.raises(NotAllowed):
        review_questions(owner, made, questions=(first.pk,))
    with pytest.raises(NotAllowed):
        send_questionnaire(owner, made)


def test_questions_of_another_questionnaire_are_not_reached():
    mine, other = read_in(), read_in(sig_like())
    answered(other)
    with pytest.raises(Exception, match="There is no question"):
        review_questions(max_(), mine, questions=(other.questions.first().pk,))
    with pytest.raises(Invalid):
        review_questions(max_(), mine, questions=())


def test_one_that_nobody_wants_any_more_is_withdrawn_with_a_reason():
    made = read_in()
    with pytest.raises(Invalid):
        withdraw_questionnaire(ada(), made, reason=" ")
    withdraw_questionnaire(ada(), made, reason="The deal is off.")
    with pytest.raises(AlreadySent):
        answer_question(ada(), Question.objects.first(), words="x")


@pytest.mark.parametrize(
    ("verdict", "words", "cell"),
    [
        (Verdict.YES, "Everywhere.", "Yes. Everywhere."),
        (Verdict.YES, "Yes, everywhere.", "Yes, everywhere."),
        (Verdict.NO, "Nobody does.", "No. Nobody does."),
        (Verdict.PARTLY, "", "Partly"),
        (None, "Within 48 hours.", "Within 48 hours."),
    ],
)
def test_where_there_is_one_cell_the_verdict_comes_first_and_is_said_once(verdict, words, cell):
    made = read_in(plain_csv(), "a.csv")
    answer_question(ada(), made.questions.first(), words=words, verdict=verdict)
    lines = filled(made, made.questions.all()).data.decode().splitlines()
    assert lines[1] == f"1;{MFA};{cell}"
