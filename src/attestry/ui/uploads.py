"""Views that take files say how large a request may be, so that a larger one is refused before it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

View = TypeVar("View", bound=Callable[..., object])
_MOST = "most_bytes"


def takes_at_most(bytes_: int) -> Callable[[View], View]:
    """Refuse a request to this view whose body says that it is larger; middleware asks before reading it."""

    def decorate(view: View) -> View:
        setattr(view, _MOST, bytes_)
        return view

    return decorate


def most_of(view: object) -> int | None:
    """How many bytes a view takes at most; None: as many as any."""
    found = getattr(view, _MOST, None)
    return int(found) if found is not None else None
