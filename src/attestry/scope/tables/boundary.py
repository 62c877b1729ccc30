"""Components, environments and rules."""

from __future__ import annotations

from attestry.scope.queries.boundary import ComponentLine
from attestry.scope.queries.environments import EnvironmentLine
from attestry.scope.queries.ruling import StandingRule
from attestry.scope.rules.boundary_rules import RuleKind
from attestry.scope.rules.system import ComponentKind, Verdict
from attestry.ui.rows import Held, Rows, Shown

_REACHES: dict[bool | None, str] = {True: "yes", False: "no", None: "unknown"}
IN_OR_OUT = ((Verdict.IN.value, "In"), (Verdict.OUT.value, "Out"))

COMPONENTS: Rows[ComponentLine] = Rows(
    "components",
    (
        Shown("name", "Component", lambda one: one.name),
        Shown("kind", "Kind", lambda one: list(ComponentKind).index(one.kind)),
        Shown("verdict", "Verdict", lambda one: one.verdict.value),
        Shown("act", "Act"),
    ),
    {
        "kind": lambda one: one.kind.value,
        "name": lambda one: one.name,
        "description": lambda one: one.description,
        "verdict": lambda one: one.verdict.value,
        "reason": lambda one: one.reason,
        "decided_at": lambda one: one.decided_at,
    },
    (
        Held(
            "kind",
            "Kind",
            tuple((k.value, k.value.capitalize()) for k in ComponentKind),
            lambda one: (one.kind.value,),
        ),
        Held("verdict", "Verdict", IN_OR_OUT, lambda one: (one.verdict.value,)),
    ),
)

ENVIRONMENTS: Rows[EnvironmentLine] = Rows(
    "environments",
    (
        Shown("name", "Environment", lambda one: one.environment.name),
        Shown("reaches", "Reaches production data", lambda one: one.environment.reaches_production_data),
        Shown("counts", "Counts as", lambda one: one.counts_as.value),
        Shown("decided", "Decided", lambda one: one.environment.decided_at),
    ),
    {
        "name": lambda one: one.environment.name,
        "production": lambda one: "yes" if one.environment.is_production else "no",
        "reaches_production_data": lambda one: _REACHES[one.environment.reaches_production_data],
        "route": lambda one: one.environment.route,
        "counts_as": lambda one: one.counts_as.value,
        "reason": lambda one: one.environment.reason,
        "decided_by": lambda one: one.environment.decided_by,
        "approved_by": lambda one: one.environment.approved_by,
        "decided_at": lambda one: one.environment.decided_at,
        "conflict": lambda one: one.conflict,
    },
    (
        Held(
            "counts",
            "Counts as",
            (*IN_OR_OUT, (Verdict.UNDECIDED.value, "Open")),
            lambda one: (one.counts_as.value,),
        ),
        Held(
            "stands",
            "Stands",
            (("conflict", "In conflict"),),
            lambda one: ("conflict",) if one.conflict else (),
        ),
    ),
)

RULES: Rows[tuple[int, StandingRule]] = Rows(
    "boundary-rules",
    (
        Shown("place", "Rule", lambda one: one[0]),
        Shown("kind", "Looks at", lambda one: one[1].line.kind),
        Shown("verdict", "Verdict", lambda one: one[1].line.verdict),
        Shown("decides", "Decides", lambda one: one[1].decides, numeric=True),
        Shown("act", "Act"),
    ),
    {
        "place": lambda one: one[0],
        "kind": lambda one: one[1].line.kind,
        "pattern": lambda one: one[1].line.pattern,
        "verdict": lambda one: one[1].line.verdict,
        "reason": lambda one: one[1].line.reason,
        "made_by": lambda one: one[1].made_by,
        "decides": lambda one: one[1].decides,
    },
    (
        Held(
            "kind_of",
            "Looks at",
            tuple((k.value, k.value.capitalize()) for k in RuleKind),
            lambda one: (one[1].line.kind,),
        ),
        Held("says", "Verdict", IN_OR_OUT, lambda one: (one[1].line.verdict,)),
    ),
)
