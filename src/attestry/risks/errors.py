"""What risks refuses."""

from __future__ import annotations

from attestry.kit.errors import Conflict, Invalid, NotAllowed


class RiskRefused(Invalid):
    """A field that was filled in wrongly; ``field`` names it."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}", next_step="Correct this field; nothing was changed.")
        self.field = field
        self.why = why


class RiskTaken(Conflict):
    """One of that title is there already."""

    def __init__(self, title: str) -> None:
        super().__init__(f"“{title}” is in the register already.", next_step="Change that one instead.")


class StageSkipped(Conflict):
    """A risk is identified, then analysed, then evaluated (R160)."""

    def __init__(self, title: str, missing: str) -> None:
        super().__init__(f"“{title}” is not {missing} yet.", next_step="Do that stage first.")


class NotSeniorEnough(NotAllowed):
    """Whoever accepts stands above the owner, and is never the owner."""

    def __init__(self, name: str, owner: str) -> None:
        super().__init__(
            f"{name} does not stand above {owner} and cannot accept this risk.",
            next_step=f"Ask somebody to whom {owner} reports, or an executive.",
        )


class RiskChanged(Conflict):
    """Somebody else wrote since the form was opened."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"Somebody else changed “{title}” meanwhile.",
            next_step="Look at what stands there now, and say again what you want to change.",
        )


class RiskRetired(Conflict):
    """Nothing is done about a risk that was retired."""

    def __init__(self, title: str) -> None:
        super().__init__(f"“{title}” was retired.", next_step="Take it up again first.")
