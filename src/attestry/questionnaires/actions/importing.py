"""Answers of the library from a CSV file: shown first, then all of it or nothing; each waits for approval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.csv_cells import Cells, read_lines
from attestry.kit.csv_plan import CsvPlan, plan_of
from attestry.people.models import Person
from attestry.people.queries.register import people_by_address
from attestry.questionnaires.actions.library import LONGEST_ANSWER, checked_evidence, write_answer
from attestry.questionnaires.models import AnswerVersion
from attestry.questionnaires.queries.library import answer_lines
from attestry.questionnaires.rules.layout import LONGEST_QUESTION
from attestry.questionnaires.rules.proof import keys_in
from attestry.questionnaires.rules.verdict import Verdict

REQUIRED = ("question", "answer", "verdict", "owner_email", "review_on", "source")
OPTIONAL = ("evidence",)
Record = tuple[str, dict[str, object] | None, dict[str, object]]


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is understood."""

    question: str
    words: str
    verdict: Verdict
    owner: Person | None
    review_on: date
    source: str
    evidence: tuple[str, ...]

    def record(self) -> dict[str, object]:
        """As the plan shows it."""
        return {
            "answer": self.words,
            "verdict": self.verdict.value,
            "owner": self.owner.email if self.owner else "",
            "review_on": self.review_on,
            "source": self.source,
            "evidence": " ".join(self.evidence),
        }


def plan_answers(data: bytes) -> CsvPlan:
    """What the list would do. Raises WrongLines that names every line that is wrong."""
    return plan_of(_records(_read(data), _known()))


@act("questionnaires.import")
def import_answers(actor: Actor, data: bytes, *, seen: str = "") -> CsvPlan:
    """Take in a CSV file. Again with the same file it changes nothing.

    ``seen`` is the digest of the plan that was looked at. Raises PlanChanged; WrongLines with the lines.
    """
    lines, known = _read(data), _known()
    plan = plan_of(_records(lines, known))
    plan.refuse_unless(seen)
    for line in lines:
        before = known.get(line.question.casefold())
        if line.owner is None or (before is not None and _said(before) == line.record()):
            continue
        write_answer(
            actor,
            before.answer if before else None,
            question=line.question,
            words=line.words,
            verdict=line.verdict,
            owner=line.owner,
            review_on=line.review_on,
            source=line.source,
            evidence=line.evidence,
            change_note="From a list.",
        )
    record("answers", after={"imported": str(plan)})
    return plan


def _known() -> dict[str, AnswerVersion]:
    versions = [one.newest for one in answer_lines(clock.now().date())]
    prefetch_related_objects(versions, "answer")
    return {one.question.casefold(): one for one in versions}


def _records(lines: Sequence[Line], known: Mapping[str, AnswerVersion]) -> Iterator[Record]:
    for line in lines:
        before = known.get(line.question.casefold())
        yield line.question[:120], _said(before) if before else None, line.record()


def _said(one: AnswerVersion) -> dict[str, object]:
    return {
        "answer": one.words,
        "verdict": one.verdict,
        "owner": one.owner.email,
        "review_on": one.review_on,
        "source": one.source,
        "evidence": " ".join(one.evidence),
    }


def _read(data: bytes) -> list[Line]:
    people, today = people_by_address(only_here=True), clock.now().date()
    return read_lines(
        data,
        lambda cells: _line(cells, people, today),
        required=REQUIRED,
        optional=OPTIONAL,
        once="question",
    )


def _line(cells: Cells, people: Mapping[str, Person], today: date) -> Line:
    review_on = cells.day("review_on", needed=True)
    if review_on is not None and review_on <= today:
        cells.refuse("review_on", f"{review_on} is no day to come")
    evidence = keys_in(cells.text("evidence", most=2000))
    return Line(
        question=cells.text("question", most=LONGEST_QUESTION, needed=True),
        words=cells.text("answer", most=LONGEST_ANSWER, needed=True),
        verdict=cells.choice("verdict", Verdict),
        owner=cells.known("owner_email", people, "nobody here has the address", needed=True),
        review_on=review_on or today,
        source=cells.text("source", most=300, needed=True),
        evidence=cells.asked(lambda: checked_evidence(evidence)) or () if evidence else (),
    )
