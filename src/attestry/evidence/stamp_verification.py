"""Checking every time stamp: against its signed note, its own certificates, and what the journal says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from attestry.evidence.authority import configured_trust
from attestry.evidence.models import Stamp
from attestry.evidence.rules.checkpoint import size_named
from attestry.evidence.stamp_checking import checked
from attestry.evidence.stamping import said_of
from attestry.journal.models import JournalEntry
from attestry.kit.errors import Broken
from attestry.kit.timestamps import StampFacts, Trusted

Found = tuple[int, str, str]
WHERE = "time stamp"


@dataclass(slots=True)
class StampCheck:
    """How many stamps hold, by the authority's name and the SHA-256 of the root that it ends at."""

    held: Counter[tuple[str, str]] = field(default_factory=Counter)

    def findings(self) -> Iterator[Found]:
        """What does not hold: the last entry under the stamped root, the place, and what is wrong.

        Where ATTESTRY_STAMP_ROOTS is set, every stamp must end at one of those roots too. Raises
        Invalid where that file is not right.
        """
        trust = configured_trust()
        journal = JournalEntry.objects.filter(act="evidence.stamp").order_by("seq")
        # A line that names no root any more was edited: the journal's own chain says so.
        said = {size: one.after for one in journal if (size := size_named(one.subject)) is not None}
        for stamp in Stamp.objects.select_related("checkpoint").order_by("checkpoint_id").iterator():
            last = stamp.checkpoint_id - 1
            recorded = said.pop(stamp.checkpoint_id, None)
            try:
                facts = _facts(stamp, trust)
            except Broken as refusal:
                yield last, WHERE, refusal.message
                continue
            if recorded is None:
                yield last, WHERE, "no journal entry says that it was recorded"
            elif recorded != said_of(stamp, facts):
                yield last, WHERE, "it is not the one that the journal says was recorded"
            else:
                self.held[facts.authority, facts.root] += 1
        for size in said:
            yield size - 1, WHERE, f"the stamp of the root over {size} entries was removed"


def _facts(stamp: Stamp, trust: Trusted | None) -> StampFacts:
    facts = checked(stamp)
    if trust is not None:
        try:
            checked(stamp, trust)
        except Broken as refusal:
            raise Broken(f"under the roots of ATTESTRY_STAMP_ROOTS, {refusal.message}") from refusal
    return facts
