"""Taking a course oneself: reading it to the end, and answering its questions."""

from __future__ import annotations

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.models import Person
from attestry.people.queries.register import person_acting
from attestry.training.errors import AnswersMissing, ContentChanged, CourseRefused
from attestry.training.models import Completion, Course, CourseVersion, QuizAttempt
from attestry.training.queries.courses import current_version
from attestry.training.rules.quiz import score, unanswered


@act("training.complete_course")
def complete_course(actor: Actor, course: Course, *, version: int) -> Completion:
    """Say that one has read a course to its end, in the version that was shown.

    Raises CourseRefused where the actor is nobody in the register, or the course has questions or asks for
    a score; ContentChanged where another version was published meanwhile.
    """
    person, current = _taken(actor, course, version)
    if current.questions:
        raise CourseRefused("This course ends with questions.", next_step="Answer them.")
    if course.pass_score is not None:
        raise CourseRefused(
            "This course is finished elsewhere and brought by a list.", next_step="Take it where it is held."
        )
    return _finish(course, person, version, None)


@act("training.complete_course")
def answer_quiz(actor: Actor, course: Course, *, version: int, answers: list[list[int]]) -> QuizAttempt:
    """Answer the questions of the version that was shown; the attempt is kept whether it passes or not.

    ``answers`` has the chosen options of each question, counted from 1. An attempt that passes finishes the
    course. Raises AnswersMissing that names the questions; CourseRefused and ContentChanged as reading does.
    """
    person, current = _taken(actor, course, version)
    questions = current.quiz()
    if not questions or course.pass_score is None:
        raise CourseRefused("This course asks no questions.", next_step="Read it to its end.")
    chosen = [frozenset(one) for one in answers[: len(questions)]]
    if missing := unanswered(questions, chosen):
        raise AnswersMissing(missing)
    reached = score(questions, chosen)
    made = QuizAttempt.objects.create(
        version=current,
        person=person,
        answers=[sorted(one) for one in chosen],
        score=reached,
        is_passed=reached >= course.pass_score,
        attempted_at=clock.now(),
    )
    after = {"course": course.key, "version": version, "score": reached, "passed": made.is_passed}
    record(person.subject, after=after)
    if made.is_passed:
        _finish(course, person, version, reached)
    return made


def _taken(actor: Actor, course: Course, version: int) -> tuple[Person, CourseVersion]:
    person = person_acting(actor)
    if person is None:
        raise CourseRefused(
            "Only somebody in the list of people finishes a course.", next_step="Tell who keeps that list."
        )
    current = current_version(course)
    if current is None or not current.content:
        raise CourseRefused(
            "This course is finished elsewhere and brought by a list.", next_step="Take it where it is held."
        )
    if current.number != version:
        raise ContentChanged
    return person, current


def _finish(course: Course, person: Person, version: int, reached: int | None) -> Completion:
    """Note that it is done today; the day's last version and score stand."""
    made, _ = Completion.objects.update_or_create(
        course=course,
        person=person,
        completed_on=clock.now().date(),
        defaults={
            "version": version,
            "score": reached,
            "is_passed": True,
            "origin": "Read here",
            "recorded_at": clock.now(),
        },
    )
    record(person.subject, after={"course": course.key, "version": version, "done": True})
    return made
