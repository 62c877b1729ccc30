"""The lean profile: for a small company, as few controls as keep every criterion covered.

What goes is replaced by a compensating review that is named; what stays by hand is done less often
where that is not a key control. Policies are written as fewer, merged documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from attestry.controls.rules.control import Execution, Frequency
from attestry.readiness.rules.effort_assumptions import EffortAssumptions

# One step less often, for what people do by the calendar. Quarterly is the least that is left of a review.
SLOWER: Mapping[str, str] = {
    Frequency.DAILY.value: Frequency.WEEKLY.value,
    Frequency.WEEKLY.value: Frequency.MONTHLY.value,
    Frequency.MONTHLY.value: Frequency.QUARTERLY.value,
    Frequency.QUARTERLY.value: Frequency.SEMIANNUAL.value,
    Frequency.SEMIANNUAL.value: Frequency.ANNUAL.value,
}


@dataclass(frozen=True, slots=True)
class LeanControl:
    """A control as the profile looks at it: what it takes now, and ``…_slower`` done less often.

    ``is_review`` marks a compensating review of a profile that was applied: it stays as it is.
    """

    key: str
    title: str
    is_key: bool
    is_in_use: bool
    keeps_a_promise: bool
    criteria: tuple[str, ...]
    execution: str
    frequency: str
    minutes: int
    minutes_slower: int
    items: int = 0
    items_slower: int = 0
    is_review: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """A compensating review: what somebody other than who did the work looks at, and how often a year."""

    name: str
    looks_at: str
    times_a_year: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """A control that the profile does without, and the review that stands in for it."""

    control: LeanControl
    review: Review


@dataclass(frozen=True, slots=True)
class MergedPolicy:
    """One document that holds the clauses of several policies."""

    title: str
    policies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeanProfile:
    """What stays, what goes with its review, what is done less often, and what it takes."""

    kept: tuple[LeanControl, ...]
    dropped: tuple[Dropped, ...]
    slower: tuple[LeanControl, ...]
    reviews: tuple[Review, ...]
    minutes_before: int
    minutes_after: int
    by_hand_before: int
    by_hand_after: int
    coverage: Mapping[str, int]


# What a control of the company's own that performs a compensating review is called: LEAN-1 and so on.
REVIEW_PREFIX = "LEAN"
HOW_OFTEN: Mapping[int, Frequency] = {
    2: Frequency.SEMIANNUAL,
    4: Frequency.QUARTERLY,
    12: Frequency.MONTHLY,
}

_REVIEWS: Mapping[str, Review] = {
    "CC1": Review("Review of duties and conduct", "Who answers for what, and how each was judged", 2),
    "CC2": Review("Review of what was told", "What customers and staff were told, against what changed", 4),
    "CC3": Review("Review of risks and changes", "Every change of the quarter, against the risk register", 4),
    "CC4": Review("Review of results by a director", "Findings, exceptions and what became of them", 4),
    "CC5": Review("Review of rules and exceptions", "Every exception, by somebody other than who asked", 4),
    "CC6": Review("Review of access by the owner", "All access of everybody, by somebody without it", 4),
    "CC7": Review("Review of events and weaknesses", "What was alerted and found, and what was done", 12),
    "CC8": Review("Review of changes after the fact", "A sample of changes, by somebody who made none", 12),
    "CC9": Review("Review of suppliers", "Every critical supplier's report and incidents", 2),
}
_OTHERWISE = Review("Review of the category's own controls", "What was promised, against what was done", 4)

MERGED: tuple[MergedPolicy, ...] = (
    MergedPolicy("Governance and conduct", ("POL-01", "POL-02", "POL-03", "POL-04", "POL-28")),
    MergedPolicy("People", ("POL-05", "POL-23")),
    MergedPolicy("Access", ("POL-06", "POL-07", "POL-08")),
    MergedPolicy("Systems and devices", ("POL-09", "POL-10", "POL-11", "POL-17", "POL-18")),
    MergedPolicy("Data and privacy", ("POL-12", "POL-13", "POL-14", "POL-26")),
    MergedPolicy("Building and changing software", ("POL-15", "POL-16", "POL-25", "POL-27")),
    MergedPolicy("Incidents and continuity", ("POL-19", "POL-20", "POL-21", "POL-24")),
    MergedPolicy("Suppliers", ("POL-22",)),
)


def lean_profile(
    controls: Iterable[LeanControl], criteria: Collection[str], assumed: EffortAssumptions
) -> LeanProfile:
    """The profile over the controls of a scope. No criterion that had a control loses its last one.

    Key controls stay, those that keep a promise, and what machines perform, for that costs next to
    nothing. Of the rest the dearest goes first, and only where its review takes less than it did.
    """
    found = tuple(controls)
    gone = _worth_a_review(_spare(found, set(criteria)), assumed)
    left = Counter(one for control in found if control.key not in gone for one in set(control.criteria))
    kept = tuple(one for one in found if one.key not in gone)
    dropped = tuple(Dropped(one, review_of(one)) for one in found if one.key in gone)
    slower = tuple(one for one in kept if _may_be_slower(one))
    reviews = tuple(dict.fromkeys(one.review for one in dropped))
    less = sum(one.minutes - one.minutes_slower for one in slower)
    return LeanProfile(
        kept=kept,
        dropped=dropped,
        slower=slower,
        reviews=reviews,
        minutes_before=sum(one.minutes for one in found),
        minutes_after=sum(one.minutes for one in kept)
        - less
        + sum(one.times_a_year for one in reviews) * assumed["review"],
        by_hand_before=sum(one.items for one in found if one.execution != Execution.AUTOMATED),
        by_hand_after=sum(
            one.items_slower if one in slower else one.items
            for one in kept
            if one.execution != Execution.AUTOMATED
        )
        + sum(one.times_a_year for one in reviews),
        coverage={one: left[one] for one in criteria},
    )


def _spare(controls: Iterable[LeanControl], wanted: set[str]) -> tuple[LeanControl, ...]:
    """The controls without which every criterion still has one."""
    found = tuple(controls)
    left = Counter(one for control in found for one in set(control.criteria) & wanted)
    spare = []
    for one in sorted(found, key=lambda each: (-each.minutes, each.key)):
        speaks_to = set(one.criteria) & wanted
        stays = one.is_key or one.is_review or one.keeps_a_promise or one.execution == Execution.AUTOMATED
        if not stays and all(left[each] > 1 for each in speaks_to):
            left.subtract(speaks_to)
            spare.append(one)
    return tuple(spare)


def _worth_a_review(spare: Iterable[LeanControl], assumed: EffortAssumptions) -> frozenset[str]:
    """Of those, the ones whose review takes less than what it stands in for."""
    by_review: dict[Review, list[LeanControl]] = {}
    for one in spare:
        by_review.setdefault(review_of(one), []).append(one)
    return frozenset(
        one.key
        for review, replaced in by_review.items()
        if sum(each.minutes for each in replaced) > review.times_a_year * assumed["review"]
        for one in replaced
    )


def review_of(control: LeanControl) -> Review:
    """The review that stands in for a control, by the series of the first criterion it speaks to."""
    series = control.criteria[0].partition(".")[0] if control.criteria else ""
    return _REVIEWS.get(series, _OTHERWISE)


def _may_be_slower(control: LeanControl) -> bool:
    by_hand = control.execution != Execution.AUTOMATED and not control.is_review
    return by_hand and not control.is_key and not control.keeps_a_promise and control.frequency in SLOWER
