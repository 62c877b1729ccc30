"""What the statuses say of the step “Operate and observe”: nothing that is performed goes unseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.queries.listing import standing_controls
from attestry.controls.rules.control import State
from attestry.effectiveness.queries.status import TestStatus, test_statuses, tests_by_control
from attestry.effectiveness.rules.status import control_outcome
from attestry.scope.rules.condition import Condition, Step
from attestry.ui.addresses import address
from attestry.ui.words import counted_words


def conditions(at: datetime) -> Iterator[Condition]:
    """Every live control is seen by a test or a person."""
    live = list(standing_controls().filter(state=State.LIVE).values_list("key", flat=True))
    tests = tests_by_control(test_statuses(at))
    unseen = [key for key in live if _outcome(tests.get(key, [])) is Outcome.UNKNOWN]
    named = ", ".join(unseen[:4]) + (f" and {len(unseen) - 4} more" if len(unseen) > 4 else "")
    yield Condition(
        Step.OBSERVATION,
        "seen",
        "Every live control is seen",
        holds=bool(live) and not unseen,
        why=f"Of {len(unseen)} of {counted_words(len(live), 'live control')} nobody knows: {named}."
        if unseen
        else f"{counted_words(len(live), 'control is', 'controls are')} live and seen.",
        url=f"{address('controls')}?outcome=unknown",
        act="See what nobody knows" if live else "Take controls live",
        order=20,
    )


def _outcome(tests: Iterable[TestStatus]) -> Outcome:
    return control_outcome(one.outcome for one in tests)
