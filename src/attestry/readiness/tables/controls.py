"""What controls take in a year, and those that a lean program does without, as tables."""

from __future__ import annotations

from attestry.controls.rules.control import Execution
from attestry.readiness.rules.effort import ControlEffort, EffortSum
from attestry.readiness.rules.lean import Dropped
from attestry.ui.rows import Held, Rows, Shown


def efforts(currency: str) -> Rows[ControlEffort]:
    """The table of hours and cost in a currency."""
    return Rows(
        "effort-by-control",
        (
            Shown("control", "Control", lambda one: one.control.title),
            Shown("performed", "Performed", lambda one: one.control.execution.value),
            Shown("minutes", "Minutes each", lambda one: one.minutes_today, numeric=True),
            Shown("items", "Items a year", lambda one: one.items, numeric=True),
            Shown("by_hand", "Hours by hand", lambda one: one.by_hand.minutes, numeric=True),
            Shown("today", "Hours today", lambda one: one.today.minutes, numeric=True),
            Shown("saved", "Hours saved", lambda one: one.saved.minutes, numeric=True),
            Shown("cost_saved", f"Cost saved, {currency}", lambda one: one.saved.cost, numeric=True),
        ),
        {
            "control": lambda one: one.control.key,
            "title": lambda one: one.control.title,
            "category": lambda one: one.control.category,
            "performed": lambda one: one.control.execution.value,
            "how_often": lambda one: one.control.frequency.replace("_", " "),
        },
        (
            Held(
                "method",
                "Performed",
                tuple((one.value, one.value.capitalize()) for one in Execution),
                lambda one: (one.control.execution.value,),
            ),
        ),
        place="by-control",
    )


def sums_by_category(currency: str) -> Rows[EffortSum]:
    """The table of hours and cost of each category of controls, in a currency."""
    return Rows(
        "effort-by-category",
        (
            Shown("category", "Category", lambda one: one.name),
            Shown("controls", "Controls", lambda one: one.controls, numeric=True),
            Shown("items", "Items a year", lambda one: one.items, numeric=True),
            Shown("by_hand", "Hours by hand", lambda one: one.by_hand.minutes, numeric=True),
            Shown("today", "Hours today", lambda one: one.today.minutes, numeric=True),
            Shown("saved", "Hours saved", lambda one: one.saved.minutes, numeric=True),
            Shown("cost_by_hand", f"Cost by hand, {currency}", lambda one: one.by_hand.cost, numeric=True),
            Shown("cost_today", f"Cost today, {currency}", lambda one: one.today.cost, numeric=True),
            Shown("cost_saved", f"Cost saved, {currency}", lambda one: one.saved.cost, numeric=True),
        ),
        {
            "category": lambda one: one.name,
            "controls": lambda one: one.controls,
            "items_a_year": lambda one: one.items,
            "hours_by_hand": lambda one: one.by_hand.hours,
            "hours_today": lambda one: one.today.hours,
            "hours_saved": lambda one: one.saved.hours,
            "cost_by_hand": lambda one: one.by_hand.cost,
            "cost_today": lambda one: one.today.cost,
            "cost_saved": lambda one: one.saved.cost,
        },
        place="by-category",
    )


DROPPED: Rows[Dropped] = Rows(
    "controls-that-go",
    (
        Shown("control", "Control", lambda one: one.control.title),
        Shown("criteria", "Criteria", lambda one: " ".join(one.control.criteria)),
        Shown("hours", "Hours", lambda one: one.control.minutes, numeric=True),
        Shown("review", "Review in its place", lambda one: one.review.name),
    ),
    {
        "control": lambda one: one.control.key,
        "title": lambda one: one.control.title,
        "criteria": lambda one: " ".join(one.control.criteria),
        "minutes_a_year": lambda one: one.control.minutes,
        "review": lambda one: one.review.name,
    },
)
