"""What customers refuses."""

from __future__ import annotations

from attestry.kit.errors import Conflict, NotFound


class UnknownCustomer(NotFound):
    """There is no such customer."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no customer “{name}”.", next_step="See the list of customers.")


class CustomerTaken(Conflict):
    """Somebody of that name is there already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is in the list already.", next_step="Change that one instead.")


class ObligationChanged(Conflict):
    """Somebody else wrote since the form was opened."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else changed this clause meanwhile.",
            next_step="Look at what stands there now, and say again what you want to change.",
        )
