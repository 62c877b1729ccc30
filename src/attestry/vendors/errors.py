"""What vendors refuses."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.kit.errors import Conflict, Invalid, NotFound


class UnknownVendor(NotFound):
    """There is no such vendor."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no vendor “{name}”.", next_step="See the list of vendors.")


class VendorTaken(Conflict):
    """One of that name is there already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is in the register already.", next_step="Change that one instead.")


class VendorRefused(Invalid):
    """A field that was filled in wrongly; ``field`` names it."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}", next_step="Correct this field; nothing was changed.")
        self.field = field
        self.why = why


class VendorChanged(Conflict):
    """Somebody else wrote since the form was opened."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Somebody else changed “{name}” meanwhile.",
            next_step="Look at what stands there now, and say again what you want to change.",
        )


class AlreadyDecided(Conflict):
    """It was done before."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} before.", next_step="Reload the page to see how it stands.")


class ReviewUnfinished(Invalid):
    """A review cannot be signed as long as something of the report is open."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(
            f"The review cannot be signed yet: {'; '.join(missing)}.", next_step="Do these first, then sign."
        )


class ReportSuperseded(Conflict):
    """It was corrected, and is kept only as it was."""

    def __init__(self) -> None:
        super().__init__(
            "This report was corrected; what stands here is the earlier version.",
            next_step="Open the version that corrects it.",
        )
