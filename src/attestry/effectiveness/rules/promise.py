"""A promised time to put things right: when it ends, and whether it is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Promise:
    """Failing since ``since``; put right by ``due_at`` as promised. ``at`` is the instant of asking."""

    since: datetime
    within: timedelta
    at: datetime

    @property
    def due_at(self) -> datetime:
        """When the promised time is over."""
        return self.since + self.within

    @property
    def is_broken(self) -> bool:
        """Whether it was over at ``at``."""
        return self.at > self.due_at

    @property
    def failing_for(self) -> timedelta:
        """How long it has failed."""
        return self.at - self.since
