"""What taking a list in would do: worked out and shown before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from attestry.kit.digest import canonical_json, sha256_hex
from attestry.kit.errors import Conflict


class PlanChanged(Conflict):
    """What the list would do is not what was looked at."""

    def __init__(self) -> None:
        super().__init__(
            "The register changed since the list was looked at.",
            next_step="Look again at what would change, then take it in.",
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One record as the list would leave it: each field with its words before and after."""

    title: str
    fields: tuple[tuple[str, str, str], ...]
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class CsvPlan:
    """What a list would add and change, and how many of its lines say what is known already.

    ``absent`` are the titles of what the register has and the list has not, which stays as it is.
    """

    changes: tuple[Change, ...]
    unchanged_count: int = 0
    absent: tuple[str, ...] = ()

    @property
    def added(self) -> tuple[Change, ...]:
        """What is new."""
        return tuple(one for one in self.changes if one.is_new)

    @property
    def changed(self) -> tuple[Change, ...]:
        """What is there and would be another."""
        return tuple(one for one in self.changes if not one.is_new)

    def digest(self) -> str:
        """What tells this plan from another."""
        said = [[one.title, one.is_new, [list(field) for field in one.fields]] for one in self.changes]
        return sha256_hex(canonical_json({"changes": said, "unchanged": self.unchanged_count}))

    def refuse_unless(self, seen: str) -> None:
        """Raises PlanChanged where another plan was looked at; ``seen`` empty: none was."""
        if seen and seen != self.digest():
            raise PlanChanged

    def __str__(self) -> str:
        return f"{len(self.added)} added, {len(self.changed)} changed, {self.unchanged_count} as they were"


def plan_of(
    records: Iterable[tuple[str, Mapping[str, object] | None, Mapping[str, object]]],
) -> CsvPlan:
    """The plan of (title, the record as it is or None, as the list says). What is equal changes nothing."""
    changes: list[Change] = []
    unchanged = 0
    for title, before, after in records:
        known = before or {}
        fields = tuple(
            (name, _words(known.get(name)), _words(said))
            for name, said in after.items()
            if _words(known.get(name)) != _words(said)
        )
        if before is None or fields:
            changes.append(Change(title, fields, before is None))
        else:
            unchanged += 1
    return CsvPlan(tuple(changes), unchanged)


def _words(value: object) -> str:
    return "" if value is None else str(value)
