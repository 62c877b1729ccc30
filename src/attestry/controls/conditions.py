"""What controls and the scope say of the steps: controls to compare with, and a scope without a gap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from attestry.controls.gaps import gaps
from attestry.controls.queries.listing import standing_controls
from attestry.scope.rules.condition import Condition, Step
from attestry.ui.addresses import address
from attestry.ui.words import counted_words


def conditions(at: datetime) -> Iterator[Condition]:
    """Controls are there, and nothing is wanting in the scope."""
    count = standing_controls().count()
    yield Condition(
        Step.READINESS,
        "controls",
        "There are controls to compare with",
        holds=count > 0,
        why=counted_words(
            count, "control of the library and your own is", "controls of the library and your own are"
        )
        + " there.",
        url=address("controls"),
        act="Load the library",
        is_entry=True,
        order=20,
    )
    found = sorted(gaps(at), key=lambda one: one.key)
    named = ", ".join(one.title for one in found[:3]) + (
        f" and {len(found) - 3} more" if len(found) > 3 else ""
    )
    yield Condition(
        Step.REMEDIATION,
        "register-scope",
        "Nothing is wanting in the scope",
        holds=not found,
        why=f"{counted_words(len(found), 'gap')}: {named}." if found else "None was found.",
        url=found[0].url if found else address("scope"),
        act="Close the gaps of the scope",
        order=60,
    )
