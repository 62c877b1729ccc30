"""What continuity refuses."""

from __future__ import annotations

from attestry.kit.errors import Conflict


class ChangedMeanwhile(Conflict):
    """Somebody else changed it while this form was open."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"Somebody else changed “{what}” meanwhile.",
            next_step="Read what stands there now; what you typed is still in the form.",
        )
