"""How often something may be asked for: an allowance for each key that fills up again, bounded in number.

A token bucket. Whoever has not asked for longest is forgotten first, so a flood of keys takes no more room
than ``most`` of them.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock


@dataclass(frozen=True, slots=True)
class Allowance:
    """``burst`` at once, and ``each_minute`` in the long run."""

    burst: int
    each_minute: float


class Rates:
    """The allowances of many keys, for the threads of one process."""

    def __init__(self, allowance: Allowance, *, most: int = 8192) -> None:
        self._allowance = allowance
        self._most = most
        self._left: OrderedDict[str, tuple[float, datetime]] = OrderedDict()
        self._guard = Lock()

    def __len__(self) -> int:
        """How many keys are remembered."""
        return len(self._left)

    def wait_for(self, key: str, at: datetime) -> int:
        """Take one; 0 where it was there, otherwise in how many seconds one will be."""
        burst, a_second = self._allowance.burst, self._allowance.each_minute / 60
        with self._guard:
            left, since = self._left.pop(key, (float(burst), at))
            left = min(float(burst), left + max(0.0, (at - since).total_seconds()) * a_second)
            is_there = left >= 1
            self._left[key] = (left - 1 if is_there else left, at)
            if len(self._left) > self._most:
                self._left.popitem(last=False)
        return 0 if is_there else max(1, math.ceil((1 - left) / a_second))

    def forget(self) -> None:
        """Everybody has the whole allowance again."""
        with self._guard:
            self._left.clear()
