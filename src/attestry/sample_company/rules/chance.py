"""Chance that always falls the same way: numbers drawn from the digest of what they are for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Choice = TypeVar("Choice")

_WHOLE = 1 << 64


def digest(*parts: object) -> str:
    """The SHA-256 of the parts, 64 hex digits."""
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()


def share(*parts: object) -> float:
    """A number in [0, 1), the same for the same parts."""
    return int(digest(*parts)[:16], 16) / _WHOLE


def between(low: int, high: int, *parts: object) -> int:
    """A whole number in [low, high], the same for the same parts."""
    return low + int(share(*parts) * (high - low + 1))


def pick(choices: Sequence[Choice], *parts: object) -> Choice:
    """One of the choices, the same for the same parts."""
    return choices[between(0, len(choices) - 1, *parts)]
