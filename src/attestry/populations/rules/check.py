"""How completeness and accuracy of a list are checked, strongest first (AT-C 205.36; IPE)."""

from __future__ import annotations

from enum import StrEnum


class CheckKind(StrEnum):
    """One way of seeing whether a list holds everything and says what is so."""

    OBSERVED_QUERY = "observed_query"
    SECOND_SOURCE = "second_source"
    SEQUENCE = "sequence"
    BOUNDARY = "boundary"
    COUNT = "count"
    ZERO_ROWS = "zero_rows"
    REVERSE = "reverse"
    ACCURACY = "accuracy"

    @property
    def label(self) -> str:
        """The check as a person says it."""
        return _LABELS[self][0]

    @property
    def question(self) -> str:
        """What is asked."""
        return _LABELS[self][1]

    @property
    def is_of_accuracy(self) -> bool:
        """Whether it speaks to accuracy; every other one speaks to completeness."""
        return self is CheckKind.ACCURACY


_LABELS = {
    CheckKind.OBSERVED_QUERY: ("Query observed", "Was the query seen to run, and is it the right one?"),
    CheckKind.SECOND_SOURCE: ("Second source", "Does another source list the same, item by item?"),
    CheckKind.SEQUENCE: ("Gaps in numbers", "Are the items' numbers without a gap?"),
    CheckKind.BOUNDARY: ("First and last day", "Do the first and the last item lie where they should?"),
    CheckKind.COUNT: ("Counts and pages", "Do pages, totals and rows agree?"),
    CheckKind.ZERO_ROWS: ("Proof of none", "Would the query have found an item, had there been one?"),
    CheckKind.REVERSE: ("Reverse test", "Do items known from elsewhere stand in the list?"),
    CheckKind.ACCURACY: ("Accuracy", "Do rows say what the source says?"),
}
REVERSE_LINES = 50
