"""Doing the same with many things, several at a time, in memory that does not grow with their number."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

_WAITING_EACH = 4

Given = TypeVar("Given")
Answer = TypeVar("Answer")


def side_by_side(
    work: Callable[[Given], Answer], given: Iterable[Given], *, threads: int
) -> Iterator[Answer]:
    """What ``work`` answers of each, in their order; raises what it raises, and begins no more then."""
    waiting: deque[Future[Answer]] = deque()
    with ThreadPoolExecutor(max_workers=threads) as pool:
        try:
            for one in given:
                waiting.append(pool.submit(work, one))
                if len(waiting) >= threads * _WAITING_EACH:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for late in waiting:
                late.cancel()
