"""Which rule lets somebody in by itself, given what is known of the mail domain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from attestry.readers.rules.kinds import Purpose, ReaderKind, RuleKind
from attestry.readers.rules.mailbox import is_company_domain

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of whoever asks: the domain of the proved mailbox, and whether a contract of that
    domain's company asks for a report.
    """

    domain: str
    has_contract: bool


def deciding(rules: Iterable[tuple[RuleKind, str, Found]], known: Known) -> Found | None:
    """The first rule that lets them in; None where a person decides.

    Nobody comes in by a rule from a domain where anybody has a mailbox, or an internationalized one.
    """
    if not is_company_domain(known.domain):
        return None
    for kind, domain, rule in rules:
        if kind is RuleKind.DOMAIN and domain == known.domain:
            return rule
        if kind is RuleKind.CONTRACT and known.has_contract:
            return rule
    return None


def kind_for(purpose: Purpose) -> ReaderKind:
    """The kind of reader that a purpose makes of somebody, until a person says otherwise."""
    return {
        Purpose.OWN_AUDIT: ReaderKind.USER_AUDITOR,
        Purpose.PURCHASE: ReaderKind.PROSPECT,
        Purpose.REGULATION: ReaderKind.REGULATOR,
    }.get(purpose, ReaderKind.USER_ENTITY)
