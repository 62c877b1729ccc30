"""What is assumed of others, in the words of a description: of user entities and subservice organizations.

The description and the report say it by the same words, so that either shows where the records changed.
"""

from __future__ import annotations

from collections.abc import Sequence

# Before the name of a vendor, so that what its report says is told from what the scope says of it.
VENDOR = "Register of vendors: "


def user_entity_words(text: str, criteria: Sequence[str]) -> str:
    """A complementary user entity control, with the criteria that rest on it."""
    return f"{text.strip()} For {', '.join(criteria)}." if criteria else text.strip()


def subservice_words(service: str, method: str, expected: Sequence[str], monitoring: str) -> str:
    """A subservice organization: what it does, how it is treated, what is expected, how it is watched."""
    kinds = "; ".join(one.strip().rstrip(".") for one in expected)
    parts = (
        sentence(service),
        f"Method: {method.replace('_', '-')}.",
        f"Expected: {kinds}." if kinds else "",
        sentence(monitoring),
    )
    return " ".join(part for part in parts if part)


def sentence(text: str) -> str:
    """A text of the records with the full stop that it may lack; empty where it is."""
    said = text.strip()
    return said if not said or said[-1] in ".!?…" else f"{said}."
