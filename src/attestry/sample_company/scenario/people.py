"""The people system: workers, their checks before the start, trainings, acknowledged policies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attestry.sample_company.company import Company
from attestry.sample_company.content.people import Person
from attestry.sample_company.rules.calendar import Moment
from attestry.sample_company.rules.chance import between, digest

Row = dict[str, Any]

NOTICE_DAYS = 21
TRAINING_EVERY = 330


def workers(company: Company, moment: Moment) -> Iterator[Row]:
    """Everybody who has started, leavers included; an end shows once notice is given."""
    for person in company.people:
        if person.starts > moment.day:
            continue
        ends = person.ends if person.ends is not None and person.ends - NOTICE_DAYS <= moment.day else None
        yield {
            "worker_id": person.id,
            "name": person.name,
            "email": company.address(person.id),
            "kind": person.kind,
            "job_title": person.title,
            "department": person.department,
            "manager_id": person.manager,
            "started_on": moment.calendar.on(person.starts),
            "ended_on": None if ends is None else moment.calendar.on(ends),
            "is_active": person.works_on(moment.day),
        }


def background_checks(company: Company, moment: Moment) -> Iterator[Row]:
    """One screening a person, finished some days before the first one."""
    for person in company.people:
        completed = person.starts - between(3, 12, "check", person.id)
        if moment.is_new(moment.calendar.at(completed, 15)):
            yield {
                "check_id": f"CS-{digest('check', person.id)[:8]}",
                "worker_id": person.id,
                "kind": "identity and references",
                "ordered_on": moment.calendar.on(completed - 6),
                "completed_on": moment.calendar.on(completed),
                "result": "clear",
            }


def trainings(company: Company, moment: Moment) -> Iterator[Row]:
    """Security awareness after the start and every eleven months or so."""
    for person in company.people:
        for position, day in enumerate(_training_days(company, person, moment.day)):
            if moment.is_new(moment.calendar.at(day, 16)):
                yield {
                    "completion_id": f"{person.id}/awareness/{position + 1}",
                    "worker_id": person.id,
                    "worker_email": company.address(person.id),
                    "course": "Security and privacy at work",
                    "topic": "security awareness",
                    "completed_on": moment.calendar.on(day),
                    "is_passed": True,
                    "score_percent": float(between(80, 100, "score", person.id, position)),
                }


def _training_days(company: Company, person: Person, until: int) -> Iterator[int]:
    late = company.story.late_training
    first = late.days if person.id == late.person else between(2, 20, "training", person.id)
    day = person.starts + first
    while day <= until and person.works_on(day):
        yield day
        day += TRAINING_EVERY + between(0, 20, "again", person.id, day - person.starts)


def acknowledgements(company: Company, moment: Moment) -> Iterator[Row]:
    """Who was asked to acknowledge which edition of a policy, and who did."""
    late = company.story.late_acknowledgement
    for policy in company.systems.policies:
        for edition in policy.versions:
            for person in company.people:
                asked = max(edition.day, person.starts + 1)
                if asked > moment.day or not person.works_on(asked):
                    continue
                days = between(0, 11, policy.id, edition.version, person.id)
                if (person.id, policy.id) == (late.person, late.policy):
                    days = late.days
                done = asked + days
                yield {
                    "acknowledgement_id": f"{policy.id}/{edition.version}/{person.id}",
                    "policy": policy.title,
                    "version": edition.version,
                    "worker_id": person.id,
                    "worker_email": company.address(person.id),
                    "asked_on": moment.calendar.on(asked),
                    "acknowledged_on": moment.passed(done) if person.works_on(done) else None,
                }
