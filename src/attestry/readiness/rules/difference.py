"""What two assessments say differently: what got better, what got worse, and what is new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from attestry.readiness.rules.assessment import ASPECTS, Adequacy, Answers

_ORDER = {
    Adequacy.MISSING: 0,
    Adequacy.INADEQUATE: 1,
    Adequacy.ADEQUATE: 2,
    Adequacy.NOT_APPLICABLE: 2,
}


class Change(StrEnum):
    """How a criterion moved between two assessments."""

    BETTER = "better"
    WORSE = "worse"
    MIXED = "mixed"
    NEW = "new"
    GONE = "gone"
    SAME = "same"

    @property
    def label(self) -> str:
        """The change in words."""
        return _LABELS[self]


_LABELS = {
    Change.BETTER: "Got better",
    Change.WORSE: "Got worse",
    Change.MIXED: "Better in one way, worse in another",
    Change.NEW: "New in scope",
    Change.GONE: "No longer in scope",
    Change.SAME: "The same",
}


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """One criterion in two assessments; None where one of them did not rate it."""

    reference: str
    before: Answers | None
    after: Answers | None
    change: Change

    @property
    def aspects(self) -> tuple[tuple[str, str, str], ...]:
        """Each question that is answered differently: its name, the answer before and the one after."""
        return tuple(
            (name, old.label if old else "", new.label if new else "")
            for name in ASPECTS
            if (old := _answer(self.before, name)) is not (new := _answer(self.after, name))
        )


def differences(before: Mapping[str, Answers], after: Mapping[str, Answers]) -> tuple[CriterionChange, ...]:
    """Every criterion that either assessment rated, in the order of the later one, then what is gone."""
    gone = [reference for reference in before if reference not in after]
    return tuple(
        CriterionChange(one, before.get(one), after.get(one), _change(before.get(one), after.get(one)))
        for one in (*after, *gone)
    )


def _change(before: Answers | None, after: Answers | None) -> Change:
    if before is None or after is None:
        return Change.NEW if before is None else Change.GONE
    steps = [_ORDER[new] - _ORDER[old] for old, new in zip(before.all, after.all, strict=True)]
    better, worse = any(step > 0 for step in steps), any(step < 0 for step in steps)
    if better and worse:
        return Change.MIXED
    return Change.BETTER if better else Change.WORSE if worse else Change.SAME


def _answer(said: Answers | None, name: str) -> Adequacy | None:
    return Adequacy(getattr(said, name)) if said else None
