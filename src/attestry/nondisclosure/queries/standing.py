"""Whether a reader is bound, by what, and what is to be signed; asked before anything is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from attestry.kit import clock
from attestry.kit.content import library
from attestry.nondisclosure.errors import NotBound, UnknownAgreement
from attestry.nondisclosure.models import Agreement, PaperAgreement, Signing
from attestry.nondisclosure.rules.binding import binds
from attestry.readers.models import Reader, UserEntity


@dataclass(frozen=True, slots=True)
class Bound:
    """What binds a reader now, and the version in force; None where nothing does, or none is."""

    in_force: Agreement | None
    signing: Signing | None
    paper: PaperAgreement | None

    @property
    def is_bound(self) -> bool:
        """Whether something does."""
        return self.signing is not None or self.paper is not None


def agreement_in_force() -> Agreement | None:
    """The newest version; None where none was published."""
    return Agreement.objects.first()


def outline() -> str:
    """The text to begin with, of the library; to be read by whoever gives legal advice."""
    return (library() / "nondisclosure" / "agreement.md").read_text(encoding="utf-8")


def agreement(version: int) -> Agreement:
    """One version. Raises UnknownAgreement."""
    found = Agreement.objects.filter(version=version).first()
    if found is None:
        raise UnknownAgreement
    return found


def bound(reader: Reader, at: datetime | None = None) -> Bound:
    """How a reader stands, in three queries."""
    now = at or clock.now()
    versions = list(Agreement.objects.values_list("version", "wants_signing_again"))
    signing = Signing.objects.filter(reader=reader).select_related("agreement").first()
    holds = signing if signing and binds(signing.agreement.version, versions) else None
    paper = papers_in_force(reader.user_entity, now).first()
    return Bound(agreement_in_force(), holds, paper)


def refuse_unless_bound(reader: Reader) -> Bound:
    """How a reader stands who is bound. Raises NotBound."""
    found = bound(reader)
    if not found.is_bound:
        raise NotBound
    return found


def papers_in_force(entity: UserEntity, at: datetime) -> QuerySet[PaperAgreement]:
    """What was signed on paper with a company and has not ended."""
    runs = Q(ends_on=None) | Q(ends_on__gte=at.date())
    return PaperAgreement.objects.filter(runs, user_entity=entity, ended_at=None, signed_on__lte=at.date())


def signing_of(reader: Reader, key: UUID) -> Signing:
    """A signature of this reader. Raises UnknownAgreement for somebody else's as for none."""
    found = Signing.objects.filter(reader=reader, key=key).select_related("agreement").first()
    if found is None:
        raise UnknownAgreement
    return found


def signing(key: UUID) -> Signing:
    """One signature, for management. Raises UnknownAgreement."""
    found = Signing.objects.select_related("agreement", "reader").filter(key=key).first()
    if found is None:
        raise UnknownAgreement
    return found
