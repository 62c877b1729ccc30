"""How far a workpaper got, from what stands in it."""

from __future__ import annotations

from enum import StrEnum


class PaperState(StrEnum):
    """How far a workpaper got."""

    OPENED = "opened"
    PLANNED = "planned"
    IN_WORK = "in_work"
    CONCLUDED = "concluded"
    RETURNED = "returned"
    OUTDATED = "outdated"
    REVIEWED = "reviewed"

    @property
    def label(self) -> str:
        """The state as a person says it."""
        return _LABELS[self]


_LABELS = {
    PaperState.OPENED: "Not planned",
    PaperState.PLANNED: "Planned",
    PaperState.IN_WORK: "In work",
    PaperState.CONCLUDED: "Waits for review",
    PaperState.RETURNED: "Returned by review",
    PaperState.OUTDATED: "Changed after it was concluded",
    PaperState.REVIEWED: "Reviewed",
}


def state_of(
    *,
    has_procedure: bool,
    has_work: bool,
    is_concluded: bool,
    approved: bool | None,
    is_outdated: bool = False,
) -> PaperState:
    """The state; ``approved`` is what the review of the last conclusion said, None where there is none.

    ``is_outdated``: something was written, or an item was drawn, after the last conclusion.
    """
    if is_concluded and is_outdated:
        return PaperState.OUTDATED
    if is_concluded:
        reviewed = {None: PaperState.CONCLUDED, True: PaperState.REVIEWED, False: PaperState.RETURNED}
        return reviewed[approved]
    if has_work:
        return PaperState.IN_WORK
    return PaperState.PLANNED if has_procedure else PaperState.OPENED
