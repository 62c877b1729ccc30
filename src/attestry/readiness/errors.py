"""What readiness refuses."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.kit.errors import Conflict, Invalid


class RatingRefused(Invalid):
    """A rating lacks what makes it one."""


class CriteriaUnrated(Conflict):
    """An assessment was to be finalised while criteria in scope wait for a judgement."""

    def __init__(self, references: Sequence[str]) -> None:
        named = ", ".join(references)
        said = (
            "1 criterion in scope is" if len(references) == 1 else f"{len(references)} criteria in scope are"
        )
        super().__init__(
            f"The assessment cannot be finalised: {said} not rated: {named}.",
            next_step="Rate each of them, then finalise.",
        )
        self.references = tuple(references)
