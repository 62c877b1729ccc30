"""Versions, signatures and papers as management's page lists them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from attestry.nondisclosure.models import Agreement, PaperAgreement, Signing
from attestry.nondisclosure.rules.binding import binds
from attestry.readers.models import UserEntity


@dataclass(frozen=True, slots=True)
class SigningLine:
    """A signature, and whether it still binds."""

    signing: Signing
    binds: bool

    @property
    def state(self) -> str:
        """In a word."""
        return "binds" if self.binds else "to be signed again"


def versions() -> list[Agreement]:
    """Every version, the newest first, with how many signed it as ``signed``."""
    return list(Agreement.objects.annotate(signed=Count("signings")))


def signing_lines() -> list[SigningLine]:
    """Every signature, the newest first; two queries."""
    known = list(Agreement.objects.values_list("version", "wants_signing_again"))
    found = Signing.objects.select_related("agreement", "reader__user_entity")
    return [SigningLine(one, binds(one.agreement.version, known)) for one in found]


def papers() -> list[PaperAgreement]:
    """What was signed on paper, the newest first."""
    return list(PaperAgreement.objects.select_related("user_entity"))


def companies() -> list[UserEntity]:
    """Companies whose people read, by name."""
    return list(UserEntity.objects.all())
