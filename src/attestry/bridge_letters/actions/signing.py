"""Signing a letter, by an officer in their own name, and withdrawing one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from io import BytesIO
from typing import Any

from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.bridge_letters.actions.around import held, held_open
from attestry.bridge_letters.errors import CannotGo, CannotSign, LetterClosed, LetterRefused
from attestry.bridge_letters.models import BridgeLetter, LetterWithdrawal, SignedLetter
from attestry.bridge_letters.queries.companion import companion_of
from attestry.bridge_letters.queries.standing import LetterStanding, standing_of
from attestry.bridge_letters.rules.state import LetterState
from attestry.bridge_letters.rules.wording import borrowed_words
from attestry.bridge_letters.typesetting import pdf_of
from attestry.evidence.actions import hand_in_document, sign_checkpoint
from attestry.evidence.models import Entry
from attestry.evidence.queries import last_checkpoint
from attestry.journal.acts import act, record
from attestry.journal.queries import head
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import canonical_json, sha256_hex
from attestry.opinions.seals import seal_for, sealed
from attestry.people.queries.register import person_acting

_HOUSE = Actor.system("bridge-letters")


@act("bridge_letters.sign")
def sign_letter(actor: Actor, letter: BridgeLetter, *, title: str, seen_digest: str = "") -> SignedLetter:
    """Sign a letter that was reviewed as it stands: freeze it, typeset it, and seal it in the ledger.

    ``title`` is the office one signs in, ``seen_digest`` that of the contents that were read. Raises
    CannotSign for whoever is no officer, CannotGo with everything against it, LetterRefused, LetterClosed.
    """
    found = held_open(letter)
    signer = _officer(actor)
    office = title.strip()
    if not office:
        raise LetterRefused("title", "Say in which office you sign.")
    if borrowed := borrowed_words(office):
        raise LetterRefused("title", f"“{borrowed[0]}” belongs to an auditor.")
    standing = standing_of(found, today=clock.now().date())
    _refuse_unless_reviewed(standing, seen_digest)
    sign_checkpoint(_HOUSE)
    # The seal of the house, which no certificate of a firm stands in for: the letter is management's.
    seal = replace(seal_for(""), is_not="the signature of a person")
    content = _signed_content(standing, signer, office, seal.words)
    at = clock.now()
    pdf, said = sealed(pdf_of(content, at=at), seal, at=at)
    entry = _sealed(standing, content, pdf)
    # A root over the letter itself: the one that a time-stamp authority is asked about next.
    sign_checkpoint(_HOUSE)
    return _kept(found, signer, content, pdf, entry, said)


@act("bridge_letters.sign")
def withdraw_letter(actor: Actor, letter: BridgeLetter, *, reason: str) -> LetterWithdrawal:
    """Stand by a letter no more; what was signed stays, and says so. Raises LetterClosed, LetterRefused."""
    found = held(letter)
    if hasattr(found, "withdrawal"):
        raise LetterClosed(LetterState.WITHDRAWN.value)
    return _withdrawn(actor, found, reason)


@act("bridge_letters.keep")
def drop_letter(actor: Actor, letter: BridgeLetter, *, reason: str) -> LetterWithdrawal:
    """Give up a letter that nobody signed. Raises LetterClosed and LetterRefused."""
    return _withdrawn(actor, held_open(letter), reason)


def _officer(actor: Actor) -> User:
    """Who signs. Raises CannotSign where that is nobody of management's head, or they have left."""
    email = actor.key.removeprefix("user:")
    user = User.objects.filter(email=email).first() if actor.kind == "user" else None
    if user is None:
        raise CannotSign("A letter is signed by a person in their own name.", "Sign in as that person.")
    if user.role != Role.EXECUTIVE:
        raise CannotSign(
            f"{user.name} is no officer of the organization.",
            "Somebody with the role “executive” signs, who answers for the organization.",
        )
    person = person_acting(actor)
    if person is not None and person.ended_on is not None and person.ended_on < clock.now().date():
        raise CannotSign(f"{user.name} has left the organization.", "Let an officer sign who is there.")
    return user


def _refuse_unless_reviewed(standing: LetterStanding, seen_digest: str) -> None:
    against = list(standing.against)
    if standing.state is not LetterState.REVIEWED:
        was = "It changed since it was reviewed." if standing.review else "Nobody has reviewed it."
        against.append(f"{was} Somebody who did not write it reads it first.")
    if against:
        raise CannotGo(against)
    if seen_digest and seen_digest != standing.digest:
        raise CannotGo(["It says something else than what you read. Read it again."])


def _signed_content(standing: LetterStanding, signer: User, office: str, seal_words: str) -> dict[str, Any]:
    """What is frozen: the letter, who signed it, and where ledger and journal stood."""
    root = last_checkpoint()
    seq, digest = head()
    return {
        **standing.content,
        "reviewed": standing.digest,
        "reviewer": standing.review.by_name if standing.review else "",
        "signer": {"name": signer.name, "title": office, "at": clock.to_text(clock.now())},
        "ledger": {"size": root.size if root else 0, "root": root.root if root else ""},
        "journal": {"seq": seq, "hash": digest},
        "seal_words": seal_words,
    }


def _sealed(standing: LetterStanding, content: dict[str, Any], pdf: bytes) -> Entry:
    """The ledger's entry of the file, in the house's name: who signs need not be allowed to hand in."""
    text = standing.text
    ends = datetime.combine(text.until_on + timedelta(days=1), time(), tzinfo=UTC)
    return hand_in_document(
        _HOUSE,
        BytesIO(pdf),
        filename=f"bridge-letter-{text.from_on}-to-{text.until_on}.pdf",
        title=f"Bridge letter: {content['report']['title']}",
        period_from=datetime.combine(text.from_on, time(), tzinfo=UTC),
        period_until=min(ends, clock.now()),
        note=f"Signed by {content['signer']['name']}, {content['signer']['title']}. Management's own word.",
    )


def _kept(
    letter: BridgeLetter,
    signer: User,
    content: dict[str, Any],
    pdf: bytes,
    entry: Entry,
    seal: dict[str, Any],
) -> SignedLetter:
    digest = sha256_hex(pdf)
    made = SignedLetter.objects.create(
        letter=letter,
        from_on=content["from"],
        until_on=content["until"],
        content=content,
        content_digest=sha256_hex(canonical_json(content)),
        digest=digest,
        size=len(pdf),
        entry_seq=entry.seq,
        ledger_size=content["ledger"]["size"],
        ledger_root=content["ledger"]["root"],
        journal_seq=content["journal"]["seq"],
        journal_hash=content["journal"]["hash"],
        companion=companion_of(content, pdf_digest=digest, entry_seq=entry.seq, seal=seal),
        seal=seal,
        signer=signer,
        signer_name=signer.name,
        signer_title=content["signer"]["title"],
        signed_at=clock.now(),
    )
    after = {"signed": digest, "content": made.content_digest, "entry": entry.seq, "as": made.signer_title}
    record(letter.subject, after=after)
    made.refresh_from_db()
    return made


def _withdrawn(actor: Actor, letter: BridgeLetter, reason: str) -> LetterWithdrawal:
    said = reason.strip()
    if not said:
        raise LetterRefused("reason", "Say why, for those who hold a copy.")
    made = LetterWithdrawal.objects.create(letter=letter, reason=said, by_name=actor.name, at=clock.now())
    record(letter.subject, after={"withdrawn": said})
    return made
