"""What incidents refuses."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.kit.errors import Conflict, Invalid


class IncidentClosed(Conflict):
    """Nothing more is written into an incident that is closed."""

    def __init__(self, title: str) -> None:
        super().__init__(f"“{title}” is closed.", next_step="Open it again, and say why.")


class IncidentChanged(Conflict):
    """Somebody else changed an incident, an exercise or a follow-up while this form was open."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"Somebody else changed “{title}” meanwhile.",
            next_step="Read what stands there now; what you typed is still in the form.",
        )


class NotReadyToClose(Invalid):
    """What closing asks for is not there."""

    def __init__(self, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(
            f"It cannot be closed yet. Missing: {'; '.join(missing)}.",
            next_step="Write down what is missing.",
        )
