"""Writes: issue a report, which seals its file as evidence."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from django.conf import settings

from attestry.evidence.actions import hand_in_document
from attestry.evidence.models import Entry
from attestry.evidence.queries import body
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import sha256_hex
from attestry.reports.contents import Asked, Contents
from attestry.reports.errors import ReportRefused
from attestry.reports.kinds import Kind, kind_named
from attestry.reports.models import Report
from attestry.reports.rules.file_format import FileFormat
from attestry.reports.typesetting import typeset
from attestry.reports.word import write
from attestry.scope.models import System
from attestry.ui.words import day_words


@act("reports.issue")
def issue_report(
    actor: Actor,
    system: System,
    *,
    kind: str,
    from_at: datetime,
    as_of: datetime | None = None,
    file_format: str = FileFormat.PDF,
) -> Report:
    """Build a report on the half-open period [from_at, as_of), as of its end (now where None), and seal it.

    It is sealed in the house's name: whoever may issue a report need not be allowed to hand in
    evidence. Raises UnknownKind, ReportRefused for a period that is empty or has not begun or a form
    that the kind has not, TypesettingFailed, and Unavailable where the disk is full; then nothing was issued.
    """
    now = clock.now()
    until = min(as_of or now, now)
    if from_at >= until:
        raise ReportRefused(
            "The period ends before it begins.", next_step="Choose a first day before the last one."
        )
    chosen = _offered(kind, file_format)
    contents = chosen.build(Asked(system, from_at, until))
    file, input_digest = _made(chosen, contents, FileFormat(file_format), until)
    report = Report(
        kind=kind,
        format=file_format,
        title=contents.title,
        is_final=contents.is_final,
        as_of=until,
        period_from=from_at,
        issued_at=now,
        issued_by=actor.name,
        digest=sha256_hex(file),
        input_digest=input_digest,
        size=len(file),
    )
    entry = _sealed(report, file)
    report.entry_seq = entry.seq
    report.save()
    record(
        f"report:{report.pk}",
        after={
            "kind": kind,
            "format": file_format,
            "entry": entry.seq,
            "digest": body(entry)["digest"],
            "final": report.is_final,
        },
    )
    return report


def _offered(kind: str, file_format: str) -> Kind:
    """The kind, where it is offered in that form."""
    chosen = kind_named(kind)
    if file_format not in chosen.formats:
        raise ReportRefused(
            f"“{chosen.title}” is not offered as “{file_format}”.",
            next_step=f"Choose one of: {', '.join(chosen.formats)}.",
        )
    return chosen


def _sealed(report: Report, file: bytes) -> Entry:
    """The entry that seals a report's file."""
    return hand_in_document(
        Actor.system("reports"),
        BytesIO(file),
        filename=report.file_name,
        title=f"Report: {report.title} as of {day_words(report.as_of)}",
        period_from=report.period_from,
        period_until=report.as_of,
        note=f"Issued by {report.issued_by}.",
    )


def _made(kind: Kind, contents: Contents, form: FileFormat, as_of: datetime) -> tuple[bytes, str]:
    """The file in that form, and the digest of what it was made from."""
    organization = settings.HOME.organization()
    name, is_sample = organization.name, organization.is_sample
    if form is FileFormat.DOCX and kind.draw:
        written = write(contents, kind.draw, as_of=as_of, organization=name, is_sample=is_sample)
        return written.docx, written.input_digest
    made = typeset(contents, kind.template, as_of=as_of, organization=name, is_sample=is_sample)
    return made.pdf, made.input_digest
