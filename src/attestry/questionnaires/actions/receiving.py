"""Receiving a questionnaire, finding its questions, suggesting answers, and giving it back unanswered."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import orjson

from attestry.customers.models import Customer
from attestry.evidence.actions import hand_in_document
from attestry.evidence.models import Entry
from attestry.evidence.queries import body
from attestry.journal.acts import act, offer, record, refuse_unless_allowed
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid
from attestry.people.models import Person
from attestry.questionnaires.content import known_layouts
from attestry.questionnaires.errors import AlreadySent
from attestry.questionnaires.matching import suggestions_for
from attestry.questionnaires.models import Question, Questionnaire, Suggestion
from attestry.questionnaires.queries.received import file_of
from attestry.questionnaires.reading import Book, read
from attestry.questionnaires.rules.layout import (
    MOST_QUESTIONS,
    Asked,
    SheetLayout,
    guessed,
    layout_from,
    questions_in,
)
from attestry.questionnaires.rules.state import QuestionnaireState, QuestionState

_SUGGEST = "questionnaires.suggest"


@act("questionnaires.receive")
def receive_questionnaire(
    actor: Actor,
    customer: Customer,
    *,
    title: str,
    file_name: str,
    data: bytes,
    due_on: date,
    owner: Person,
    received_on: date | None = None,
    reviewer: Person | None = None,
) -> Questionnaire:
    """Seal the file that a customer sent. Raises Invalid and UnreadableFile; then nothing is kept."""
    on = received_on or clock.now().date()
    if not title.strip():
        raise Invalid("title: A questionnaire needs a name.", next_step="Say whose it is and what about.")
    if on > clock.now().date():
        raise Invalid("received_on: This day is still to come.", next_step="Choose the day on which it came.")
    if due_on < on:
        raise Invalid("due_on: It is due before it came.", next_step="Choose a later day.")
    if reviewer is not None and reviewer.pk == owner.pk:
        raise Invalid("reviewer: Who answers does not review.", next_step="Choose somebody else.")
    book = read(file_name, data)
    entry = _sealed(customer, title.strip(), file_name, data, on)
    made = Questionnaire.objects.create(
        customer=customer,
        title=title.strip()[:200],
        received_on=on,
        due_on=due_on,
        owner=owner,
        reviewer=reviewer,
        file_name=_bare(file_name),
        file_format=book.file_format,
        digest=body(entry)["digest"],
        size=len(data),
        entry_seq=entry.seq,
        recorded_at=clock.now(),
    )
    record(
        made.subject,
        after={"title": made.title, "customer": customer.name, "due_on": str(due_on), "digest": made.digest},
    )
    return made


@act("questionnaires.lay_out")
def lay_out(actor: Actor, questionnaire: Questionnaire, *, layout: str = "") -> Questionnaire:
    """Say in which columns questions and answers stand; then the questions are read.

    ``layout`` is a JSON list of ``sheet, heading_row, question, reference, section, verdict, words``, rows
    and columns counted from 1; empty: as it is guessed. Raises Invalid, AlreadySent, Conflict.
    """
    refuse_unless_open(questionnaire)
    if questionnaire.questions.exclude(state=QuestionState.OPEN.value).exists():
        raise Conflict(
            "Questions were answered already.", next_step="Receive the file anew to read it otherwise."
        )
    book = read(questionnaire.file_name, file_of(questionnaire))
    sheets = _said(layout, book) if layout else guessed_layout(book)
    asked = [one for sheet in sheets for one in _asked(book, sheet)]
    if not asked:
        raise Invalid(
            "No question was found there.", next_step="Point at the column in which questions stand."
        )
    if len(asked) > MOST_QUESTIONS:
        raise Invalid(f"More than {MOST_QUESTIONS:,} questions.", next_step="Split the file.")
    questionnaire.questions.all().delete()
    Question.objects.bulk_create(
        Question(
            questionnaire=questionnaire,
            ordinal=ordinal,
            sheet=one.sheet,
            row=one.row,
            text=one.text,
            reference=one.reference,
            section=one.section,
        )
        for ordinal, one in enumerate(asked, start=1)
    )
    questionnaire.layout = [one.record() for one in sheets]
    questionnaire.suggested_at = None
    questionnaire.save(update_fields=["layout", "suggested_at"])
    record(questionnaire.subject, after={"layout": questionnaire.layout, "questions": len(asked)})
    return questionnaire


@offer(_SUGGEST)
def suggest_answers(actor: Actor, questionnaire: Questionnaire) -> Questionnaire:
    """Look again for what comes close to each question that is not answered. Raises AlreadySent."""
    refuse_unless_allowed(actor, _SUGGEST)
    refuse_unless_open(questionnaire)
    # Searching may take seconds, and the database must not wait for it: only keeping is an act.
    return _keep(actor, questionnaire, suggestions_for(questionnaire))


@act(_SUGGEST)
def _keep(actor: Actor, questionnaire: Questionnaire, found: list[Suggestion]) -> Questionnaire:
    Suggestion.objects.filter(question__questionnaire=questionnaire).delete()
    Suggestion.objects.bulk_create(found, batch_size=500)
    questionnaire.suggested_at = clock.now()
    questionnaire.save(update_fields=["suggested_at"])
    record(questionnaire.subject, after={"suggestions": len(found)})
    return questionnaire


@act("questionnaires.withdraw")
def withdraw_questionnaire(actor: Actor, questionnaire: Questionnaire, *, reason: str) -> Questionnaire:
    """Nobody wants it any more, or it came by mistake. Raises AlreadySent, Invalid."""
    refuse_unless_open(questionnaire)
    if not reason.strip():
        raise Invalid("Say why nobody wants it any more.", next_step="Write a reason.")
    questionnaire.state = QuestionnaireState.WITHDRAWN
    questionnaire.withdrawn_reason = reason.strip()
    questionnaire.save(update_fields=["state", "withdrawn_reason"])
    record(questionnaire.subject, after={"withdrawn": questionnaire.withdrawn_reason})
    return questionnaire


def guessed_layout(book: Book) -> list[SheetLayout]:
    """What each visible sheet with questions looks like."""
    found = (guessed(one.name, one.rows, known_layouts()) for one in book.sheets if not one.is_hidden)
    return [one for one in found if one is not None]


def refuse_unless_open(questionnaire: Questionnaire) -> None:
    """Raises AlreadySent where it was sent or withdrawn."""
    questionnaire.refresh_from_db(fields=["state"])
    if not questionnaire.standing.is_open:
        raise AlreadySent


def _asked(book: Book, layout: SheetLayout) -> list[Asked]:
    sheet = book.sheet(layout.sheet)
    return list(questions_in(layout, sheet.rows)) if sheet else []


def _said(layout: str, book: Book) -> list[SheetLayout]:
    wrong = Invalid("The layout cannot be read.", next_step="Point at the columns again.")
    try:
        said = [layout_from(one) for one in orjson.loads(layout)]
    except (orjson.JSONDecodeError, TypeError) as refusal:
        raise wrong from refusal
    for one in said:
        numbers = (one.heading_row, one.question, one.reference, one.section, one.verdict, one.words)
        if book.sheet(one.sheet) is None or any(type(each) is not int or each < 0 for each in numbers):
            raise wrong
        columns = [each for each in numbers[1:] if each]
        if not one.question or max(columns) > 200 or not one.has_room:
            raise Invalid(
                "Each sheet needs a column for questions and one for answers.", next_step="Point at both."
            )
        if len({one.question, *filter(None, (one.verdict, one.words))}) < 1 + bool(one.verdict) + bool(
            one.words
        ):
            raise Invalid("Two of the columns are the same.", next_step="Point at different ones.")
    if len({one.sheet for one in said}) != len(said):
        raise wrong
    return said


def _bare(file_name: str) -> str:
    return file_name.replace("\\", "/").rpartition("/")[2][-200:] or "questionnaire"


def _sealed(customer: Customer, title: str, file_name: str, data: bytes, on: date) -> Entry:
    begun = datetime(on.year, on.month, on.day, tzinfo=UTC)
    return hand_in_document(
        Actor.system("questionnaires"),
        BytesIO(data),
        filename=_bare(file_name),
        title=f"Questionnaire of {customer.name}: {title}"[:300],
        period_from=begun,
        period_until=begun + timedelta(days=1),
        note="As it was received.",
    )
