"""What the statuses say of the step “Operate and observe”: nothing that is performed goes unseen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.rules.control import State
from attestry.effectiveness.queries.status import control_statuses
from attestry.scope.rules.condition import Condition, Step
from attestry.ui.addresses import address
from attestry.ui.words import counted_words


def conditions(at: datetime) -> Iterator[Condition]:
    """Every live control is seen by a test or a person."""
    live = [one for one in control_statuses(at).values() if one.control.state == State.LIVE]
    unseen = [one.control.key for one in live if one.outcome is Outcome.UNKNOWN]
    named = ", ".join(unseen[:4]) + (f" and {len(unseen) - 4} more" if len(unseen) > 4 else "")
    yield Condition(
        Step.OBSERVATION,
        "seen",
        "Every live control is seen",
        holds=bool(live) and not unseen,
        why=f"Of {counted_words(len(live), 'live control')} nobody knows: {named}."
        if unseen
        else f"{counted_words(len(live), 'control is', 'controls are')} live and seen.",
        url=f"{address('controls')}?outcome=unknown",
        act="See what nobody knows",
        order=20,
    )
