"""Which categories to choose: from services, promises and data to advice, with reasons for and against.

Each category is recommended where at least one answer or record speaks for it, and advised
against otherwise: a category that nobody needs costs evidence and time for nobody's benefit.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, fields
from typing import Any

from attestry.frameworks.rules import Category

SOC_1 = (
    "What you hand over feeds customers' own books, so their auditors ask for a SOC 1. It is an "
    "examination of its own: ask for it alone where nobody asks about security, beside SOC 2 otherwise."
)


_FOR_CUSTOMERS = (
    "You handle personal data for customers and do not collect it. Security and Confidentiality cover its "
    "protection; notice, choice and consent are the customer's."
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person says of services, promises, data and markets. What was not asked yet is no."""

    promises_uptime: bool = False
    promises_recovery: bool = False
    results_are_relied_on: bool = False
    feeds_customers_books: bool = False
    keeps_secrets_by_agreement: bool = False
    holds_personal_data: bool = False
    collects_from_people: bool = False
    promises_privacy: bool = False
    holds_health_data: bool = False
    markets: tuple[str, ...] = ()

    def record(self) -> dict[str, Any]:
        """The answers as the database and the journal keep them."""
        return {**asdict(self), "markets": list(self.markets)}


def answers_from(record: dict[str, Any] | None) -> Answers:
    """The answers that were kept; all no where nothing was."""
    known = {one.name for one in fields(Answers)}
    kept = {key: value for key, value in (record or {}).items() if key in known}
    return Answers(**{**kept, "markets": tuple(kept.get("markets", ()))})


@dataclass(frozen=True, slots=True)
class Known:
    """What the records already say: categories with commitments, and the data that services hold."""

    committed: Collection[str] = ()
    holds_confidential: bool = False
    holds_personal: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """One category: whether it is recommended, and everything that speaks for and against it."""

    category: Category
    is_recommended: bool
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]


def advise(answers: Answers, known: Known) -> tuple[Advice, ...]:
    """The advice on all five categories, in their usual order."""
    return tuple(_advice(category, answers, known) for category in Category)


def _advice(category: Category, answers: Answers, known: Known) -> Advice:
    reasons_for = [sentence for is_so, sentence in _for(category, answers) if is_so]
    if category in known.committed:
        reasons_for.append("A recorded service commitment is about it.")
    reasons_for += [sentence for is_so, sentence in _records(category, known) if is_so]
    against = [sentence for is_so, sentence in _against(category, answers, known) if is_so]
    if not reasons_for:
        against.insert(0, "Nothing that you said or recorded needs it. It can be added to a later report.")
    return Advice(category, bool(reasons_for), tuple(reasons_for), tuple(against))


def _for(category: Category, answers: Answers) -> list[tuple[bool, str]]:
    match category:
        case Category.SECURITY:
            return [(True, "Nearly every reader expects it, and its criteria are common to all categories.")]
        case Category.AVAILABILITY:
            return [
                (answers.promises_uptime, "Customers are promised that the service is up."),
                (answers.promises_recovery, "Customers are promised recovery within a time."),
            ]
        case Category.PROCESSING_INTEGRITY:
            return [
                (
                    answers.results_are_relied_on,
                    "Customers act on results without checking them, so these have to be complete and right.",
                ),
                (answers.feeds_customers_books, "Results go into customers' own books."),
            ]
        case Category.CONFIDENTIALITY:
            return [
                (
                    answers.keeps_secrets_by_agreement,
                    "Agreements name information that is to be kept confidential.",
                )
            ]
        case Category.PRIVACY:
            return [
                (answers.promises_privacy, "People were told how information about them is used."),
                (
                    answers.holds_personal_data and answers.collects_from_people,
                    "Information about people is collected from them and kept.",
                ),
            ]


def _records(category: Category, known: Known) -> list[tuple[bool, str]]:
    return [
        (
            category is Category.CONFIDENTIALITY and known.holds_confidential,
            "A service holds data of a confidential class.",
        )
    ]


def _against(category: Category, answers: Answers, known: Known) -> list[tuple[bool, str]]:
    match category:
        case Category.SECURITY:
            return [
                (
                    answers.feeds_customers_books,
                    "Readers who ask only about their books want a SOC 1 instead.",
                )
            ]
        case Category.AVAILABILITY:
            return [
                (
                    answers.promises_uptime and not answers.promises_recovery,
                    "A recovery test is asked for, and no time for recovery is promised yet.",
                )
            ]
        case Category.PROCESSING_INTEGRITY:
            return [
                (
                    not answers.results_are_relied_on,
                    "Storing and showing what customers entered is no processing that they rely on.",
                )
            ]
        case Category.CONFIDENTIALITY:
            return [
                (
                    not answers.keeps_secrets_by_agreement,
                    "No agreement says which information is confidential, so there is nothing to hold it to.",
                )
            ]
        case Category.PRIVACY:
            holds = answers.holds_personal_data or known.holds_personal
            return [
                (
                    holds and not answers.collects_from_people,
                    _FOR_CUSTOMERS,
                ),
                (True, "It adds the most criteria of all, and much of a privacy law's work besides."),
            ]
