"""Own courses that end with questions: written, answered, scored, kept."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.connectors.rules.observation import Rows
from attestry.kit import clock
from attestry.notices.models import Notice
from attestry.people.tests.acting import HOUSE, NOW, TODAY, a_person, signed_in, words
from attestry.training.actions.courses import add_course, assign_course, publish_version
from attestry.training.actions.taking import answer_quiz, complete_course
from attestry.training.errors import AnswersMissing, ContentChanged, CourseRefused, QuestionsRefused
from attestry.training.models import Completion, CourseVersion, QuizAttempt
from attestry.training.queries.courses import coverages
from attestry.training.register.streams import STREAMS
from attestry.training.rules.quiz import QuestionsUnreadable, read_questions, score, unanswered

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
QUESTIONS = """? Who may learn your password?
* Nobody
- The help desk

? Which of these are warning signs?
* An unknown sender
* Great haste
- Your own name
? What do you do with a strange mail?
- Delete it
* Report it
"""
TAKE = "/training/courses/awareness/take/"
RIGHT = {"question-1": "1", "question-2": ["1", "2"], "question-3": "2"}


@pytest.fixture(autouse=True)
def the_day():
    with clock.simulated(NOW):
        yield


@pytest.fixture
def course():
    made = add_course(
        HOUSE, key="awareness", title="Awareness", content="# Look twice", questions=QUESTIONS, pass_score=80
    )
    assign_course(HOUSE, made, assigned_on=date(2025, 1, 1))
    return made


@pytest.fixture
def ada(client):
    a_person("Ada")
    return signed_in(client, "Ada", Role.EMPLOYEE)


def test_a_failed_attempt_is_kept_and_a_passed_one_finishes_with_score_and_version(client, course, ada):
    wrong = {**RIGHT, "question-2": ["1"]}
    page = words(client.post(TAKE, {"version": "1", **wrong}, follow=True))
    assert "66 of 100; 80 is needed. The attempt is kept." in page
    assert "Not passed" in page
    assert not Completion.objects.exists()
    page = words(client.post(TAKE, {"version": "1", **RIGHT}, follow=True))
    assert "is finished, with 100 of 100." in page
    done = Completion.objects.get()
    assert (done.score, done.version, done.is_passed) == (100, 1, True)
    kept = list(QuizAttempt.objects.order_by("pk").values_list("score", "is_passed", "version__number"))
    assert kept == [(66, False, 1), (100, True, 1)]
    signed_in(client)
    page = words(client.get("/training/courses/awareness/"))
    assert "100 of 100, version 1" in page
    assert "1 attempt in vain, the best 66" in page
    csv = b"".join(client.get("/training/courses/awareness/?format=csv").streaming_content).decode()
    assert csv.splitlines()[1].endswith(",100,1,1")


def test_which_option_is_right_is_not_in_the_page(client, ada):
    pages = []
    for questions in ("? Which?\n* One\n- Two\n", "? Which?\n- One\n* Two\n"):
        key = f"c{len(pages)}"
        made = add_course(HOUSE, key=key, title="Course", content="Text", questions=questions, pass_score=100)
        assign_course(HOUSE, made, assigned_on=TODAY)
        page = words(client.get(f"/training/courses/{key}/take/")).replace(key, "KEY")
        pages.append(re.sub(r'name="csrf[^>]*>', "", page))
    assert pages[0] == pages[1]


def test_an_unanswered_question_is_named_and_what_was_chosen_is_kept(client, course, ada):
    answer = client.post(TAKE, {"version": "1", "question-1": "2", "question-3": "7"})
    page = words(answer)
    assert answer.status_code == 422
    assert "answer question 2, 3 too" in page
    assert re.search(r'name="question-1" value="2" checked', page)
    assert not QuizAttempt.objects.exists()
    with pytest.raises(AnswersMissing, match="question 2, 3"):
        answer_quiz(ada.actor(), course, version=1, answers=[[1]])


def test_questions_are_answered_and_not_only_read(client, course, ada):
    with pytest.raises(CourseRefused, match="ends with questions"):
        complete_course(ada.actor(), course, version=1)
    publish_version(HOUSE, course, content="# New", questions=QUESTIONS, seen=1)
    with pytest.raises(ContentChanged):
        answer_quiz(ada.actor(), course, version=1, answers=[[1], [1, 2], [2]])
    answer_quiz(ada.actor(), course, version=2, answers=[[1], [1, 2], [2]])
    assert Completion.objects.get().version == 2
    assert QuizAttempt.objects.get().version.digest != CourseVersion.objects.get(number=1).digest


def test_a_score_to_pass_that_is_raised_counts_from_the_next_version_on(course, ada):
    publish_version(HOUSE, course, content="# Look twice", questions=QUESTIONS, pass_score=100, seen=1)
    assert not answer_quiz(ada.actor(), course, version=2, answers=[[1], [1], [2]]).is_passed
    assert coverages([course], TODAY)[0].done_count == 0


@pytest.mark.parametrize(
    ("questions", "why"),
    [
        ("- Early\n? Which?\n* A\n- B", "line 1: an option before any question"),
        ("? Which?\n- A\n- B", "line 1: no option of this question is right"),
        ("? Which?\n* A\n* B", "line 1: no option of this question is wrong"),
        ("? Which?\n* A\n- A", "line 1: two options of this question say the same"),
        ("? Which?\n* A\n- \nB", "line 3: says nothing after its mark; line 4: begins with none"),
    ],
)
def test_questions_that_nobody_could_answer_are_refused_with_their_line(client, questions, why):
    with pytest.raises(QuestionsUnreadable, match=re.escape(why)):
        read_questions(questions)
    signed_in(client)
    form = {"title": "T", "key": "t", "topic": "x", "days_to_finish": "30", "content": "Much that I typed"}
    answer = client.post("/training/new/", {**form, "questions": questions, "pass_score": "80"})
    assert answer.status_code == 422
    assert why.split(";")[0] in words(answer)
    assert "Much that I typed" in words(answer)


def test_questions_need_content_and_a_score_that_passes():
    with pytest.raises(QuestionsRefused, match="no content"):
        add_course(HOUSE, key="a", title="A", questions=QUESTIONS, pass_score=80)
    with pytest.raises(QuestionsRefused, match="which score passes"):
        add_course(HOUSE, key="a", title="A", content="x", questions=QUESTIONS)
    with pytest.raises(CourseRefused, match="between 1 and 100"):
        add_course(HOUSE, key="a", title="A", content="x", questions=QUESTIONS, pass_score=101)


def test_only_exactly_the_right_options_score():
    asked = read_questions(QUESTIONS)
    assert [one.takes_several for one in asked] == [False, True, False]
    right = [frozenset({1}), frozenset({1, 2}), frozenset({2})]
    assert score(asked, right) == 100
    assert score(asked, [frozenset({1}), frozenset({1, 2, 3}), frozenset({2})]) == 66
    assert unanswered(asked, right[:2]) == (3,)


def test_a_question_is_no_script(client, ada):
    text = f"? {SCRIPT}\n* {SCRIPT} a\n- {SCRIPT} b"
    made = add_course(HOUSE, key="awareness", title="A", content="x", questions=text, pass_score=1)
    assign_course(HOUSE, made)
    assert SCRIPT not in words(client.get(TAKE))


def test_attempts_are_sealed_with_the_digest_of_what_was_asked(course, ada):
    answer_quiz(ada.actor(), course, version=1, answers=[[2], [1], [1]])
    (row,) = next(one for one in STREAMS["attempts"](None) if isinstance(one, Rows)).rows
    assert (row["score"], row["is_passed"], row["version"]) == (0, False, 1)
    assert row["content_digest"] == CourseVersion.objects.get().digest


def test_r44_who_is_overdue_is_reminded_at_most_once_a_week(client, course):
    a_person("Ada")
    a_person("Cho", ended_on=TODAY - timedelta(days=3))
    a_person("Ben", TODAY)
    signed_in(client)
    assert "Remind everybody overdue" in words(client.get("/training/"))
    assert "1 reminded" in words(client.post("/training/remind/", follow=True))
    assert "Nobody is left to tell this week." in words(client.post("/training/remind/", follow=True))
    told = Notice.objects.get()
    assert (told.recipient, told.subject) == ("ada@example.org", "1 course is overdue")
    with clock.simulated(NOW + timedelta(days=7)):
        assert "1 reminded" in words(client.post("/training/remind/", follow=True))
    signed_in(client, "Olu", Role.OWNER)
    assert client.post("/training/remind/").status_code == 403
