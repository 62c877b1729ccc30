"""Who owned each control when, read back from the journal: what is kept names only the owner of now."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from attestry.journal.models import JournalEntry


@dataclass(frozen=True, slots=True)
class Owners:
    """The owners of each control from when on, in order, by the subjects of both; "" where it had none."""

    since: Mapping[str, Sequence[tuple[datetime, str]]]

    def at(self, control: str, at: datetime) -> str:
        """Who owned a control, named as the journal does, at an instant; "" nobody."""
        owners = self.since.get(control, ())
        place = bisect_right(owners, at, key=lambda owned: owned[0])
        return owners[place - 1][1] if place else ""


def owners() -> Owners:
    """The owners of every control from its first day on, in one query."""
    found: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    acts = JournalEntry.objects.filter(act__startswith="controls.", subject__startswith="control:")
    for one in acts.order_by("seq").only("at", "subject", "after").iterator(chunk_size=2000):
        after = one.after or {}
        if "owner" in after:
            owner = after["owner"]
            found[one.subject].append((one.at, f"user:{owner}" if owner else ""))
    return Owners(found)
