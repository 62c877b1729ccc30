"""Ending what binds readers or is shown to them: once, and with a reason. Called by acts of rooms above."""

from __future__ import annotations

from typing import TypeVar

from attestry.journal.acts import record
from attestry.kit import clock
from attestry.readers.errors import AlreadyEnded, WordsMissing
from attestry.readers.models import Ending

_Ending = TypeVar("_Ending", bound=Ending)


def ended(row: _Ending, *, why: str) -> _Ending:
    """The row as it is ended now; of two who end it at once the first one's reason stands.

    Raises AlreadyEnded and WordsMissing.
    """
    held = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if held.ended_at is not None:
        raise AlreadyEnded
    held.ended_at, held.ended_why = clock.now(), said_why(why)
    held.save(update_fields=["ended_at", "ended_why"])
    record(held.subject, after={"ended": held.ended_why})
    return held


def said_why(why: str) -> str:
    """The reason without spaces around it. Raises WordsMissing where there is none."""
    if not (said := why.strip()):
        raise WordsMissing("why: this is empty.", next_step="Say why it ends; the journal keeps it.")
    return said
