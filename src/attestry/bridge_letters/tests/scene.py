"""An issued report whose period ended on the last of June, and what happened after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.bridge_letters.actions.writing import answer_changes, open_letter, review_letter
from attestry.bridge_letters.models import BridgeLetter
from attestry.bridge_letters.queries.letters import letter_numbered
from attestry.bridge_letters.queries.standing import LetterStanding, standing_of
from attestry.bridge_letters.rules.change import Answer
from attestry.control_tests.models import Run
from attestry.engagements.models import Engagement
from attestry.engagements.rules.state import State
from attestry.engagements.tests.examination import Examination
from attestry.evidence.actions import append_run
from attestry.kit import clock
from attestry.opinions.models import IssuedReport
from attestry.remediation.models import Task
from attestry.remediation.rules.task import Priority
from attestry.remediation.tests.samples import task as a_task

FROM, UNTIL = date(2026, 7, 1), date(2026, 8, 31)
LATER = datetime(2026, 9, 2, 9, tzinfo=UTC)
NEXT = date(2027, 2, 28)


@dataclass(frozen=True, slots=True)
class Scene:
    """The report, and who writes, reviews and signs."""

    report: IssuedReport
    lead: User
    reviewer: User
    officer: User


def bridging(examination: Examination, report: IssuedReport) -> Scene:
    """Both hands of management around a report that stands."""
    reviewer = somebody("Rae", Role.ADMINISTRATOR)
    return Scene(report, examination.lead, reviewer, examination.executive)


def a_run(at: datetime) -> Run:
    """A pass over the control tests, as the line leaves it."""
    ordinal = Run.objects.count()
    entry = append_run(HOUSE, ordinal=1000 + ordinal, as_of=at, title="Control tests", said={}, segment=None)
    return Run.objects.create(ordinal=ordinal, entry_seq=entry.seq, as_of=at, recorded_at=clock.now())


def a_letter(scene: Scene, **more) -> BridgeLetter:
    """A draft over July and August."""
    said = {"from_on": FROM, "until_on": UNTIL, "next_report_on": NEXT, "statement": "We moved on.", **more}
    return open_letter(scene.lead.actor(), scene.report.engagement, **said)


def again(letter: BridgeLetter) -> BridgeLetter:
    """The letter read anew."""
    return letter_numbered(letter.pk)


def standing(letter: BridgeLetter) -> LetterStanding:
    """The letter as it stands today."""
    return standing_of(again(letter), today=clock.now().date())


def answer_all(scene: Scene, letter: BridgeLetter, answer: Answer = Answer.DISCLOSED) -> None:
    """One answer for everything that nobody answered."""
    keys = [one.change.key for one in standing(letter).unanswered]
    if keys:
        answer_changes(scene.lead.actor(), letter, keys=keys, answer=answer, words="Readers may know.")


def a_reviewed_letter(scene: Scene, **more) -> BridgeLetter:
    """A draft of which everything is disclosed, reviewed by another."""
    letter = a_letter(scene, **more)
    answer_all(scene, letter)
    review_letter(scene.reviewer.actor(), letter)
    return letter


def a_high_issue(title: str = "Backups were never restored") -> Task:
    """An open task rated high, of a day in the gap."""
    with clock.simulated(LATER - timedelta(days=20)):
        return a_task(title, priority=Priority.HIGH)


def a_bare_report(examination: Examination, **more) -> IssuedReport:
    """An issued report with no more in it than a letter reads; the whole way to one is tested elsewhere."""
    engagement = examination.engagement
    Engagement.objects.filter(pk=engagement.pk).update(state=State.ISSUED)
    engagement.refresh_from_db()
    content = {
        "title": engagement.title,
        "kind_label": engagement.the_kind.label,
        "system": engagement.system.name,
        "from": engagement.from_on.isoformat() if engagement.from_on else None,
        "until": engagement.until_on.isoformat(),
        "firm": {"name": "Doyle & Partners"},
        "opinions": [{"subject": "operation", "label": "Qualified", "criteria": ["CC8.1"]}],
    }
    said = {
        "engagement": engagement, "version": 1, "content": content, "content_digest": "c" * 64,
        "digest": "d" * 64, "size": 1, "entry_seq": 900_000 + IssuedReport.objects.count(), "companion": {},
        "report_on": date(2026, 7, 6), "by": examination.partner, "by_name": "Pat", "at": clock.now(),
    }  # fmt: skip
    return IssuedReport.objects.create(**{**said, **more})
