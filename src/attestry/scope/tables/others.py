"""Subservice organizations, what user entities do, and criteria that do not apply."""

from __future__ import annotations

from attestry.scope.models import InapplicableCriterion, UserEntityControl
from attestry.scope.queries.promises import OrganizationLine
from attestry.scope.rules.promises import Method, UserControlKind
from attestry.scope.tables.findings import by_findings
from attestry.ui.rows import Held, Rows, Shown

ORGANIZATIONS: Rows[OrganizationLine] = Rows(
    "subservice-organizations",
    (
        Shown("name", "Organization", lambda one: one.organization.name),
        Shown("method", "Method", lambda one: one.organization.method),
        Shown("expected", "Expected of it", lambda one: len(one.expected)),
        Shown("findings", "Findings", lambda one: len(one.findings)),
    ),
    {
        "name": lambda one: one.organization.name,
        "service": lambda one: one.organization.service,
        "data": lambda one: one.organization.data,
        "method": lambda one: one.organization.method,
        "why_needed": lambda one: one.organization.why_needed,
        "monitoring": lambda one: one.organization.monitoring,
        "expected_controls": lambda one: [each.said for each in one.expected],
        "findings": lambda one: one.findings,
    },
    (
        Held(
            "by",
            "Method",
            ((Method.CARVE_OUT.value, "Carve-out"), (Method.INCLUSIVE.value, "Inclusive")),
            lambda one: (one.organization.method,),
        ),
        by_findings(lambda one: one.findings),
    ),
)

USER_ENTITIES: Rows[UserEntityControl] = Rows(
    "user-entities",
    (
        Shown("text", "What they do", lambda one: one.text),
        Shown("kind", "It is", lambda one: one.kind),
        Shown("criteria", "Criteria", lambda one: ", ".join(one.criteria) or None),
        Shown("without", "Without it", lambda one: one.without_it or None),
        Shown("act", "Act"),
    ),
    {
        "id": lambda one: one.key,
        "kind": lambda one: one.kind,
        "text": lambda one: one.text,
        "criteria": lambda one: " ".join(one.criteria),
        "without_it": lambda one: one.without_it,
        "commitment": lambda one: one.commitment.key if one.commitment else "",
    },
    (
        Held(
            "told",
            "It is",
            (
                (UserControlKind.COMPLEMENTARY.value, "A complementary control"),
                (UserControlKind.RESPONSIBILITY.value, "A mere responsibility"),
            ),
            lambda one: (one.kind,),
        ),
    ),
)

INAPPLICABLE: Rows[InapplicableCriterion] = Rows(
    "criteria-that-do-not-apply",
    (
        Shown("criterion", "Criterion", lambda one: one.reference),
        Shown("reason", "Reason", lambda one: one.reason),
        Shown("decided", "Decided", lambda one: one.decided_at),
        Shown("act", "Act"),
    ),
    {
        "criterion": lambda one: one.reference,
        "reason": lambda one: one.reason,
        "decided_by": lambda one: one.decided_by,
        "decided_at": lambda one: one.decided_at,
    },
)
