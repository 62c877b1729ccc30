"""How long to wait before an authority that did not answer is asked again."""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
_MOST_DOUBLINGS = 16


def ask_again_at(last_at: datetime, attempt_count: int) -> datetime:
    """The instant of the next attempt, after ``attempt_count`` in a row of which the last was then.

    A minute after the first, then twice as long each time, at most an hour.
    """
    doublings = min(max(attempt_count - 1, 0), _MOST_DOUBLINGS)
    return last_at + min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
