"""Holding a table to the rows whose records lack something."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from attestry.ui.rows import Held

Row = TypeVar("Row")


def by_findings(of: Callable[[Row], Collection[str]]) -> Held[Row]:
    """The chips that tell rows with findings from those without."""
    values = (("wanting", "Something wanting"), ("whole", "Nothing wanting"))
    return Held("stands", "Stands", values, lambda one: ("wanting",) if of(one) else ("whole",))
