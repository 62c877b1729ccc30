"""What the tests of questionnaires are made of: answers that stand, and questionnaires that came."""

from __future__ import annotations

from datetime import UTC, date, datetime

from attestry.customers.actions.customers import add_customer
from attestry.customers.models import Customer
from attestry.people.models import Person
from attestry.policies.tests.world import HOUSE, a_person, a_user
from attestry.questionnaires.actions.answering import answer_question, review_questions
from attestry.questionnaires.actions.library import approve_answer, write_answer
from attestry.questionnaires.actions.receiving import lay_out, receive_questionnaire, suggest_answers
from attestry.questionnaires.models import Answer, Questionnaire
from attestry.questionnaires.rules.verdict import Verdict
from attestry.questionnaires.tests.sheets import caiq_like

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
LATER = date(2026, 12, 1)


def ada():
    """The lead who writes and answers."""
    return a_user("Ada").actor()


def max_():
    """Another lead, who approves and reviews."""
    return a_user("Max").actor()


def a_colleague(name: str = "Ada") -> Person:
    """The person of that name; there once."""
    return Person.objects.filter(email=f"{name.lower()}@example.org").first() or a_person(name)


def written(question: str, words: str = "Yes, everywhere.", **more) -> Answer:
    """An answer of the library that waits for approval."""
    said = {"verdict": Verdict.YES, "owner": a_colleague(), "review_on": LATER, "source": "Security team"}
    return write_answer(ada(), question=question, words=words, **{**said, **more}).answer


def in_force(question: str, words: str = "Yes, everywhere.", **more) -> Answer:
    """An answer that Ada wrote and Max approved; a control proves it unless something else is named."""
    answer = written(question, words, **{"evidence": ("IAM-02",), **more})
    approve_answer(max_(), answer)
    return answer


def a_customer(name: str = "Acme") -> Customer:
    """The customer of that name; there once."""
    return Customer.objects.filter(name=name).first() or add_customer(HOUSE, name=name)


def received(data: bytes | None = None, file_name: str = "questions.xlsx", **more) -> Questionnaire:
    """A questionnaire as it came, its columns not looked at yet."""
    said = {"title": "Security review", "due_on": date(2026, 3, 24), "owner": a_colleague()}
    customer = more.pop("customer", None) or a_customer()
    data = caiq_like() if data is None else data
    return receive_questionnaire(ada(), customer, file_name=file_name, data=data, **{**said, **more})


def read_in(data: bytes | None = None, file_name: str = "questions.xlsx", **more) -> Questionnaire:
    """A questionnaire with its questions and what was suggested for them."""
    made = lay_out(ada(), received(data, file_name, **more))
    return suggest_answers(ada(), made)


def answered(questionnaire: Questionnaire, words: str = "We do.") -> None:
    """Every question answered by Ada."""
    for one in questionnaire.questions.all():
        answer_question(ada(), one, words=words, verdict=Verdict.YES)


def reviewed(questionnaire: Questionnaire) -> None:
    """Every answer reviewed by Max."""
    review_questions(
        max_(), questionnaire, questions=tuple(questionnaire.questions.values_list("pk", flat=True))
    )
    questionnaire.refresh_from_db()
