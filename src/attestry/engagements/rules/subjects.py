"""What of the journal tells of an examination: the acts of its rooms, and the subjects that name one.

A subject such as ``request:1/PBC-001`` names its engagement before the stroke; ``engagement:1`` is one.
"""

from __future__ import annotations

ROOMS = ("engagements", "requests", "populations", "workpapers", "deviations", "descriptions", "opinions")
NOUNS = ("engagement", "request", "population", "workpaper", "deviation")
FIRM = "firm:"
STANDARD = "engagements:standard"

# What was sent to whom: its headings quote titles, and no subject says whose they are.
OUTBOX = "outbox"

# Rooms that hand issued reports on: their subjects name readers and copies, not whose report it is.
HAND_REPORTS_ON = ("bridge_letters", "readers", "nondisclosure", "disclosures", "reliance")


def whole_of(numbers: list[int]) -> list[str]:
    """The subjects that are these engagements themselves."""
    return [f"engagement:{number}" for number in numbers]


def beginnings_of(numbers: list[int]) -> list[str]:
    """How the subjects begin that belong to these engagements."""
    return [f"{noun}:{number}/" for number in numbers for noun in NOUNS]
