"""Access reviews and the systems that they are of, as tables."""

from __future__ import annotations

from typing import Any

from attestry.access_reviews.rules.factors import Standing, SystemFactors
from attestry.ui.rows import Held, Rows, Shown

_STANDINGS = {
    Standing.COVERED: "Everybody",
    Standing.LACKING: "Not everybody",
    Standing.UNKNOWN: "Not known",
}

REVIEWS: Rows[Any] = Rows(
    "access-reviews",
    (
        Shown("review", "Review", lambda one: one.name),
        Shown("reviewer", "Reviewer", lambda one: one.reviewer.name),
        Shown("accounts", "Accounts", lambda one: one.item_count, numeric=True),
        Shown("undecided", "Undecided", lambda one: one.undecided_count, numeric=True),
        Shown("unproved", "To go, not proved", lambda one: one.unproved_count, numeric=True),
        Shown("state", "State", lambda one: (one.closed_at is not None, one.due_on)),
    ),
    {
        "review": lambda one: one.name,
        "system": lambda one: one.system,
        "reviewer": lambda one: one.reviewer.name,
        "sealed_at": lambda one: one.observed_at,
        "accounts": lambda one: one.item_count,
        "undecided": lambda one: one.undecided_count,
        "to_go": lambda one: one.away_count,
        "not_proved": lambda one: one.unproved_count,
        "due_on": lambda one: one.due_on,
        "signed_at": lambda one: one.closed_at,
    },
    (
        Held(
            "state",
            "State",
            (("open", "Open"), ("signed", "Signed")),
            lambda one: ("signed" if one.closed_at else "open",),
        ),
    ),
)

SYSTEMS: Rows[SystemFactors] = Rows(
    "critical-systems",
    (
        Shown("system", "System", lambda one: one.name),
        Shown("factor", "Second factor", lambda one: one.standing.value),
        Shown("accounts", "Sign in", lambda one: one.account_count, numeric=True),
        Shown("lacking", "Without one", lambda one: len(one.lacking)),
        Shown("entry", "Evidence", lambda one: one.entry_seq),
        Shown("critical", "Critical", lambda one: not one.is_critical),
    ),
    {
        "system": lambda one: one.name,
        "connection": lambda one: one.connection,
        "critical": lambda one: "yes" if one.is_critical else "no",
        "standing": lambda one: one.standing.value,
        "accounts": lambda one: one.account_count,
        "lacking": lambda one: one.lacking,
        "not_known": lambda one: one.unknown_count,
        "entry": lambda one: one.entry_seq,
    },
    (
        Held(
            "critical",
            "Critical",
            (("yes", "Yes"), ("no", "No")),
            lambda one: ("yes" if one.is_critical else "no",),
        ),
        Held(
            "factor",
            "Second factor",
            tuple((one.value, label) for one, label in _STANDINGS.items()),
            lambda one: (one.standing.value,),
        ),
    ),
)
