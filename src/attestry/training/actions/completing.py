"""Taking in lists of completions and of phishing results: shown first, then whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.csv_cells import Cells, read_lines
from attestry.kit.csv_plan import CsvPlan, plan_of
from attestry.kit.digest import sha256_hex
from attestry.people.models import Person
from attestry.people.queries.register import people_by_address
from attestry.training.errors import CourseRefused
from attestry.training.models import Completion, Course, PhishingCampaign, PhishingResult

REQUIRED = ("email", "course", "completed_on")
OPTIONAL = ("score", "version")
RESULTS = ("email", "clicked")
MORE_RESULTS = ("entered", "reported")
_MOST_VERSIONS = 999_999_999
Pair = tuple[Completion | None, Completion]
Same = tuple[int, int, date]


def plan_completions(data: bytes) -> CsvPlan:
    """What the list would do. Raises WrongLines that names every line that is wrong."""
    return _plan(_pairs(data))


@act("training.import_completions")
def import_completions(
    actor: Actor, *, data: bytes, origin: str = "A list that was handed in", seen: str = ""
) -> CsvPlan:
    """Take in a list of completions, whole or not at all; one that is known is written over.

    ``seen`` is the digest of the plan that was looked at. Raises PlanChanged; WrongLines with the lines.
    """
    pairs = _pairs(data)
    plan = _plan(pairs)
    plan.refuse_unless(seen)
    fresh = [after for before, after in pairs if before is None or _told(before) != _told(after)]
    for one in fresh:
        one.origin = origin[:300]
    Completion.objects.bulk_create(
        fresh,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["course", "person", "completed_on"],
        update_fields=["version", "score", "is_passed", "origin", "recorded_at"],
    )
    record("completions", after={"rows": len(pairs), "origin": origin, "list": sha256_hex(data)})
    return plan


def plan_phishing(data: bytes, *, name: str, ran_on: date) -> CsvPlan:
    """What the results would add. Raises WrongLines; CourseRefused for the name or the day."""
    return _campaign_plan(name, ran_on, _results(data, name, ran_on))


@act("training.import_phishing")
def import_phishing(actor: Actor, *, name: str, ran_on: date, data: bytes, seen: str = "") -> CsvPlan:
    """Take in the results of a phishing campaign, whole or not at all.

    ``seen`` is the digest of the plan that was looked at. Raises PlanChanged; WrongLines that names every
    line that is wrong; CourseRefused for a name that is taken or a day to come.
    """
    found = _results(data, name, ran_on)
    plan = _campaign_plan(name, ran_on, found)
    plan.refuse_unless(seen)
    made = PhishingCampaign.objects.create(name=name.strip(), ran_on=ran_on, recorded_at=clock.now())
    for one in found:
        one.campaign = made
    PhishingResult.objects.bulk_create(found, batch_size=500)
    record(f"phishing_campaign:{made.name}", after={"results": len(found), "list": sha256_hex(data)})
    return plan


def _pairs(data: bytes) -> list[Pair]:
    """Each completion as it is known, or None, and as the list says."""
    courses, people = {one.key.casefold(): one for one in Course.objects.all()}, people_by_address()
    known = {_same(one): one for one in Completion.objects.all()}
    found = read_lines(
        data,
        lambda cells: _pair(cells, _completion(cells, courses, people), known),
        required=REQUIRED,
        optional=OPTIONAL,
        apart=lambda pair: _same(pair[1]) if pair else None,
    )
    return [pair for pair in found if pair is not None]


def _same(one: Completion) -> Same:
    return one.course_id, one.person_id, one.completed_on


def _pair(cells: Cells, after: Completion | None, known: Mapping[Same, Completion]) -> Pair | None:
    """A column that the list does not have leaves what is known as it is."""
    if after is None:
        return None
    before = known.get(_same(after))
    if before is not None:
        after.score = after.score if cells.has("score") else before.score
        after.version = after.version if cells.has("version") else before.version
    least = after.course.pass_score
    after.is_passed = least is None or (after.score is not None and after.score >= least)
    return before, after


def _completion(
    cells: Cells, courses: Mapping[str, Course], people: Mapping[str, Person]
) -> Completion | None:
    person = cells.known("email", people, "nobody has the address", needed=True)
    course = cells.known("course", courses, "there is none with the short name", needed=True)
    day = cells.day("completed_on", needed=True, not_after=clock.now().date())
    score, version = cells.whole("score", 0, 100), cells.whole("version", 1, _MOST_VERSIONS)
    if person is None or course is None or day is None:
        return None
    return Completion(
        course=course, person=person, completed_on=day, score=score, version=version, recorded_at=clock.now()
    )


def _plan(pairs: Sequence[Pair]) -> CsvPlan:
    return plan_of(
        (
            f"{after.person.name} ({after.person.email}), {after.course.key}, {after.completed_on}",
            _told(before) if before else None,
            _told(after, is_new=before is None),
        )
        for before, after in pairs
    )


def _told(one: Completion, *, is_new: bool = False) -> dict[str, object]:
    said: dict[str, object] = {
        "score": one.score,
        "version": one.version,
        "passed": "yes" if one.is_passed else "no",
    }
    return {key: value for key, value in said.items() if value is not None} if is_new else said


def _results(data: bytes, name: str, ran_on: date) -> list[PhishingResult]:
    if not name.strip() or PhishingCampaign.objects.filter(name__iexact=name.strip()).exists():
        raise CourseRefused("A campaign needs a name of its own.", next_step="Give it another name.")
    if ran_on > clock.now().date():
        raise CourseRefused("The campaign lies ahead.", next_step="Hand its results in when it is over.")
    people = people_by_address()
    found = read_lines(
        data, lambda cells: _result(cells, people), required=RESULTS, optional=MORE_RESULTS, once="email"
    )
    return [one for one in found if one is not None]


def _result(cells: Cells, people: Mapping[str, Person]) -> PhishingResult | None:
    person = cells.known("email", people, "nobody has the address", needed=True)
    has_clicked, has_entered = cells.yes("clicked"), cells.yes("entered")
    if has_entered and not has_clicked:
        cells.refuse("entered", "who gave something away has clicked")
    has_reported = cells.yes("reported")
    if person is None:
        return None
    return PhishingResult(
        person=person, has_clicked=has_clicked, has_entered=has_entered, has_reported=has_reported
    )


def _campaign_plan(name: str, ran_on: date, found: Sequence[PhishingResult]) -> CsvPlan:
    said = {True: "yes", False: "no"}
    return plan_of(
        (
            f"{one.person.name} ({one.person.email})",
            None,
            {
                "campaign": name.strip(),
                "sent_on": ran_on,
                "clicked": said[one.has_clicked],
                "entered": said[one.has_entered],
                "reported": said[one.has_reported],
            },
        )
        for one in found
    )
