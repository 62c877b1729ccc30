"""What is still open before a date can be spoken of: each control's and each criterion's lacks.

A Type 1 is about controls that were designed and in place as of its date (AT-C 205; DC section 200),
so a control counts only once it is in use, owned, live, shown by something and not failing.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.rules.control import IN_USE, State

Counts = Mapping["Lack", int]


class Lack(StrEnum):
    """One thing that a control, or a criterion in scope, does not have yet."""

    UNRATED = "unrated"
    NO_CONTROL = "no_control"
    NOT_IN_USE = "not_in_use"
    NO_OWNER = "no_owner"
    NOT_LIVE = "not_live"
    FAILING = "failing"
    NO_EVIDENCE = "no_evidence"

    @property
    def is_of_a_criterion(self) -> bool:
        """Whether it is counted in criteria; the others are counted in controls."""
        return self in (Lack.UNRATED, Lack.NO_CONTROL)

    @property
    def noun(self) -> str:
        """What is counted."""
        return "criterion" if self.is_of_a_criterion else "control"

    @property
    def nouns(self) -> str:
        """More than one of what is counted."""
        return "criteria" if self.is_of_a_criterion else "controls"

    @property
    def is_gap(self) -> bool:
        """Whether it keeps a control from being in place; the rest is knowing and showing."""
        return self not in (Lack.UNRATED, Lack.NO_EVIDENCE)

    @property
    def label(self) -> str:
        """The lack in words that follow the noun."""
        return _LABELS[self]


_LABELS: dict[Lack, str] = {
    Lack.UNRATED: "not rated",
    Lack.NO_CONTROL: "without any control",
    Lack.NOT_IN_USE: "not in use",
    Lack.NO_OWNER: "without an owner",
    Lack.NOT_LIVE: "owned and not live",
    Lack.FAILING: "failing",
    Lack.NO_EVIDENCE: "with nothing that shows it",
}


def lacks_of(
    state: State, *, has_owner: bool, outcome: Outcome | None, has_evidence: bool
) -> tuple[Lack, ...]:
    """Everything that one control lacks, in the order of the work; a retired one was decided against."""
    if state is State.RETIRED:
        return ()
    found = {
        Lack.NOT_IN_USE: state not in IN_USE,
        Lack.NO_OWNER: not has_owner,
        Lack.NOT_LIVE: has_owner and state is not State.LIVE,
        Lack.FAILING: outcome is Outcome.FAIL,
        Lack.NO_EVIDENCE: not has_evidence,
    }
    return tuple(lack for lack, is_so in found.items() if is_so)
