"""The values of an enum as a field offers them."""

from __future__ import annotations

from enum import StrEnum


def choices(values: type[StrEnum]) -> list[tuple[str, str]]:
    """Each value with the words for it."""
    return [(one.value, one.value.replace("_", " ")) for one in values]
