"""Criteria held against what is there, as a table."""

from __future__ import annotations

from attestry.control_tests.rules.outcome import Outcome
from attestry.readiness.queries.standings import CriterionStanding
from attestry.ui.rows import Held, Rows, Shown
from attestry.ui.words import OUTCOMES

# As many as there are criteria: other pages lead to one of them by its reference.
_ON_ONE_PAGE = 200


def _percent(one: CriterionStanding) -> int | None:
    ratio = one.automation
    return round(100 * ratio.automated / ratio.total) if ratio.total else None


COMPARISON: Rows[CriterionStanding] = Rows(
    "readiness",
    (
        Shown("reference", "Criterion", lambda one: one.reference),
        Shown("outcome", "By the evidence", lambda one: list(OUTCOMES).index(one.outcome)),
        Shown("depth", "Stands on", lambda one: int(one.depth)),
        Shown("controls", "Controls", lambda one: len(one.controls)),
        Shown("fail", "Fail", lambda one: one.count(Outcome.FAIL), numeric=True),
        Shown("unknown", "Unknown", lambda one: one.count(Outcome.UNKNOWN), numeric=True),
        Shown("automated", "Automated", _percent),
        Shown("rated", "Rated", lambda one: one.rating.judgement.label if one.rating else None),
    ),
    {
        "criterion": lambda one: one.reference,
        "title": lambda one: one.criterion.title,
        "by_the_evidence": lambda one: one.outcome.value,
        "stands_on": lambda one: one.depth.title,
        "controls": lambda one: [each.key for each in one.controls],
        "fail": lambda one: one.count(Outcome.FAIL),
        "unknown": lambda one: one.count(Outcome.UNKNOWN),
        "automated": lambda one: one.automation.automated,
        "rating": lambda one: one.rating.judgement.label if one.rating else "",
        "reason": lambda one: one.rating.reason if one.rating else "",
        "rated_by": lambda one: one.rating.rated_by if one.rating else "",
    },
    (
        Held(
            "gap",
            "By the evidence",
            (("missing", "Missing"), ("failing", "Failing"), ("unknown", "Unknown"), ("none", "No gap")),
            lambda one: (one.gap.value if one.gap else "none",),
        ),
        Held(
            "rated",
            "Rated",
            (("no", "Not rated"), ("yes", "Rated"), ("against", "Against the evidence")),
            lambda one: (
                *(("yes",) if one.rating else ("no",)),
                *(("against",) if one.disagreement else ()),
            ),
        ),
    ),
    place="comparison",
    page_size=_ON_ONE_PAGE,
)
