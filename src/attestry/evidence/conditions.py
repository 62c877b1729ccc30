"""What the log of evidence says of the step “Operate and observe”: a signed root covers it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from attestry.evidence.queries import last_checkpoint
from attestry.scope.rules.condition import Condition, Step
from attestry.ui.addresses import address
from attestry.ui.words import instant_words

_OLDEST = timedelta(days=2)


def conditions(at: datetime) -> Iterator[Condition]:
    """A root of the log was signed lately."""
    last = last_checkpoint()
    is_new = last is not None and at - last.signed_at <= _OLDEST
    yield Condition(
        Step.OBSERVATION,
        "sealed",
        "What was collected is sealed under a signed root of the last two days",
        holds=is_new,
        why=f"The last root was signed {instant_words(last.signed_at)}." if last else "No root was signed.",
        url=address("evidence"),
        act="See what is sealed",
        order=40,
    )
