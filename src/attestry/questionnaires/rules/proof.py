"""What an answer rests on: a ledger entry, a control, a version of a policy, a section of an issued report.

Written ``entry:12``, ``control:IAM-02``, ``policy:access@3``, ``report:4``. Each has a mark that changes
when what it says changes, and a reason for which it no longer proves anything, where there is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

ENTRY_HOLDS_FOR = timedelta(days=365)
_SPLIT = re.compile(r"[\s,;]+")
_KEY = re.compile(r"(entry|control|policy|report):([A-Za-z0-9][\w.@-]{0,99})")


class ProofKind(StrEnum):
    """What may prove an answer."""

    ENTRY = "entry"
    CONTROL = "control"
    POLICY = "policy"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Proof:
    """What an answer rests on, as it stands now. ``ended`` is empty while it still proves something."""

    key: str
    title: str
    url: str
    mark: str
    ended: str = ""

    @property
    def kind(self) -> ProofKind:
        """What it is."""
        return ProofKind(self.key.partition(":")[0])

    def record(self) -> dict[str, str]:
        """As it is frozen with an answer that was sent."""
        return {"key": self.key, "title": self.title, "mark": self.mark}


def keys_in(text: str) -> tuple[str, ...]:
    """The keys that a person typed, with spaces, commas or lines between, each once, as they are typed."""
    return tuple(dict.fromkeys(one for one in _SPLIT.split(text) if one))


def is_key(text: str) -> bool:
    """Whether a text is written as a key."""
    return _KEY.fullmatch(text) is not None


def number_in(key: str) -> int | None:
    """The number of an entry or report; None where the key has none."""
    said = key.partition(":")[2]
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 18 else None
