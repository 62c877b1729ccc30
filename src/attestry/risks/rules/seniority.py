"""Who is senior enough to accept a risk: somebody up the owner's reporting line, never the owner."""

from __future__ import annotations

from collections.abc import Mapping


def is_above(senior: int, other: int, manager_of: Mapping[int, int | None]) -> bool:
    """Whether ``senior`` stands above ``other`` in the reporting line. Nobody is above oneself."""
    seen = {other}
    here = manager_of.get(other)
    while here is not None and here not in seen:
        if here == senior:
            return senior != other
        seen.add(here)
        here = manager_of.get(here)
    return False
