"""What a description lacks before it can be final."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from attestry.descriptions.rules.ambiguity import controls_named
from attestry.descriptions.rules.criteria import DescriptionCriterion

LEAST_WORDS = 20


@dataclass(frozen=True, slots=True)
class Said:
    """What is written for one criterion; ``none_because`` where there is nothing of its kind."""

    text: str = ""
    none_because: str = ""

    @property
    def is_none(self) -> bool:
        """Whether it says that there is nothing."""
        return bool(self.none_because) and not self.text


@dataclass(frozen=True, slots=True)
class Facts:
    """What the records say that the text has to reckon with, by criterion: names that it should mention."""

    must_name: Mapping[int, tuple[str, ...]]
    known_controls: Collection[str]
    retired_controls: Collection[str]


def lacking(
    said: Mapping[int, Said], wanted: Collection[DescriptionCriterion], facts: Facts
) -> dict[int, tuple[str, ...]]:
    """What each criterion lacks, by its number; a description without any is complete."""
    found: dict[int, tuple[str, ...]] = {}
    for criterion in wanted:
        lacks = tuple(_of_one(criterion, said.get(criterion.number, Said()), facts))
        if lacks:
            found[criterion.number] = lacks
    return found


def _of_one(criterion: DescriptionCriterion, said: Said, facts: Facts) -> list[str]:
    names = facts.must_name.get(criterion.number, ())
    if not said.text and not said.none_because:
        return ["nothing is written" + (", not even that there is none" if criterion.may_be_none else "")]
    if said.is_none and not criterion.may_be_none:
        return ["“none” is no answer here"]
    lacks = []
    if said.is_none and names:
        lacks.append(f"it says none, and the records hold {', '.join(names[:5])}")
    if said.text and len(said.text.split()) < LEAST_WORDS:
        lacks.append(f"it has fewer than {LEAST_WORDS} words")
    if said.text:
        unnamed = [one for one in names if one.casefold() not in said.text.casefold()]
        if unnamed:
            lacks.append(f"it does not mention {', '.join(unnamed[:5])}")
        lacks += [f"it cites {key}, which does not exist" for key in broken(said.text, facts)]
        retired = [key for key in controls_named(said.text) if key in facts.retired_controls]
        lacks += [f"it cites {key}, which is not in use" for key in retired]
    return lacks


def broken(text: str, facts: Facts) -> list[str]:
    """Controls that a text cites and nobody knows any more."""
    known = {*facts.known_controls, *facts.retired_controls}
    return [key for key in controls_named(text) if key not in known]
