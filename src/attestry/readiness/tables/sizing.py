"""What leaving each component out would change, as a table."""

from __future__ import annotations

from typing import Any

from attestry.ui.rows import Rows, Shown


def components_of(currency: str) -> Rows[Any]:
    """The table of components, with cost in a currency; each row has a title, its effect, what is on it."""
    return Rows(
        "right-size-components",
        (
            Shown("component", "Components", lambda one: one.title),
            Shown("criteria", "Criteria", lambda one: one.effect.criteria, numeric=True),
            Shown("controls", "Controls", lambda one: one.effect.controls, numeric=True),
            Shown("items", "Items a year", lambda one: one.effect.items, numeric=True),
            Shown("hours", "Hours", lambda one: one.effect.amount.hours, numeric=True),
            Shown("cost", f"Cost, {currency}", lambda one: one.effect.amount.cost, numeric=True),
            Shown("on_it", "On it", lambda one: len(one.on_it), numeric=True),
            Shown("uncovers", "Leaves open", lambda one: len(one.effect.uncovered)),
        ),
        {
            "component": lambda one: one.title,
            "kind": lambda one: one.key,
            "criteria": lambda one: one.effect.criteria,
            "controls": lambda one: one.effect.controls,
            "items_a_year": lambda one: one.effect.items,
            "hours": lambda one: one.effect.amount.hours,
            "cost": lambda one: one.effect.amount.cost,
            "performed_on_it": lambda one: [each.key for each in one.on_it],
            "leaves_open": lambda one: [promise.key for promise in one.effect.uncovered],
        },
        place="components",
    )
