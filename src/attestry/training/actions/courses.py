"""Keeping courses: adding one, publishing a version, assigning, retiring."""

from __future__ import annotations

from datetime import date

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import sha256_hex
from attestry.people.models import Team
from attestry.training.errors import ContentChanged, CourseRefused, CourseTaken, QuestionsRefused
from attestry.training.models import Course, CourseAssignment, CourseVersion
from attestry.training.queries.courses import current_version
from attestry.training.rules.quiz import QuestionsUnreadable, read_questions

LONGEST_CONTENT = 200_000


@act("training.add_course")
def add_course(
    actor: Actor,
    *,
    key: str,
    title: str,
    topic: str = "security",
    content: str = "",
    questions: str = "",
    days_to_finish: int = 30,
    repeat_days: int | None = 365,
    pass_score: int | None = None,
) -> Course:
    """Add a course with its first version; without content, completions are brought by lists.

    Raises CourseRefused, CourseTaken, and QuestionsRefused where its questions cannot be answered.
    """
    if not key.strip() or not title.strip():
        raise CourseRefused("A course needs a title and a short name.", next_step="Give it both.")
    if days_to_finish < 1 or (repeat_days is not None and repeat_days < 1):
        raise CourseRefused("Days are counted from one.", next_step="Give at least one day.")
    if Course.objects.filter(key=key.strip()).exists():
        raise CourseTaken(key)
    _refuse_unfit(content, questions, pass_score)
    made = Course.objects.create(
        key=key.strip(),
        title=title.strip(),
        topic=topic.strip() or "security",
        days_to_finish=days_to_finish,
        repeat_days=repeat_days,
        pass_score=pass_score,
    )
    record(made.subject, after={"title": made.title, "days": days_to_finish, "repeat": repeat_days})
    _publish(actor, made, content, questions, 1)
    return made


@act("training.publish_version")
def publish_version(
    actor: Actor,
    course: Course,
    *,
    content: str,
    questions: str = "",
    pass_score: int | None = None,
    seen: int | None = None,
) -> CourseVersion:
    """Publish new content with its questions. ``seen`` is the number of the version that it was made from.

    ``pass_score`` None leaves the course's own. Raises CourseRefused where it says what the last one says,
    QuestionsRefused, and ContentChanged where another came before.
    """
    kept = Course.objects.select_for_update().get(pk=course.pk)
    last = current_version(course)
    number = last.number if last else 0
    if seen is not None and seen != number:
        raise ContentChanged
    asked = pass_score if pass_score is not None else kept.pass_score
    _refuse_unfit(content, questions, asked)
    is_same = last and last.digest == _digest(content, questions)
    if is_same and asked == kept.pass_score:
        raise CourseRefused("This content is the one that is there.", next_step="Change something first.")
    if asked != kept.pass_score:
        record(kept.subject, before={"score to pass": kept.pass_score}, after={"score to pass": asked})
        kept.pass_score = course.pass_score = asked
        kept.save(update_fields=["pass_score"])
    return _publish(actor, kept, content, questions, number + 1)


@act("training.assign_course")
def assign_course(
    actor: Actor,
    course: Course,
    *,
    assigned_on: date | None = None,
    engagement: str = "",
    team: Team | None = None,
) -> CourseAssignment:
    """Ask a course of everybody, of people of one footing, of one team, or of both in one.

    Raises CourseRefused where it is asked of them already.
    """
    same = CourseAssignment.objects.filter(course=course, engagement=engagement, team=team, ended_on=None)
    if same.exists():
        raise CourseRefused("It is asked of them already.", next_step="See who the course is asked of.")
    made = CourseAssignment.objects.create(
        course=course, engagement=engagement, team=team, assigned_on=assigned_on or clock.now().date()
    )
    record(course.subject, after={"asked of": made.words, "since": made.assigned_on.isoformat()})
    return made


@act("training.end_assignment")
def end_assignment(actor: Actor, assignment: CourseAssignment) -> CourseAssignment:
    """Ask it of them no longer, from today on. Raises CourseRefused where it ended before."""
    kept = CourseAssignment.objects.select_related("course", "team").get(pk=assignment.pk)
    if kept.ended_on is not None:
        raise CourseRefused("It ended before.", next_step="See who the course is asked of.")
    kept.ended_on = clock.now().date()
    kept.save(update_fields=["ended_on"])
    record(kept.course.subject, before={"asked of": kept.words}, after={"asked of": None})
    return kept


@act("training.retire_course")
def retire_course(actor: Actor, course: Course) -> Course:
    """Ask a course of nobody any more; what was finished stays. Raises CourseRefused."""
    if course.retired_at is not None:
        raise CourseRefused("It is retired already.", next_step="See the courses in use.")
    course.retired_at = clock.now()
    course.save(update_fields=["retired_at"])
    record(course.subject, after={"retired": True})
    return course


def _refuse_unfit(content: str, questions: str, pass_score: int | None) -> None:
    if len(content) > LONGEST_CONTENT or len(questions) > LONGEST_CONTENT:
        raise CourseRefused(
            f"The content is longer than {LONGEST_CONTENT:,} characters.", next_step="Make two courses of it."
        )
    if pass_score is not None and not 1 <= pass_score <= 100:
        raise CourseRefused("A score to pass lies between 1 and 100.", next_step="Give another.")
    try:
        asked = read_questions(questions)
    except QuestionsUnreadable as refusal:
        raise QuestionsRefused(str(refusal)) from None
    if asked and not content.strip():
        raise QuestionsRefused("there is no content that they could be about")
    if asked and pass_score is None:
        raise QuestionsRefused("it was not said which score passes")


def _publish(actor: Actor, course: Course, content: str, questions: str, number: int) -> CourseVersion:
    made = CourseVersion.objects.create(
        course=course,
        number=number,
        content=content,
        questions=questions.strip(),
        digest=_digest(content, questions),
        published_at=clock.now(),
        published_by_name=actor.name,
    )
    record(course.subject, after={"version": number, "digest": made.digest})
    return made


def _digest(content: str, questions: str) -> str:
    """Of the content, and of its questions after a line of their own where there are any."""
    asked = questions.strip()
    return sha256_hex(f"{content}\n?\n{asked}".encode() if asked else content.encode())
