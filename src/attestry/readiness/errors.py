"""What readiness refuses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from attestry.kit.errors import Conflict, Invalid, NotFound
from attestry.ui.words import day_words


class RatingRefused(Invalid):
    """A rating lacks what makes it one."""


class NoOpenAssessment(Conflict):
    """Something was to be done in an assessment, and none is open."""

    def __init__(self) -> None:
        super().__init__(
            "No readiness assessment is open.",
            next_step="Begin one on the page “Readiness”: say who assesses and how independent they are.",
        )


class AssessmentOpen(Conflict):
    """An assessment was to begin while another one is open."""

    def __init__(self, begun_on: date, assessed_by: str) -> None:
        super().__init__(
            f"An assessment by {assessed_by} is open since {day_words(begun_on)}.",
            next_step="Finalise it, or discard it with a reason, before the next one begins.",
        )


class RatingChanged(Conflict):
    """Somebody else rated the criterion since the form was made; both are said, nothing is lost."""

    def __init__(self, reference: str, *, theirs: str, yours: str) -> None:
        super().__init__(
            f"{reference} was rated by somebody else meanwhile. Theirs: {theirs} Yours, not kept: {yours}",
            next_step="Read theirs, and rate it again where you still differ.",
        )


class UnknownAssessment(NotFound):
    """There is no assessment of that number."""

    def __init__(self, pk: int) -> None:
        super().__init__(f"There is no assessment {pk}.", next_step="See the list of assessments.")


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


class PlanRefused(Invalid):
    """Something typed for a plan cannot be; ``fields`` says what, by the name of the field."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(
            " ".join(fields.values()), next_step="Nothing was kept. Put it right and keep again."
        )
        self.fields = dict(fields)


class DateUnattainable(Conflict):
    """A Type 1 was to be as of a day before the earliest honest one; ``reasons`` are sentences."""

    def __init__(self, as_of: date, earliest: date, reasons: Sequence[str]) -> None:
        super().__init__(
            f"A Type 1 as of {day_words(as_of)} cannot be had: by today's facts the earliest day is "
            f"{day_words(earliest)}. {' '.join(reasons)}".strip(),
            next_step="Choose that day or a later one, close what is open, or change what is assumed.",
        )
        self.as_of = as_of
        self.earliest = earliest
        self.reasons = tuple(reasons)


class ProfileChanged(Conflict):
    """The lean profile is another one than the one that was read."""

    def __init__(self) -> None:
        super().__init__(
            "The lean profile is another one by now, so nothing was done.",
            next_step="Read the list that stands there now, and apply it.",
        )
