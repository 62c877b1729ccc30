"""Documents that the company's people hand in, and what they conclude from them."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO

from attestry.accounts.queries import user_of
from attestry.control_tests.actions.judging import record_manual_result
from attestry.evidence.actions import hand_in_document
from attestry.kit import clock
from attestry.sample_company.company import Company
from attestry.sample_company.content.program import DocumentFile
from attestry.sample_company.rules.calendar import Calendar

OFFICE_HOUR = 10


def documents_of(company: Company, day: int) -> list[DocumentFile]:
    """The documents that are handed in on a day."""
    return [one for one in company.program.documents if _is_due(one, day)]


def _is_due(document: DocumentFile, day: int) -> bool:
    since = day - document.day
    return since == 0 or (document.every_days is not None and since > 0 and since % document.every_days == 0)


def hand_in(company: Company, calendar: Calendar, day: int, document: DocumentFile, at: datetime) -> None:
    """Seal one document for its period, and record each finding that rests on it."""
    actor = user_of(f"{document.by}@{company.profile.domain}").actor()
    period_from, period_until = calendar.at(day - document.covers_days), calendar.at(day)
    with clock.simulated(at):
        entry = hand_in_document(
            actor,
            BytesIO(_text(document, calendar, day).encode()),
            filename=f"{calendar.on(day).isoformat()}-{document.filename}",
            title=document.title,
            period_from=period_from,
            period_until=period_until,
            controls=document.controls,
            note="Made up for the sample company.",
        )
    with clock.simulated(at + timedelta(minutes=25)):
        for finding in document.findings:
            record_manual_result(
                actor,
                control_id=finding.control,
                aspect=finding.aspect,
                outcome=finding.outcome,
                conclusion=finding.conclusion,
                evidence=[entry.seq],
                holds_until=at + timedelta(days=finding.holds_days),
            )


def _text(document: DocumentFile, calendar: Calendar, day: int) -> str:
    if document.filename.endswith(".csv"):
        return document.text
    first, last = calendar.on(day - document.covers_days), calendar.on(day - 1)
    return f"{document.text}\nPeriod: {first.isoformat()} to {last.isoformat()}. Written by {document.by}.\n"
