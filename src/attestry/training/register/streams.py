"""The register of training, read as rows."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.connectors.rules.observation import Collect, Observation, Provenance, Rows, Session
from attestry.kit import clock
from attestry.training.queries.attempts import all_attempts
from attestry.training.queries.campaigns import campaigns
from attestry.training.queries.courses import courses, everyone_asked


def owed(_session: Session) -> Iterator[Observation]:
    """Who owes which course, leavers included."""
    yield Provenance(principal="Attestry", endpoint="the register of training", query="every course")
    rows = [
        {
            "owed_id": f"{course.key}/{line.person.email}",
            "course": course.key,
            "topic": course.topic,
            "person_name": line.person.name,
            "person_email": line.person.email,
            "started_on": line.person.started_on,
            "ended_on": line.person.ended_on,
            "assigned_on": line.assigned_on,
            "days_to_finish": course.days_to_finish,
            "repeat_days": course.repeat_days,
            "first_on": line.standing.first_on,
            "last_on": line.standing.last_on,
            "score": line.last.score if line.last else None,
            "version": line.last.version if line.last else None,
        }
        for course in courses()
        for line in everyone_asked(course, clock.now().date())
    ]
    yield Rows("training_owed", rows)


def attempts(_session: Session) -> Iterator[Observation]:
    """Every attempt at the questions of a course."""
    yield Provenance(principal="Attestry", endpoint="the register of training", query="every attempt")
    rows = [
        {
            "attempt_id": str(one.pk),
            "course": one.version.course.key,
            "version": one.version.number,
            "content_digest": one.version.digest,
            "person_email": one.person.email,
            "attempted_at": one.attempted_at,
            "score": one.score,
            "is_passed": one.is_passed,
        }
        for one in all_attempts().iterator(chunk_size=5000)
    ]
    yield Rows("training_attempt", rows)


def phishing(_session: Session) -> Iterator[Observation]:
    """Every campaign with its counts."""
    yield Provenance(principal="Attestry", endpoint="the register of training", query="every campaign")
    rows = [
        {
            "campaign_id": str(one.pk),
            "name": one.name,
            "ran_on": one.ran_on,
            "sent_count": one.sent_count,  # type: ignore[attr-defined]
            "clicked_count": one.clicked_count,  # type: ignore[attr-defined]
            "entered_count": one.entered_count,  # type: ignore[attr-defined]
            "reported_count": one.reported_count,  # type: ignore[attr-defined]
        }
        for one in campaigns()
    ]
    yield Rows("training_campaign", rows)


STREAMS: dict[str, Collect] = {"courses": owed, "attempts": attempts, "phishing": phishing}
