"""What reports refuse."""

from __future__ import annotations

from attestry.kit.errors import Broken, Invalid, NotFound


class UnknownReport(NotFound):
    """No report of that number was issued."""

    def __init__(self, pk: int) -> None:
        super().__init__(f"There is no report {pk}.", next_step="See the list of reports.")


class UnknownKind(Invalid):
    """There is no such kind of report."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"There is no report of the kind “{kind}”.", next_step="Choose one that is offered.")


class ReportRefused(Invalid):
    """A report was asked for that would say nothing."""


class TypesettingFailed(Broken):
    """A report's template does not fit what it was given."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The report could not be typeset: {reason}", next_step="Nothing was issued. Report this fault."
        )
