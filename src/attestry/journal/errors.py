"""What changing several records at once refuses."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.kit.errors import Conflict, Invalid, NotFound

_NAMED = 5


class BulkRefused(Invalid):
    """Nothing was chosen, nothing would change, or some of what was chosen refuses."""

    @classmethod
    def by(cls, wrong: Sequence[str]) -> BulkRefused:
        """Of records that refuse, each said as its name and why; the first of them are named."""
        more = f"; and {len(wrong) - _NAMED} more" if len(wrong) > _NAMED else ""
        said = "; ".join(one.rstrip(".") for one in wrong[:_NAMED])
        return cls(f"Nothing was changed: {said}{more}.", next_step="Leave these out, or change them singly.")


class UndoRefused(Conflict):
    """Undoing would lose what was done since, or there is nothing to undo any more."""


class BulkEditUnknown(NotFound):
    """There is no such bulk edit of these records."""

    def __init__(self) -> None:
        super().__init__("There is no such change to undo.", next_step="See the list.")
