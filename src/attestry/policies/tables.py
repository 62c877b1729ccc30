"""Templates of policies, and controls that want a procedure, as tables."""

from __future__ import annotations

from attestry.policies.queries.listing import TemplateLine
from attestry.policies.queries.procedures import ProcedureNeed
from attestry.ui.rows import Held, Rows, Shown


def _standing(one: TemplateLine) -> str:
    if one.policy is not None:
        return "written"
    return "missing" if one.is_asked_for else "left"


TEMPLATES: Rows[TemplateLine] = Rows(
    "policy-templates",
    (
        Shown("template", "Template", lambda one: one.template.title),
        Shown("scope", "Scope", lambda one: "" if one.is_asked_for else one.template.applies_when),
        Shown("clauses", "Required clauses", lambda one: len(one.template.clauses)),
        Shown("owner", "Suggested owner", lambda one: one.template.owner_role),
        Shown("policy", "Your policy", lambda one: one.policy.title if one.policy else None),
    ),
    {
        "template": lambda one: one.template.key,
        "title": lambda one: one.template.title,
        "purpose": lambda one: one.template.purpose,
        "asked_for": lambda one: "yes" if one.is_asked_for else "no",
        "applies_when": lambda one: one.template.applies_when,
        "required_clauses": lambda one: [clause["title"] for clause in one.template.clauses],
        "suggested_owner": lambda one: one.template.owner_role,
        "policy": lambda one: one.policy.title if one.policy else "",
    },
    (
        Held(
            "stands",
            "Stands",
            (("missing", "Missing"), ("written", "Written"), ("left", "Not asked for")),
            lambda one: (_standing(one),),
        ),
    ),
)

PROCEDURES: Rows[ProcedureNeed] = Rows(
    "procedures",
    (
        Shown("control", "Control", lambda one: one.control.title),
        Shown("execution", "Carried out", lambda one: one.control.execution),
        Shown("owner", "Owner", lambda one: one.control.owner or None),
        Shown("procedure", "Procedure", lambda one: "; ".join(each.title for each in one.procedures) or None),
    ),
    {
        "control": lambda one: one.control.key,
        "title": lambda one: one.control.title,
        "carried_out": lambda one: one.control.execution.value,
        "owner": lambda one: one.control.owner,
        "procedure": lambda one: [each.title for each in one.in_force],
    },
    (
        Held(
            "procedure",
            "Procedure",
            (("missing", "Missing"), ("in-force", "In force")),
            lambda one: ("in-force" if one.is_met else "missing",),
        ),
    ),
)
