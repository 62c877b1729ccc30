"""The controls in place on a date and the criteria that they speak to, as tables."""

from __future__ import annotations

from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.as_of import ControlOnDate, CriterionOnDate
from attestry.ui.rows import Held, Rows, Shown
from attestry.ui.words import outcome_words

_OUTCOMES = tuple((one.value, outcome_words(one.value)) for one in Outcome)

CONTROLS: Rows[ControlOnDate] = Rows(
    "controls-as-of",
    (
        Shown("control", "Control", lambda one: one.key),
        Shown("since", "In place since", lambda one: one.standing.since),
        Shown("tested", "Tested", lambda one: one.outcome.value if one.outcome else None),
        Shown("evidence", "Evidence by then", lambda one: one.evidence_count),
    ),
    {
        "control": lambda one: one.key,
        "title": lambda one: one.title,
        "state": lambda one: one.standing.state,
        "since": lambda one: one.standing.since,
        "owner": lambda one: one.standing.owner,
        "tests": lambda one: len(one.tests),
        "outcome": lambda one: one.outcome.value if one.outcome else "",
        "evidence": lambda one: one.evidence_count,
        "entries": lambda one: [entry.seq for entry in one.evidence],
    },
    (
        Held(
            "seen",
            "Evidence by then",
            (("some", "Some"), ("none", "Nothing seen")),
            lambda one: ("some" if one.evidence_count else "none",),
        ),
        Held("outcome", "Tested", _OUTCOMES, lambda one: (one.outcome.value,) if one.outcome else ()),
    ),
    place="controls",
)

CRITERIA: Rows[CriterionOnDate] = Rows(
    "criteria-as-of",
    (
        Shown("criterion", "Criterion", lambda one: one.reference),
        Shown("outcome", "Outcome", lambda one: one.outcome.value),
        Shown("controls", "Controls in place", lambda one: len(one.controls)),
    ),
    {
        "criterion": lambda one: one.reference,
        "outcome": lambda one: one.outcome.value,
        "controls": lambda one: one.controls,
    },
    (Held("outcome", "Outcome", _OUTCOMES, lambda one: (one.outcome.value,)),),
    place="criteria",
)
