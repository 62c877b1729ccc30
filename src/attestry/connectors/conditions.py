"""What connections say of the step “Operate and observe”: something is connected, and it is read in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from attestry.connectors.health import health
from attestry.scope.rules.condition import Condition, Step
from attestry.ui.addresses import address
from attestry.ui.words import counted_words

_WELL = ("fresh",)


def conditions(at: datetime) -> Iterator[Condition]:
    """At least one system is connected, and every stream of every connection is fresh."""
    found = [one for one in health(at) if one.connection.removed_at is None]
    count = counted_words(len(found), "system is connected", "systems are connected")
    yield Condition(
        Step.OBSERVATION,
        "connected",
        "Systems are connected, so that something is seen by itself",
        holds=bool(found),
        why=f"{count}.",
        url=address("connections"),
        act="Connect a system",
        is_entry=True,
        order=20,
    )
    behind = [one.connection.title for one in found if one.worst not in _WELL]
    yield Condition(
        Step.OBSERVATION,
        "read",
        "Every connection is read wholly and in time",
        holds=bool(found) and not behind,
        why=f"Not so: {', '.join(behind)}." if behind else f"{count}.",
        url=address("connections"),
        act="See what is not read",
        order=30,
    )
