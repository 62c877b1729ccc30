"""The table of commitments: how it is sorted, what it can be held to, and what its export says."""

from __future__ import annotations

from attestry.controls.queries.commitments import CommitmentLine
from attestry.scope.rules.promises import CommitmentKind
from attestry.ui.rows import Held, Rows, Shown

COMMITMENTS: Rows[CommitmentLine] = Rows(
    "commitments",
    (
        Shown("text", "What is promised", lambda one: one.commitment.text),
        Shown("category", "Category", lambda one: one.commitment.category),
        Shown("controls", "Kept by", lambda one: len(one.controls)),
        Shown("state", "State", lambda one: one.is_covered),
    ),
    {
        "id": lambda one: one.commitment.key,
        "kind": lambda one: one.commitment.kind,
        "text": lambda one: one.commitment.text,
        "category": lambda one: one.commitment.category,
        "source": lambda one: one.commitment.source,
        "where": lambda one: one.commitment.source_reference,
        "since": lambda one: one.commitment.source_on,
        "controls": lambda one: " ".join(each.key for each in one.controls),
        "live controls": lambda one: " ".join(each.key for each in one.controls if each.is_live),
        "covered": lambda one: "yes" if one.is_covered else "no",
        "components": lambda one: one.components,
        "findings": lambda one: one.findings,
    },
    (
        Held(
            "kind",
            "Kind",
            tuple((one.value, one.value.replace("_", " ").capitalize()) for one in CommitmentKind),
            lambda one: (one.commitment.kind,),
        ),
        Held(
            "state",
            "State",
            (("covered", "Covered"), ("open", "Open"), ("wanting", "Record lacks something")),
            lambda one: ("covered" if one.is_covered else "open", *(("wanting",) if one.findings else ())),
        ),
    ),
)
