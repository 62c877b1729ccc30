"""What a verification says: what does not hold, and of each test whether its replay is the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from attestry.audit_packages.rules.layout import Plan
from attestry.kit.clock import to_text


class Replay(StrEnum):
    """How a recomputed answer compares with the recorded one."""

    SAME = "same"
    DIFFERS = "differs"
    CANNOT = "cannot be replayed"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not match what was sealed: where, and what is wrong."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """One test or control, replayed over the period.

    ``runs`` is how many recorded answers were compared, ``asked`` how many of them took asking
    the question anew. Where the replay differs, ``item`` and ``at`` are the first difference.
    """

    kind: str
    id: str
    title: str
    replay: Replay
    why: str = ""
    item: str = ""
    at: str = ""
    runs: int = 0
    asked: int = 0


@dataclass(slots=True)
class Counted:
    """How much of a package was looked at."""

    members: int = 0
    bytes: int = 0
    entries: int = 0
    checkpoints: int = 0
    stamps: int = 0
    journal_lines: int = 0
    withheld_lines: int = 0
    blobs: int = 0


@dataclass(slots=True)
class Answer:
    """The whole answer of one verification.

    ``stamped`` counts the time stamps that hold, by the authority's name and the SHA-256 of the root
    certificate that they end at: the package brings it along, so somebody has to compare it.
    """

    file: str
    plan: Plan
    counted: Counted = field(default_factory=Counted)
    stamped: Counter[tuple[str, str]] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    replayed: list[Replayed] = field(default_factory=list)
    is_replay_wanted: bool = True

    def add(self, where: str, what: str) -> None:
        """Note something that does not match."""
        self.findings.append(Finding(where, what))

    def of(self, replay: Replay) -> Sequence[Replayed]:
        """The tests and controls whose replay came out so."""
        return [one for one in self.replayed if one.replay is replay]

    @property
    def holds(self) -> bool:
        """Whether every byte, proof and signature matches."""
        return not self.findings

    @property
    def verdict(self) -> str:
        """The answer as one sentence."""
        if self.findings:
            return f"{_count(len(self.findings), 'thing does', 'things do')} not match what was sealed."
        if differs := self.of(Replay.DIFFERS):
            return f"The bytes hold, but {_count(len(differs), 'replay differs', 'replays differ')}."
        if not self.is_replay_wanted:
            return "The bytes hold. Nothing was replayed."
        if self.unreplayed:
            count = _count(len(self.unreplayed), "test or control", "tests and controls")
            return f"The bytes hold and no replay differs; {count} could not be replayed."
        people = sum(one.kind == "person" for one in self.replayed)
        judged = f"; {_count(people, 'finding of a person', 'findings of people')} cannot be recomputed"
        return f"The bytes hold, and every replay is the same{judged if people else ''}."

    @property
    def unreplayed(self) -> Sequence[Replayed]:
        """What could be recomputed by its kind and could not be here. A person's finding never can."""
        return [one for one in self.of(Replay.CANNOT) if one.kind != "person"]

    def as_json(self) -> dict[str, Any]:
        """The answer for a machine."""
        plan, counted = self.plan, self.counted
        return {
            "file": self.file,
            "verdict": self.verdict,
            "organization": plan.organization,
            "is_sample": plan.is_sample,
            "period": {"from": to_text(plan.period_from), "until": to_text(plan.period_until)},
            "ledger": {"origin": plan.origin, "size": plan.ledger_size, "root": plan.ledger_root},
            "checked": {name: getattr(counted, name) for name in Counted.__slots__},
            "stamps": [
                {"authority": name, "root": root, "count": count}
                for (name, root), count in sorted(self.stamped.items())
            ],
            "findings": [{"where": one.where, "what": one.what} for one in self.findings],
            "replays": [
                {name: str(getattr(one, name)) if name == "replay" else getattr(one, name) for name in _SAID}
                for one in self.replayed
            ],
        }


_SAID = ("kind", "id", "title", "replay", "why", "item", "at", "runs", "asked")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
