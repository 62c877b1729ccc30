"""Criteria by the depth of the controls that speak to them, as a table."""

from __future__ import annotations

from collections.abc import Callable

from attestry.effectiveness.rules.status import Depth
from attestry.readiness.queries.assurance import CriterionDepth
from attestry.ui.rows import Held, Rows, Shown

_DEPTHS = sorted(Depth, reverse=True)


def _count(depth: Depth) -> Callable[[CriterionDepth], int]:
    return lambda one: one.by_depth.get(depth, 0)


def _title(depth: Depth) -> str:
    said = depth.title.removeprefix("the whole ")
    return said[:1].upper() + said[1:]


BY_DEPTH: Rows[CriterionDepth] = Rows(
    "criteria-by-depth",
    (
        Shown("criterion", "Criterion", lambda one: one.standing.reference),
        Shown("best", "At best", lambda one: int(one.standing.depth)),
        *(Shown(one.name.lower(), _title(one), _count(one), numeric=True) for one in _DEPTHS),
        Shown("all", "All", lambda one: one.total, numeric=True),
        Shown("automated", "Automated", lambda one: one.automation.share),
    ),
    {
        "criterion": lambda one: one.standing.reference,
        "at_best": lambda one: one.standing.depth.title,
        **{one.name.lower(): _count(one) for one in _DEPTHS},
        "all": lambda one: one.total,
        "automated": lambda one: one.automation.automated,
        "hybrid": lambda one: one.automation.hybrid,
        "manual": lambda one: one.automation.manual,
        "not_in_use": lambda one: one.not_in_use,
    },
    (
        Held(
            "best",
            "At best",
            tuple((one.name.lower(), _title(one)) for one in _DEPTHS),
            lambda one: (one.standing.depth.name.lower(),),
        ),
    ),
    place="criteria",
)
