"""What has to be there before the firm concludes on a control, and what it may conclude.

The product asks whether a conclusion rests on something; it never says which one is right. Inquiry alone
supports none on operation (AT-C 205); a control that never had to operate is not tested, never effective.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from attestry.ui.words import counted_words
from attestry.workpapers.rules.aspect import Aspect, Nature
from attestry.workpapers.rules.grid import Tally


class Verdict(StrEnum):
    """What the firm concludes of one aspect of a control."""

    EFFECTIVE = "effective"
    NOT_EFFECTIVE = "not_effective"
    NOT_TESTED = "not_tested"

    def words(self, aspect: Aspect) -> str:
        """The verdict as a report says it."""
        return _WORDS[aspect][self]


_WORDS = {
    Aspect.DESIGN: {
        Verdict.EFFECTIVE: "Suitably designed and implemented",
        Verdict.NOT_EFFECTIVE: "Not suitably designed or not implemented",
        Verdict.NOT_TESTED: "Not concluded on",
    },
    Aspect.OPERATION: {
        Verdict.EFFECTIVE: "Operated effectively",
        Verdict.NOT_EFFECTIVE: "Did not operate effectively",
        Verdict.NOT_TESTED: "Not tested: it did not have to operate",
    },
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What a conclusion would rest on."""

    aspect: Aspect
    has_procedure: bool
    natures: frozenset[Nature]
    cited: Collection[int]
    grid: Tally | None
    population_size: int | None


def lacking_to_conclude(verdict: Verdict, ground: Ground) -> tuple[str, ...]:
    """What is missing before this may be concluded."""
    lacks = []
    if not ground.has_procedure:
        lacks.append("no procedure is written down")
    if verdict is Verdict.NOT_TESTED:
        if ground.population_size:
            lacks.append(f"the population holds {counted_words(ground.population_size, 'item')}")
        return tuple(lacks)
    if not ground.cited:
        lacks.append("no evidence is cited")
    if ground.population_size == 0:
        lacks.append("the population is empty: the control did not have to operate, and was not tested")
    if not any(nature.stands_alone for nature in ground.natures):
        lacks.append("nothing but inquiry was done" if ground.natures else "no work is written down")
    if ground.grid and ground.grid.open_cells:
        lacks.append(f"{counted_words(ground.grid.open_cells, 'cell')} of the grid hold nothing")
    return tuple(lacks)
