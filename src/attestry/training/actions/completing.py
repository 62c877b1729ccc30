"""Taking in lists of completions and of phishing results, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import TypeVar

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.csv_rows import CsvRow, csv_rows, refuse_lines
from attestry.kit.digest import sha256_hex
from attestry.people.models import Person
from attestry.training.errors import CourseRefused
from attestry.training.models import Completion, Course, PhishingCampaign, PhishingResult

REQUIRED = ("email", "course", "completed_on")
OPTIONAL = ("score", "version")
RESULTS = ("email", "clicked")
MORE_RESULTS = ("entered", "reported")
Made = TypeVar("Made")
_YES = {"yes", "true", "1", "y"}
_NO = {"no", "false", "0", "n", ""}


@act("training.import_completions")
def import_completions(actor: Actor, *, data: bytes, origin: str = "A list that was handed in") -> int:
    """Take in a list of completions, whole or not at all; one that is known is written over. How many.

    Raises Invalid that names every line that is wrong.
    """
    rows = csv_rows(data, required=REQUIRED, optional=OPTIONAL)
    courses = {one.key: one for one in Course.objects.all()}
    people = _people()
    wrong: list[str] = []
    found = _all(rows, wrong, lambda row: _completion(row, courses, people), _same_completion)
    refuse_lines(wrong)
    for one in found:
        one.origin = origin[:300]
    Completion.objects.bulk_create(
        found,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["course", "person", "completed_on"],
        update_fields=["version", "score", "is_passed", "origin", "recorded_at"],
    )
    record("completions", after={"rows": len(found), "origin": origin, "list": sha256_hex(data)})
    return len(found)


@act("training.import_phishing")
def import_phishing(actor: Actor, *, name: str, ran_on: date, data: bytes) -> PhishingCampaign:
    """Take in the results of a phishing campaign, whole or not at all.

    Raises Invalid that names every line that is wrong; CourseRefused for a name that is
    taken or a day to come.
    """
    if not name.strip() or PhishingCampaign.objects.filter(name__iexact=name.strip()).exists():
        raise CourseRefused("A campaign needs a name of its own.", next_step="Give it another name.")
    if ran_on > clock.now().date():
        raise CourseRefused("The campaign lies ahead.", next_step="Hand its results in when it is over.")
    rows = csv_rows(data, required=RESULTS, optional=MORE_RESULTS)
    people = _people()
    wrong: list[str] = []
    found = _all(rows, wrong, lambda row: _result(row, people), lambda one: one.person_id)
    refuse_lines(wrong)
    made = PhishingCampaign.objects.create(name=name.strip(), ran_on=ran_on, recorded_at=clock.now())
    for one in found:
        one.campaign = made
    PhishingResult.objects.bulk_create(found, batch_size=500)
    record(f"phishing_campaign:{made.name}", after={"results": len(found), "list": sha256_hex(data)})
    return made


def _people() -> dict[str, Person]:
    return {one.email.lower(): one for one in Person.objects.all()}


def _all(
    rows: Sequence[CsvRow],
    wrong: list[str],
    make: Callable[[CsvRow], Made],
    told_apart_by: Callable[[Made], Hashable],
) -> list[Made]:
    """What each row makes; lines that make nothing, or the same as an earlier one, are wrong."""
    lines: dict[Hashable, int] = {}
    found = []
    for row in rows:
        try:
            made = make(row)
        except ValueError as refusal:
            wrong.append(f"line {row.line}: {refusal}")
            continue
        key = told_apart_by(made)
        if key in lines:
            wrong.append(f"line {row.line}: stands on line {lines[key]} already")
        lines[key] = row.line
        found.append(made)
    return found


def _same_completion(one: Completion) -> Hashable:
    return one.course_id, one.person_id, one.completed_on


def _person(row: CsvRow, people: dict[str, Person]) -> Person:
    person = people.get(row["email"].lower())
    if person is None:
        raise ValueError(f"email: nobody has the address {row['email'][:80]}")
    return person


def _completion(row: CsvRow, courses: dict[str, Course], people: dict[str, Person]) -> Completion:
    course = courses.get(row["course"])
    if course is None:
        raise ValueError(f"course: there is none with the short name {row['course'][:60]}")
    try:
        completed_on = date.fromisoformat(row["completed_on"])
        score = int(row["score"]) if row["score"] else None
        version = int(row["version"]) if row["version"] else None
    except ValueError:
        raise ValueError("completed_on is a day such as 2026-03-14; score and version are numbers") from None
    if completed_on > clock.now().date():
        raise ValueError(f"completed_on: {completed_on} lies ahead")
    if (score is not None and not 0 <= score <= 100) or (version is not None and version < 1):
        raise ValueError("score lies between 0 and 100, version from 1 on")
    return Completion(
        course=course,
        person=_person(row, people),
        completed_on=completed_on,
        score=score,
        version=version,
        is_passed=course.pass_score is None or (score is not None and score >= course.pass_score),
        recorded_at=clock.now(),
    )


def _result(row: CsvRow, people: dict[str, Person]) -> PhishingResult:
    said = {}
    for name in ("clicked", "entered", "reported"):
        if row[name].lower() not in _YES | _NO:
            raise ValueError(f"{name}: “{row[name][:20]}” is neither yes nor no")
        said[name] = row[name].lower() in _YES
    if said["entered"] and not said["clicked"]:
        raise ValueError("entered: who gave something away has clicked")
    return PhishingResult(
        person=_person(row, people),
        has_clicked=said["clicked"],
        has_entered=said["entered"],
        has_reported=said["reported"],
    )
