"""An agreement that was signed on paper, or elsewhere: kept as evidence, binding a whole company."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import BinaryIO

from attestry.evidence.actions import hand_in_document
from attestry.evidence.queries import body
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.nondisclosure.errors import AgreementRefused
from attestry.nondisclosure.models import PaperAgreement
from attestry.readers.actions.ending import ended
from attestry.readers.models import UserEntity

_PDF = b"%PDF-"


@act("nondisclosure.keep_paper", offered=False)
def keep_paper(
    actor: Actor,
    entity: UserEntity,
    *,
    document: BinaryIO,
    filename: str,
    signed_on: date,
    ends_on: date | None = None,
    note: str = "",
) -> PaperAgreement:
    """Seal the PDF of an agreement with a company; its readers need not sign in the browser while it holds.

    Raises AgreementRefused for a file that is no PDF, a day to come, and an end before the beginning.
    """
    now = clock.now()
    if document.read(len(_PDF)) != _PDF:
        raise AgreementRefused("document: this is no PDF.", next_step="Scan the paper as a PDF.")
    document.seek(0)
    if signed_on > now.date():
        raise AgreementRefused("signed_on: this day is still to come.", next_step="Give the day of signing.")
    if ends_on is not None and ends_on < signed_on:
        raise AgreementRefused("ends_on: this is before it was signed.", next_step="Correct one of the days.")
    begins = datetime.combine(signed_on, time(), tzinfo=UTC)
    entry = hand_in_document(
        Actor.system("nondisclosure"),
        document,
        filename=filename,
        title=f"Non-disclosure agreement with {entity.name}, on paper",
        period_from=begins,
        period_until=max(now, begins + timedelta(seconds=1)),
        note=f"Handed in by {actor.name}. {note}".strip(),
    )
    made = PaperAgreement.objects.create(
        user_entity=entity,
        filename=filename[:200],
        digest=body(entry)["digest"],
        entry_seq=entry.seq,
        signed_on=signed_on,
        ends_on=ends_on,
        note=note.strip(),
        kept_by=actor.name,
        kept_at=now,
    )
    after = {
        "with": entity.name,
        "signed_on": signed_on.isoformat(),
        "entry": entry.seq,
        "digest": made.digest,
    }
    record(made.subject, after=after)
    return made


@act("nondisclosure.end_paper")
def end_paper(_actor: Actor, paper: PaperAgreement, *, why: str) -> PaperAgreement:
    """It binds nobody from now on. Raises AlreadyEnded and WordsMissing."""
    return ended(paper, why=why)
