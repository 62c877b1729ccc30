"""What a control has to say of itself, when it applies, and which states follow which."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Nature(StrEnum):
    """When a control acts, seen from what could go wrong."""

    PREVENTIVE = "preventive"
    DETECTIVE = "detective"
    CORRECTIVE = "corrective"


class Execution(StrEnum):
    """Who performs a control."""

    AUTOMATED = "automated"
    HYBRID = "hybrid"
    MANUAL = "manual"


class Frequency(StrEnum):
    """How often a control is performed."""

    CONTINUOUS = "continuous"
    PER_EVENT = "per_event"
    ON_CHANGE = "on_change"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SEMIANNUAL = "semiannual"
    ANNUAL = "annual"


class State(StrEnum):
    """How far the company has taken a control."""

    PROPOSED = "proposed"
    ADOPTED = "adopted"
    LIVE = "live"
    RETIRED = "retired"


class Origin(StrEnum):
    """Where a control comes from."""

    LIBRARY = "library"
    OWN = "own"


class Character(StrEnum):
    """Whether the controls of a category are about people and process, technology, or both."""

    ORGANISATIONAL = "organisational"
    MIXED = "mixed"
    TECHNICAL = "technical"


CORE = "core"
AI = "ai"
IN_USE = frozenset({State.ADOPTED, State.LIVE})

_NEXT: Mapping[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.ADOPTED, State.RETIRED}),
    State.ADOPTED: frozenset({State.LIVE, State.RETIRED}),
    State.LIVE: frozenset({State.RETIRED}),
    State.RETIRED: frozenset({State.ADOPTED}),
}


def may_become(state: State, wanted: State) -> bool:
    """Whether one act leads from ``state`` to ``wanted``."""
    return wanted in _NEXT[state]


def applies(applies_when: str, chosen: Collection[str], *, uses_ai: bool) -> bool:
    """Whether a control belongs to a scope: core ones always, others with their category, or with AI."""
    return applies_when == CORE or applies_when in chosen or (uses_ai and applies_when == AI)


@dataclass(frozen=True, slots=True)
class ControlText:
    """What a control says of itself, as a person writes it; empty means not written."""

    title: str
    statement: str
    nature: str
    execution: str
    frequency: str
    risk: str = ""
    risk_waiver: str = ""
    automation: str = ""
    owner_role: str = ""
    is_key: bool = False
    population: str = ""
    evidence: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    test_methods: tuple[str, ...] = ()
    mappings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def shortcomings(text: ControlText) -> tuple[str, ...]:
    """Why a control is refused, each reason as a sentence; none where it may stand."""
    lacks = [
        (not text.title.strip(), "It has no title."),
        (not text.statement.strip(), "It does not say what is done."),
        (text.nature not in set(Nature), "It does not say whether it prevents, detects or corrects."),
        (text.execution not in set(Execution), "It does not say whether people or machines perform it."),
        (text.frequency not in set(Frequency), "It does not say how often it is performed."),
        (
            not text.risk.strip() and not text.risk_waiver.strip(),
            "It is linked to no risk, and no reason is given why it needs none.",
        ),
        (
            text.execution == Execution.MANUAL and not text.automation.strip(),
            "It is manual and does not say why.",
        ),
    ]
    return tuple(sentence for is_so, sentence in lacks if is_so)
