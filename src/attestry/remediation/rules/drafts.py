"""What a task is to be, made of a gap: its priority by the kind, and the hours that its lacks take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from attestry.controls.rules.gap import GapKind
from attestry.readiness.rules.assumptions import Span
from attestry.readiness.rules.estimate import COSTS
from attestry.readiness.rules.lacks import Lack

OF_CONTROL = "control:"
OF_CRITERION = "criterion:"


@dataclass(frozen=True, slots=True)
class FoundGap:
    """A gap with the hours that closing it is assumed to take, where that is known."""

    key: str
    title: str
    why: str
    kind: GapKind
    controls: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    url: str = ""
    since: datetime | None = None
    hours: Decimal | None = None
    owner: int | None = None


def kind_of(lacks: Iterable[Lack]) -> GapKind:
    """A control that is not in use is missing; one that only fails does not operate; else inadequate."""
    found = set(lacks)
    if found & {Lack.NO_CONTROL, Lack.NOT_IN_USE}:
        return GapKind.MISSING
    return GapKind.NOT_OPERATING if found == {Lack.FAILING} else GapKind.INADEQUATE


def hours_of(lacks: Iterable[Lack], assumed: Mapping[str, Span]) -> Decimal:
    """The hours at worst that the lacks take by what the plan of the report assumes."""
    return Decimal(sum(assumed[one].worst for lack in lacks for one in COSTS[lack]))


def why_of(lacks: Iterable[Lack]) -> str:
    """The lacks in a sentence."""
    said = [lack.label for lack in lacks]
    return f"It is {', '.join(said)}." if said else ""
