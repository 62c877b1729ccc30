"""Keeping courses: adding one, publishing a version, assigning, retiring."""

from __future__ import annotations

from datetime import date

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import sha256_hex
from attestry.people.models import Team
from attestry.training.errors import ContentChanged, CourseRefused, CourseTaken
from attestry.training.models import Course, CourseAssignment, CourseVersion
from attestry.training.queries.courses import current_version

LONGEST_CONTENT = 200_000


@act("training.add_course")
def add_course(
    actor: Actor,
    *,
    key: str,
    title: str,
    topic: str = "security",
    content: str = "",
    days_to_finish: int = 30,
    repeat_days: int | None = 365,
    pass_score: int | None = None,
) -> Course:
    """Add a course with its first version; without content, completions are brought by lists.

    Raises CourseRefused and CourseTaken.
    """
    if not key.strip() or not title.strip():
        raise CourseRefused("A course needs a title and a short name.", next_step="Give it both.")
    if days_to_finish < 1 or (repeat_days is not None and repeat_days < 1):
        raise CourseRefused("Days are counted from one.", next_step="Give at least one day.")
    if Course.objects.filter(key=key.strip()).exists():
        raise CourseTaken(key)
    made = Course.objects.create(
        key=key.strip(),
        title=title.strip(),
        topic=topic.strip() or "security",
        days_to_finish=days_to_finish,
        repeat_days=repeat_days,
        pass_score=pass_score,
    )
    record(made.subject, after={"title": made.title, "days": days_to_finish, "repeat": repeat_days})
    _publish(actor, made, content, 1)
    return made


@act("training.publish_version")
def publish_version(actor: Actor, course: Course, *, content: str, seen: int | None = None) -> CourseVersion:
    """Publish new content. ``seen`` is the number of the version that it was made from.

    Raises CourseRefused where it says what the last one says, ContentChanged where another came before.
    """
    Course.objects.select_for_update().get(pk=course.pk)
    last = current_version(course)
    number = last.number if last else 0
    if seen is not None and seen != number:
        raise ContentChanged
    if last and last.digest == sha256_hex(content.encode()):
        raise CourseRefused("This content is the one that is there.", next_step="Change something first.")
    return _publish(actor, course, content, number + 1)


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


def _publish(actor: Actor, course: Course, content: str, number: int) -> CourseVersion:
    if len(content) > LONGEST_CONTENT:
        raise CourseRefused(
            f"The content is longer than {LONGEST_CONTENT:,} characters.", next_step="Make two courses of it."
        )
    made = CourseVersion.objects.create(
        course=course,
        number=number,
        content=content,
        digest=sha256_hex(content.encode()),
        published_at=clock.now(),
        published_by_name=actor.name,
    )
    record(course.subject, after={"version": number, "digest": made.digest})
    return made
