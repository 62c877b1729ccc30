"""What populations and samples refuse, each with the rule that it would break."""

from __future__ import annotations

from attestry.kit.errors import Conflict, Invalid, NotFound


class UnknownPopulation(NotFound):
    """There is none of that number here, or it is not to be seen yet: both are said in the same words."""

    def __init__(self) -> None:
        super().__init__("There is no such population.", next_step="See the populations of the engagement.")


class PopulationRefused(Invalid):
    """A field that was filled in wrongly; ``field`` names it."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}", next_step="Correct this; nothing was changed.")
        self.field = field
        self.why = why


class NotYet(Conflict):
    """A step is taken before the one that it rests on."""


class AlreadyFrozen(Conflict):
    """What is frozen stays as it is."""

    def __init__(self) -> None:
        super().__init__(
            "The population is frozen: its list does not change any more.",
            next_step="Define another one, where this one is wrong; this one stays visible.",
        )


class SameHands(Conflict):
    """Whoever took the list is not the one who accepts it."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} extracted this list, so somebody else of the firm accepts it.",
            next_step="Ask another member of the team.",
        )


class AlreadyDrawn(Conflict):
    """A sample is drawn once."""

    def __init__(self) -> None:
        super().__init__(
            "A sample was drawn from this population: it is drawn once, and never until it pleases.",
            next_step="Extend the sample, with a reason; what was drawn stays.",
        )


class SeedFixed(Conflict):
    """A seed is committed once."""

    def __init__(self) -> None:
        super().__init__(
            "The seed of this population is committed: it never changes, before the draw or after it.",
            next_step="Draw with it.",
        )


class SeedKnown(Conflict):
    """After a seed was revealed everybody knows which item would come next."""

    def __init__(self) -> None:
        super().__init__(
            "The seed was revealed, so everybody can reckon which item would come next.",
            next_step="Draw from a population of its own.",
        )


class ItemAlreadyDrawn(Conflict):
    """An item is in a sample once."""

    def __init__(self, item: str) -> None:
        super().__init__(
            f"“{item}” is in the sample: no item is drawn twice.", next_step="Choose another item."
        )


class NeverAGround(Conflict):
    """Missing evidence is what a sample is there to find."""

    def __init__(self) -> None:
        super().__init__(
            "An item is never replaced because its evidence is missing: that is a deviation, or a limit of "
            "the scope.",
            next_step="Record what was found of it in the test.",
        )


class ListRefused(Invalid):
    """A list that was handed in, and cannot be read whole."""
