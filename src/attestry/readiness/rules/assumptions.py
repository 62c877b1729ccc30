"""What an estimate assumes: each with its best and its worst case, where it comes from, and its limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from attestry.ui.words import number_words

MONTHS = 6
MOST_MONTHS = 24
_HOUSE = "A guess of this product. Put your own in its place."


@dataclass(frozen=True, slots=True)
class Span:
    """The same quantity at best and at worst."""

    best: int
    worst: int

    def record(self) -> list[int]:
        """The span as the journal and the database keep it."""
        return [self.best, self.worst]


@dataclass(frozen=True, slots=True)
class Assumption:
    """One quantity that nobody can look up; ``is_more_better`` where the larger number is the best case."""

    key: str
    title: str
    unit: str
    default: Span
    why: str
    least: int = 0
    most: int = 200
    is_more_better: bool = False


ASSUMPTIONS: tuple[Assumption, ...] = (
    Assumption("rate", "Judge a criterion", "hours each", Span(1, 2), _HOUSE),
    Assumption("adopt", "Adopt a control and put it into effect", "hours each", Span(2, 8), _HOUSE),
    Assumption("start", "Give it an owner and start performing it", "hours each", Span(1, 2), _HOUSE),
    Assumption("fix", "Put right what fails", "hours each", Span(4, 16), _HOUSE),
    Assumption("evidence", "Gather what shows a control", "hours each", Span(1, 4), _HOUSE),
    Assumption(
        "weekly",
        "Working time on it, of all people together",
        "hours a week",
        Span(40, 20),
        "Holidays and other work count against it.",
        least=1,
        most=2000,
        is_more_better=True,
    ),
    Assumption(
        "settle",
        "Seen in place before the date",
        "days",
        Span(7, 30),
        "A control that began yesterday leaves little to look at. Counted only while something is open.",
        most=365,
    ),
    Assumption(
        "lead",
        "Until a firm can begin, from today",
        "weeks",
        Span(2, 8),
        "Ask the firm. It may run beside the work.",
        most=104,
    ),
    Assumption(
        "fieldwork_1",
        "Fieldwork of a Type 1",
        "weeks",
        Span(4, 6),
        "4 to 6 weeks by a secondary source of May 2026 for the United States.",
        most=104,
    ),
    Assumption(
        "fieldwork_2",
        "Fieldwork of a Type 2 after its period",
        "weeks",
        Span(4, 8),
        _HOUSE + " Work done within the period shortens it.",
        most=104,
    ),
    Assumption("report", "From the end of fieldwork to the report", "weeks", Span(2, 4), _HOUSE, most=104),
)
DEFAULTS: dict[str, Span] = {one.key: one.default for one in ASSUMPTIONS}


def wrong_assumptions(assumed: Mapping[str, Span]) -> dict[str, str]:
    """What cannot be assumed, by field (``adopt_best``): outside its limits, or worst better than best."""
    wrong: dict[str, str] = {}
    for one in ASSUMPTIONS:
        span = assumed[one.key]
        for end, value in (("best", span.best), ("worst", span.worst)):
            if not one.least <= value <= one.most:
                wrong[f"{one.key}_{end}"] = (
                    f"“{one.title}” is between {number_words(one.least)} and "
                    f"{number_words(one.most)} {one.unit}."
                )
        better = span.best < span.worst if one.is_more_better else span.best > span.worst
        if better and not any(field.startswith(f"{one.key}_") for field in wrong):
            wrong[f"{one.key}_worst"] = f"“{one.title}” is better at worst than at best."
    return wrong


def wrong_months(months: int) -> str:
    """Why a number of months is no period; "" where it is one."""
    return "" if 1 <= months <= MOST_MONTHS else f"A period is 1 to {MOST_MONTHS} months."


def period_warnings(months: int) -> tuple[str, ...]:
    """What a reader of a Type 2 may hold against its length."""
    if months < 3:
        return (
            (
                "Under 3 months: few occurrences fall into it, quarterly controls perhaps none, and many "
                "readers and firms do not take it."
            ),
        )
    if months < 6:
        return ("Under 6 months: usual for a first Type 2 at most; many readers ask for 6 or more.",)
    if months > 12:
        return ("Over 12 months: readers wait long for it, and what it says of its beginning is old.",)
    return ()
