"""What can go wrong with evidence, as sentences."""

from __future__ import annotations

from collections.abc import Iterable

from attestry.kit.errors import Broken, Conflict, Invalid, NotFound, Unavailable


class ClockWentBackwards(Unavailable):
    """The machine's clock shows an instant before the last entry was recorded."""


class StreamMovedOn(Conflict):
    """Another process appended to this stream since the snapshot was compared with it."""


class RepeatedKey(Invalid):
    """Two rows of one reading carry the same key."""


class EntryUnknown(NotFound):
    """The ledger has no such entry."""


class DocumentRefused(Invalid):
    """A document lacks what makes it evidence, or may not be kept."""


class DocumentUnfit(DocumentRefused):
    """A document of its kind lacks what that kind needs. ``fields``: each field, and why."""

    def __init__(self, fields: Iterable[tuple[str, str]]) -> None:
        self.fields = tuple(fields)
        super().__init__(
            " ".join(f"{name}: {why}" for name, why in self.fields),
            next_step="Correct these fields; nothing was sealed.",
        )


class LeafMissing(Broken):
    """Entries that the log had are gone from the ledger."""
