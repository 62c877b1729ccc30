"""Bridge letters that an officer signed: management's word on the days since a report, no auditor's."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from attestry.bridge_letters.models import SignedLetter
from attestry.trust_center.queries.candidate import Candidate, Chosen
from attestry.trust_center.rules.items import ItemKind
from attestry.ui.words import day_words


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What is said of a letter: of which report, of which days, and by whom it was signed."""

    letter: SignedLetter
    report: int
    from_on: date
    until_on: date
    signer: str

    @property
    def when(self) -> str:
        """The days that it speaks of."""
        return f"{day_words(self.from_on)} to {day_words(self.until_on)}"


LetterLine = Candidate[LetterFacts]


def letter_lines(current: Collection[int], chosen: Chosen) -> tuple[LetterLine, ...]:
    """Every signed letter, the latest first, in one query; ``current``: reports that are shown and stand."""
    found = SignedLetter.objects.select_related("letter__withdrawal")
    return tuple(_line(one, current, chosen) for one in found)


def _line(one: SignedLetter, current: Collection[int], chosen: Chosen) -> LetterLine:
    facts = LetterFacts(
        one, one.letter.report_id, one.from_on, one.until_on, f"{one.signer_name}, {one.signer_title}"
    )
    missing = "" if facts.report in current else "The report that it follows is not shown, or does not stand."
    if (withdrawal := getattr(one.letter, "withdrawal", None)) is not None:
        missing = f"Withdrawn on {day_words(withdrawal.at)}."
    key = str(one.letter_id)
    return Candidate(
        ItemKind.LETTER,
        key,
        f"Bridge letter, {facts.when}",
        facts,
        f"Signed by {facts.signer} on {day_words(one.signed_at)}; sealed as entry {one.entry_seq}.",
        missing,
        chosen.get((ItemKind.LETTER, key)),
    )
