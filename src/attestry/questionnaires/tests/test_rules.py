"""Verdicts, layouts, sections, and how close two questions are."""

from __future__ import annotations

from datetime import date

import pytest

from attestry.kit.content import library
from attestry.kit.stems import stems_of
from attestry.questionnaires.content import common_groups, common_questions, known_layouts, with_one_word
from attestry.questionnaires.reading import read
from attestry.questionnaires.rules.closeness import Closeness, Corpus, closeness
from attestry.questionnaires.rules.layout import SheetLayout, column_letters, guessed, questions_in
from attestry.questionnaires.rules.proof import is_key, keys_in, number_in
from attestry.questionnaires.rules.sections import sections_of
from attestry.questionnaires.rules.state import QuestionnaireState, is_expired, state_after
from attestry.questionnaires.rules.verdict import Verdict, verdict_said, word_for
from attestry.questionnaires.tests.sheets import MFA, REST, TEST, caiq_like, plain_csv, sig_like

# Asked in other words than the library's; none of them was looked at when synonyms were chosen.
OTHERWISE = (
    ("Do administrators need a second factor to sign in?", "CQ-012"),
    ("Are new hires screened before they start?", "CQ-008"),
    ("Is data on disks and in backups encrypted?", "CQ-021"),
    ("Do all web connections use encrypted channels such as TLS 1.2 or higher?", "CQ-022"),
    ("Are key management procedures in place, and how are keys rotated?", "CQ-023"),
    ("Does an outside company test your application for weaknesses every year (pen test)?", "CQ-034"),
    ("How fast are critical patches applied?", "CQ-033"),
    ("Please share how often restore tests of backups are done.", "CQ-049"),
    ("When was your disaster recovery plan last exercised?", "CQ-047"),
    ("Who are your sub-processors?", "CQ-058"),
    ("In case of a data breach, when would we be notified?", "CQ-045"),
    ("Is there an incident response plan?", "CQ-044"),
    ("Are duties and access rights reviewed each quarter?", "CQ-017"),
    ("Is training on security awareness mandatory for staff?", "CQ-009"),
    ("Do laptops lock themselves and have encrypted disks?", "CQ-028"),
    ("Is AI used on our data?", "CQ-062"),
    ("How long do you keep our data after the contract ends?", "CQ-055"),
    ("Are application logs protected and kept?", "CQ-042"),
    ("Do you have a secure development lifecycle (SDLC)?", "CQ-036"),
    ("Must every pull request be approved by somebody else?", "CQ-037"),
)


def test_a_verdict_is_known_by_the_words_that_sheets_use_for_it():
    said = {"YES": Verdict.YES, "n/a": Verdict.NOT_APPLICABLE, "Partially": Verdict.PARTLY, "No.": Verdict.NO}
    assert {words: verdict_said(words) for words in said} == said
    assert verdict_said("maybe") is None
    assert word_for(Verdict.NOT_APPLICABLE, ("YES", "NO", "N/A")) == "N/A"
    assert word_for(Verdict.PARTLY, ("YES", "NO")) == "Partly"


def test_a_questionnaire_is_reviewed_when_each_of_its_questions_is():
    assert state_after(0, 0, 3) is QuestionnaireState.RECEIVED
    assert state_after(1, 0, 3) is QuestionnaireState.IN_WORK
    assert state_after(3, 3, 3) is QuestionnaireState.REVIEWED
    assert state_after(0, 0, 0) is QuestionnaireState.RECEIVED


def test_an_answer_holds_up_to_and_including_its_day_of_review():
    assert not is_expired(date(2026, 3, 10), date(2026, 3, 10))
    assert is_expired(date(2026, 3, 9), date(2026, 3, 10))


@pytest.mark.parametrize(
    ("data", "name", "known_as", "asked"),
    [
        (caiq_like(), "a.xlsx", "Consensus assessment (CAIQ-like)", [MFA, REST, TEST]),
        (sig_like(), "a.xlsx", "Standardized information gathering (SIG-like)", [MFA]),
        (plain_csv(), "a.csv", "A plain list", [MFA, REST]),
    ],
)
def test_a_layout_is_known_by_its_headings(data, name, known_as, asked):
    found = [(sheet, guessed(sheet.name, sheet.rows, known_layouts())) for sheet in read(name, data).sheets]
    sheet, layout = next((one, layout) for one, layout in found if layout is not None)
    assert layout.known_as == known_as
    assert [one.text for one in questions_in(layout, sheet.rows)] == asked


def test_without_headings_the_column_with_most_question_marks_is_guessed():
    rows = [["Dear supplier", ""], ["", "Is it so?"], ["", "Is it otherwise?"]]
    assert guessed("S", rows, known_layouts()) == SheetLayout("S", 1, question=2, words=3)
    assert guessed("S", [["Nothing"], ["asks here"]], known_layouts()) is None
    assert guessed("S", [], known_layouts()) is None


def test_columns_are_named_as_a_spreadsheet_names_them():
    assert [column_letters(one) for one in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_text_falls_apart_at_its_headings():
    text = "# Access\n\nBefore.\n\n## Factors {#POL-06.4}\nTwo of them,\nalways.\n\n## Empty\n"
    assert list(sections_of(text)) == [("Access", "Before."), ("Factors", "Two of them, always.")]


def test_keys_of_evidence_are_read_as_people_type_them():
    assert keys_in("entry:4, IAM-02\n#7 IAM-02") == ("entry:4", "IAM-02", "#7")
    assert is_key("policy:access-control@3")
    assert not is_key("javascript:alert(1)")
    assert (number_in("entry:12"), number_in("entry:x")) == (12, None)


def test_a_score_is_shown_as_words():
    assert [closeness(one) for one in (0.9, 0.5, 0.2)] == [Closeness.SAME, Closeness.CLOSE, Closeness.RELATED]


def test_the_same_question_comes_first_and_words_of_every_question_count_for_nothing():
    texts = ["Do you encrypt backups?", "Do you lock doors?", "Do you review access?"]
    corpus = Corpus(stems_of(texts), [[], [], []])
    found = corpus.closest(stems_of(["Are your backups encrypted?"])[0], 3)
    assert [one.place for one in found] == [0]
    assert found[0].score == pytest.approx(1)
    assert corpus.closest(stems_of(["Do you have your?"])[0], 3) == []
    assert Corpus([], []).closest(["backup"], 3) == []


def test_questions_asked_otherwise_find_the_common_question_that_they_mean():
    known = list(common_questions().values())
    corpus = Corpus(_stems([one.question for one in known]), _stems([one.hint for one in known]))
    places = {one.id: place for place, one in enumerate(known)}
    found = [
        [one.place for one in corpus.closest(stems, 3)] for stems in _stems([words for words, _ in OTHERWISE])
    ]
    first = sum(places[id_] in one[:1] for one, (_, id_) in zip(found, OTHERWISE, strict=True))
    among = sum(places[id_] in one for one, (_, id_) in zip(found, OTHERWISE, strict=True))
    assert (first, among) >= (15, 18)


def test_each_common_question_names_controls_that_the_library_has_and_stands_once():
    controls = {path.stem for path in (library() / "controls").glob("*/*.yaml")}
    questions = [one for group in common_groups() for one in group.questions]
    assert len(questions) == len(common_questions()) >= 60
    assert not {key for one in questions for key in one.controls} - controls


def _stems(texts):
    return stems_of([with_one_word(text) for text in texts])
