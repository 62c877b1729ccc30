"""Assessments as a table."""

from __future__ import annotations

from attestry.readiness.queries.assessments import AssessmentRow
from attestry.ui.rows import Held, Rows, Shown

ASSESSMENTS: Rows[AssessmentRow] = Rows(
    "assessments",
    (
        Shown("begun", "Begun", lambda one: one.begun_at),
        Shown("standing", "Standing", lambda one: one.standing),
        Shown("assessor", "Assessed by", lambda one: one.assessed_by),
        Shown("score", "Score", lambda one: one.overall, numeric=True),
        Shown("missing", "Missing", lambda one: one.gaps.missing if one.gaps else None, numeric=True),
        Shown(
            "inadequate", "Inadequate", lambda one: one.gaps.inadequate if one.gaps else None, numeric=True
        ),
    ),
    {
        "number": lambda one: one.pk,
        "begun": lambda one: one.begun_at.isoformat(),
        "ended": lambda one: one.ended_at.isoformat() if one.ended_at else "",
        "standing": lambda one: one.standing,
        "discarded_because": lambda one: one.discarded_reason,
        "assessed_by": lambda one: one.assessed_by,
        "assessor": lambda one: one.assessor.label,
        "criteria": lambda one: one.criteria,
        "score": lambda one: one.overall,
        "verdict": lambda one: one.verdict,
        "missing": lambda one: one.gaps.missing if one.gaps else None,
        "inadequate": lambda one: one.gaps.inadequate if one.gaps else None,
        "digest": lambda one: one.digest,
    },
    (
        Held(
            "standing",
            "Standing",
            (("Open", "Open"), ("Finalised", "Finalised"), ("Discarded", "Discarded")),
            lambda one: (one.standing,),
        ),
    ),
)
