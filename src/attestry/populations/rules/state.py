"""The states of a population and of a sampled item, and where a population comes from."""

from __future__ import annotations

from enum import StrEnum


class PopulationState(StrEnum):
    """How far a population got. Nothing leads back past ``frozen``."""

    DEFINED = "defined"
    EXTRACTED = "extracted"
    CHECKED = "checked"
    FROZEN = "frozen"
    SAMPLED = "sampled"

    @property
    def label(self) -> str:
        """The state as a person says it."""
        return _LABELS[self]

    @property
    def is_frozen(self) -> bool:
        """Whether its list is fixed."""
        return self in (PopulationState.FROZEN, PopulationState.SAMPLED)


_LABELS = {
    PopulationState.DEFINED: "Defined",
    PopulationState.EXTRACTED: "Extracted",
    PopulationState.CHECKED: "Completeness and accuracy accepted",
    PopulationState.FROZEN: "Frozen",
    PopulationState.SAMPLED: "Sampled",
}


class Origin(StrEnum):
    """Where the list of a population comes from, the strongest first."""

    STREAM = "stream"
    CONTROL_TEST = "control_test"
    DOCUMENT = "document"

    @property
    def label(self) -> str:
        """The origin as a person says it."""
        return {
            Origin.STREAM: "Read from the source and sealed",
            Origin.CONTROL_TEST: "The items of a control test",
            Origin.DOCUMENT: "Handed in by management",
        }[self]

    @property
    def weakness(self) -> str:
        """What whoever relies on it has to know; empty where the list was read from the source itself."""
        return {
            Origin.STREAM: "",
            Origin.CONTROL_TEST: "The list is what a question of management's control test answered.",
            Origin.DOCUMENT: (
                "The list was made and handed in by management: nobody here saw the query run, and what "
                "is missing from it cannot be seen from it."
            ),
        }[self]


class ItemState(StrEnum):
    """How far a sampled item got in this room; what is found of it stands in the workpapers."""

    SELECTED = "selected"
    REQUESTED = "requested"
    REPLACED = "replaced"
