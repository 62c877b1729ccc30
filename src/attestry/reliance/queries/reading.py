"""A reader's grants, the report that stands under one, and the facts that the reader weighs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from attestry.bridge_letters.models import SignedLetter
from attestry.bridge_letters.queries.letters import gap_days, letters_for, report_age
from attestry.kit import clock
from attestry.opinions.models import IssuedReport
from attestry.readers.models import Grant, Reader
from attestry.readers.queries.offers import current_report, current_reports
from attestry.readers.rules.kinds import GrantState
from attestry.reliance.errors import NothingStands
from attestry.reliance.rules.reading import categories_of, period_of
from attestry.ui.words import counted_words, day_words


@dataclass(frozen=True, slots=True)
class GrantLine:
    """One grant on the reader's first page."""

    grant: Grant
    report: IssuedReport | None
    state: str

    @property
    def is_open(self) -> bool:
        """Whether there is something to open."""
        return self.state == GrantState.ACTIVE and self.report is not None


@dataclass(frozen=True, slots=True)
class Ages:
    """How old the report is on a day, and what management wrote since."""

    days: int
    without_word: int
    letter: SignedLetter | None


def grant_lines(reader: Reader) -> list[GrantLine]:
    """Every grant of a reader, those that hold first; two queries."""
    now = clock.now()
    grants = list(
        Grant.objects.filter(reader=reader)
        .select_related("engagement__system", "engagement__firm")
        .order_by("-engagement__until_on", "-pk")
    )
    reports = current_reports([one.engagement for one in grants])
    lines = [GrantLine(one, reports.get(one.engagement_id), one.state_at(now).value) for one in grants]
    return sorted(lines, key=lambda one: one.state != GrantState.ACTIVE)


def report_under(grant: Grant) -> IssuedReport:
    """The report that stands. Raises NothingStands."""
    found = current_report(grant.engagement)
    if found is None:
        raise NothingStands
    found.engagement = grant.engagement
    return found


def ages(report: IssuedReport, on: date) -> Ages:
    """How old a report is; two queries."""
    letters = letters_for(report, on)
    return Ages(report_age(report, on), gap_days(report, on), letters[0] if letters else None)


def about(report: IssuedReport, old: Ages) -> list[tuple[str, str]]:
    """What it is, of which time, by whom, how old."""
    content = report.content
    letter = old.letter
    return [
        ("Report", f"{content['kind_label']}, version {report.version}"),
        ("Period" if content["from"] else "Date", period_of(content)),
        ("Categories", categories_of(content)),
        ("Auditor", _firm(content["firm"])),
        ("Licence", content["firm"].get("licence") or "None is named"),
        ("Peer review", _peer_review(content["firm"]) or "None is named"),
        ("Dated", day_words(report.report_on)),
        ("Age", f"{counted_words(old.days, 'day')} since the last day that it speaks of"),
        (
            "Bridge letter",
            f"Until {day_words(letter.until_on)}, of management, without an auditor's assurance"
            if letter
            else "None",
        ),
        ("Days nobody speaks of", str(old.without_word)),
    ]


def licence_words(said: Mapping[str, str]) -> str:
    """The firm's licence and its peer review, as they were when the report was issued."""
    licence = f"Licence {said['licence']}" if said.get("licence") else "No licence is named"
    reviewed = _peer_review(said)
    return f"{licence}; {f'peer review: {reviewed}' if reviewed else 'no peer review is named'}"


def _peer_review(said: Mapping[str, str]) -> str:
    words, until = said.get("peer_review", ""), said.get("peer_review_until", "")
    return f"{words}, until {day_words(date.fromisoformat(until))}" if words and until else words


def _firm(said: Mapping[str, str]) -> str:
    if not said:
        return "Not named"
    place = ", ".join(one for one in (said["city"], said["state"]) if one)
    return f"{said['name']}{f', {place}' if place else ''}"
