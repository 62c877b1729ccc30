"""What the effort of a year assumes: minutes, items and a price nobody can look up, with their limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from attestry.ui.words import number_words

CURRENCY = "USD"
MOST_CURRENCY_CHARACTERS = 12
_HOUSE = "A guess of this product. Put your own in its place."


@dataclass(frozen=True, slots=True)
class Quantity:
    """One whole number that is assumed, between ``least`` and ``most``, both included."""

    key: str
    title: str
    unit: str
    default: int
    most: int
    why: str = _HOUSE
    least: int = 0


def _once_more(kind: str, words: str) -> Quantity:
    return Quantity(
        kind,
        f"Items that {words} adds to each control performed on it",
        "items a control a year",
        1,
        1000,
        _HOUSE + " Which controls those are, the library says by their category.",
    )


QUANTITIES: tuple[Quantity, ...] = (
    Quantity("by_hand", "Gather an item by hand", "minutes an item", 30, 1440),
    Quantity("hybrid", "Complete an item of a hybrid control", "minutes an item", 15, 1440),
    Quantity(
        "machine",
        "Look at an item that a machine collects",
        "minutes an item",
        2,
        1440,
        _HOUSE + " Mostly the review of what failed.",
    ),
    Quantity(
        "events",
        "Items of a control performed per event or on change",
        "items a year",
        24,
        100_000,
        _HOUSE + " Count your joiners, leavers and changes.",
    ),
    Quantity(
        "continuous",
        "Items of a continuous control",
        "items a year",
        12,
        100_000,
        _HOUSE + " As if somebody kept one proof a month.",
    ),
    _once_more("infrastructure", "more infrastructure"),
    _once_more("software", "more software"),
    _once_more("people", "more people"),
    _once_more("procedures", "one more procedure"),
    _once_more("data", "one more set of data"),
    Quantity(
        "again",
        "Items that controls performed on components leave again for one more system",
        "per cent",
        40,
        100,
        _HOUSE + " What the library says is done once for the whole organization is shared.",
    ),
    Quantity("review", "A compensating review", "minutes a review", 60, 1440),
    Quantity("rate", "Cost of working time", "an hour", 75, 10_000),
)


@dataclass(frozen=True, slots=True)
class EffortAssumptions:
    """A value for every quantity by its key, and what the cost is counted in."""

    quantities: Mapping[str, int]
    currency: str = CURRENCY

    def __getitem__(self, key: str) -> int:
        return self.quantities[key]

    def record(self) -> dict[str, int | str]:
        """The assumptions as the journal and the database keep them."""
        return {**self.quantities, "currency": self.currency.strip()}


DEFAULT_EFFORT = EffortAssumptions({one.key: one.default for one in QUANTITIES})


def wrong_effort(assumed: EffortAssumptions) -> dict[str, str]:
    """What cannot be assumed, by field: a number outside its limits, or a currency that is no short text."""
    wrong = {
        one.key: (
            f"“{one.title}” is between {number_words(one.least)} and {number_words(one.most)} {one.unit}."
        )
        for one in QUANTITIES
        if not one.least <= assumed[one.key] <= one.most
    }
    said = assumed.currency.strip()
    if not said or len(said) > MOST_CURRENCY_CHARACTERS or not said.isprintable():
        wrong["currency"] = f"“Currency” is a text of 1 to {MOST_CURRENCY_CHARACTERS} characters."
    return wrong


def assumptions_from(record: Mapping[str, int | str] | None) -> EffortAssumptions:
    """The assumptions that were kept; the product's own where nothing was."""
    if record is None:
        return DEFAULT_EFFORT
    kept = {key: int(record.get(key, value)) for key, value in DEFAULT_EFFORT.quantities.items()}
    return EffortAssumptions(kept, str(record.get("currency", CURRENCY)))
