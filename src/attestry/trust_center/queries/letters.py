"""Bridge letters that an officer signed: management's word on the days since a report, no auditor's."""

from __future__ import annotations

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


def letter_lines(chosen: Chosen) -> tuple[LetterLine, ...]:
    """Every signed letter, the latest first, in one query."""
    found = SignedLetter.objects.select_related("letter__withdrawal", "letter__report__replaced_by")
    return tuple(_line(one, chosen) for one in found)


def _line(one: SignedLetter, chosen: Chosen) -> LetterLine:
    facts = LetterFacts(
        one, one.letter.report_id, one.from_on, one.until_on, f"{one.signer_name}, {one.signer_title}"
    )
    withdrawal = getattr(one.letter, "withdrawal", None)
    key = str(one.letter_id)
    return Candidate(
        ItemKind.LETTER,
        key,
        f"Bridge letter, {facts.when}",
        facts,
        f"Signed by {facts.signer} on {day_words(one.signed_at)}; sealed as entry {one.entry_seq}.",
        f"Withdrawn on {day_words(withdrawal.at)}." if withdrawal else "",
        chosen.get((ItemKind.LETTER, key)),
    )
