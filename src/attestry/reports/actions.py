"""Writes: issue a report, which seals its file as evidence."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from django.conf import settings

from attestry.evidence.actions import hand_in_document
from attestry.evidence.queries import body
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import sha256_hex
from attestry.reports.contents import Asked
from attestry.reports.errors import ReportRefused
from attestry.reports.kinds import kind_named
from attestry.reports.models import Report
from attestry.reports.typesetting import typeset
from attestry.scope.models import System
from attestry.ui.words import day_words


@act("reports.issue")
def issue_report(
    actor: Actor, system: System, *, kind: str, from_at: datetime, as_of: datetime | None = None
) -> Report:
    """Build a report on the half-open period [from_at, as_of), as of its end (now where None), and seal it.

    It is sealed in the house's name: whoever may issue a report need not be allowed to hand in
    evidence. Raises UnknownKind, ReportRefused for a period that is empty or has not begun,
    TypesettingFailed, and Unavailable where the disk is full; then nothing was issued.
    """
    now = clock.now()
    until = min(as_of or now, now)
    if from_at >= until:
        raise ReportRefused(
            "The period ends before it begins.", next_step="Choose a first day before the last one."
        )
    chosen = kind_named(kind)
    contents = chosen.build(Asked(system, from_at, until))
    organization = settings.HOME.organization()
    made = typeset(
        contents,
        chosen.template,
        as_of=until,
        organization=organization.name,
        is_sample=organization.is_sample,
    )
    report = Report(
        kind=kind,
        title=contents.title,
        is_final=contents.is_final,
        as_of=until,
        period_from=from_at,
        issued_at=now,
        issued_by=actor.name,
        digest=sha256_hex(made.pdf),
        input_digest=made.input_digest,
        size=len(made.pdf),
    )
    entry = hand_in_document(
        Actor.system("reports"),
        BytesIO(made.pdf),
        filename=report.file_name,
        title=f"Report: {contents.title} as of {day_words(until)}",
        period_from=from_at,
        period_until=until,
        note=f"Issued by {actor.name}.",
    )
    report.entry_seq = entry.seq
    report.save()
    record(
        f"report:{report.pk}",
        after={"kind": kind, "entry": entry.seq, "digest": body(entry)["digest"], "final": report.is_final},
    )
    return report
