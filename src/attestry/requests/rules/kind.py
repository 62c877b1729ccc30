"""What is asked for: a full list, a state as of a date, single items, or a document."""

from __future__ import annotations

from enum import StrEnum


class RequestKind(StrEnum):
    """The kind of thing that answers a request."""

    POPULATION = "population"
    POINT_IN_TIME = "point_in_time"
    SAMPLE = "sample"
    DOCUMENT = "document"

    @property
    def label(self) -> str:
        """The kind as a person says it."""
        return _LABELS[self]

    @property
    def words(self) -> str:
        """What answers it."""
        return _WORDS[self]


class Frequency(StrEnum):
    """How often what is asked for comes about in a period."""

    ONCE = "once"
    ANNUAL = "annual"
    SEMIANNUAL = "semiannual"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    DAILY = "daily"
    EACH_EVENT = "each_event"
    EACH_PERIOD = "each_period"
    PER_SAMPLE = "per_sample"
    POINT_IN_TIME = "point_in_time"
    AT_THE_END = "at_the_end"


_LABELS = {
    RequestKind.POPULATION: "Full list",
    RequestKind.POINT_IN_TIME: "State as of a date",
    RequestKind.SAMPLE: "Single items",
    RequestKind.DOCUMENT: "Document",
}
_WORDS = {
    RequestKind.POPULATION: "Everything of its kind in the period, with its count and how the list was made.",
    RequestKind.POINT_IN_TIME: "How it stood on a date that the evidence itself names.",
    RequestKind.SAMPLE: "What belongs to each item that the firm drew.",
    RequestKind.DOCUMENT: "The document in its version in force.",
}
