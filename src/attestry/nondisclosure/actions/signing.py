"""A reader signs the agreement: the text that was read, once, in the reader's own name."""

from __future__ import annotations

import uuid
from datetime import timedelta
from io import BytesIO

from attestry.accounts.queries import active_users
from attestry.accounts.rules import Role
from attestry.evidence.actions import hand_in_document
from attestry.journal.acts import act, record, refuse_unless_allowed
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import sha256_hex
from attestry.nondisclosure.errors import AgreementRefused, SignedBefore, TextChanged, UnknownAgreement
from attestry.nondisclosure.models import Agreement, Signing
from attestry.nondisclosure.queries.standing import agreement_in_force
from attestry.nondisclosure.tickets import read_ticket
from attestry.nondisclosure.typesetting import signed_pdf
from attestry.notices.actions.posting import Draft, post_notices
from attestry.opinions.seals import seal_for, sealed
from attestry.readers.access import refuse_unless_reader
from attestry.readers.models import Reader
from attestry.ui.addresses import address
from attestry.ui.words import day_words, instant_words

_SIGN = "nondisclosure.sign_as_reader"
_HOUSE = Actor.system("nondisclosure")
_SEAL_WORDS = (
    "This file is sealed electronically by the installation in which it was signed: the seal shows whether a "
    "byte was changed since. Its digest stands in the installation's append-only ledger."
)


def sign_agreement(
    actor: Actor,
    reader: Reader,
    *,
    ticket: str,
    name: str,
    title: str,
    company: str,
    agrees: bool,
    origin: str,
    handed_by: str = "",
) -> Signing:
    """Sign the version in force, as it was shown on the form of the ticket; the PDF is sealed in the ledger.

    Raises NotAllowed for everybody but the reader, TicketSpent, TextChanged, SignedBefore, AgreementRefused,
    and Unavailable where a stamp authority is set and does not answer: then nothing is signed.
    """
    refuse_unless_allowed(actor, _SIGN)
    refuse_unless_reader(actor, reader)
    shown, kept_by = read_ticket(ticket, reader)
    agreement = agreement_in_force()
    if agreement is None:
        raise UnknownAgreement
    _refuse_another(reader, agreement, shown)
    for field, typed in {"name": name, "title": title, "company": company}.items():
        if not typed.strip():
            raise AgreementRefused(f"{field}: this is empty.", next_step="Say who signs, for whom.")
    if not agrees:
        raise AgreementRefused("agrees: this is not marked.", next_step="Mark it if you agree; else leave.")
    made = Signing(
        key=uuid.uuid4(), reader=reader, agreement=agreement, name=name.strip()[:200],
        title=title.strip()[:200], company=company.strip()[:200], email=reader.email, origin=origin[:64],
        text_digest=agreement.digest, handed_by=handed_by, ticket=kept_by, at=clock.now(),
    )  # fmt: skip
    # Typesetting and stamping take a while, and the database must not wait for it: only the rest is an act.
    drawn = signed_pdf(agreement, about(made), seal_words=_SEAL_WORDS, at=made.at)
    pdf, made.seal = sealed(drawn, seal_for(""), at=made.at)
    return _keep_signing(actor, made, pdf)


@act(_SIGN, offered=False)
def _keep_signing(actor: Actor, made: Signing, pdf: bytes) -> Signing:
    _refuse_another(made.reader, agreement_in_force(), made.text_digest)
    made.digest, made.size = sha256_hex(pdf), len(pdf)
    made.entry_seq = hand_in_document(
        _HOUSE,
        BytesIO(pdf),
        filename=f"agreement-{made.key}.pdf",
        title=f"Non-disclosure agreement signed by {made.name} for {made.company}",
        period_from=made.at,
        period_until=made.at + timedelta(seconds=1),
        note=f"Version {made.agreement.version}, SHA-256 of the text {made.text_digest}.",
    ).seq
    made.save(force_insert=True)
    after = {
        "agreement": made.agreement.version,
        "text_digest": made.text_digest,
        "by": made.name,
        "for": made.company,
        "pdf": made.digest,
        "entry": made.entry_seq,
    }
    record(made.subject, after=after | ({"handed_by": made.handed_by} if made.handed_by else {}))
    _tell(made)
    return made


def _refuse_another(reader: Reader, agreement: Agreement | None, shown: str) -> None:
    """Raises TextChanged where another text is in force, SignedBefore where this one was signed."""
    if agreement is None or shown != agreement.digest:
        raise TextChanged
    if Signing.objects.filter(reader=reader, agreement=agreement).exists():
        raise SignedBefore


def _tell(made: Signing) -> None:
    """Both sides learn of it, and where their copy is."""
    words = f"{made.name} signed “{made.agreement.title}” for {made.company} on {instant_words(made.at)}."
    theirs = Draft(
        made.subject, made.email, "You signed the agreement", words, address("signed_copy", made.key)
    )
    leads = active_users().filter(role=Role.LEAD)
    ours = [
        Draft(made.subject, one.email, "An agreement was signed", words, address("nondisclosure"))
        for one in leads
    ]
    post_notices(_HOUSE, [theirs, *ours])


def about(made: Signing) -> list[tuple[str, str]]:
    """Who signed, as the PDF and the pages say it."""
    by = f"Link handed over by {made.handed_by}" if made.handed_by else "Link mailed to this address"
    return [
        ("Signed by", made.name),
        ("Position", made.title),
        ("For", made.company),
        ("Mail address", made.email),
        ("Signed in by", by),
        ("Time", f"{day_words(made.at)}, {made.at:%H:%M:%S} UTC"),
        ("Network address", made.origin or "Not known"),
        ("Version", f"{made.agreement.version}, published {day_words(made.agreement.published_at)}"),
        ("Signature", str(made.key)),
    ]
