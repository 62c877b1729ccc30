"""What this room hands over to a renewal, and how other rooms hand over theirs.

A room that knows of matters offers ``carried.py: matters(engagement) -> Iterable[Matter]``: what is open or
has changed since an engagement that is renewed, told to both sides alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import attestry
from attestry.engagements.models import Engagement
from attestry.engagements.queries.carried import changed_controls, open_tasks, scope_differences, unsettled
from attestry.engagements.rules.carried import Matter


def matters(engagement: Engagement) -> Iterator[Matter]:
    """Open tasks, changed controls, how the scope differs, and what was carried before."""
    yield from scope_differences(engagement)
    yield from open_tasks()
    yield from changed_controls(since=engagement.begun_at or engagement.created_at)
    yield from unsettled(engagement)


@cache
def _providers() -> tuple[Callable[[Engagement], Iterable[Matter]], ...]:
    return tuple(
        import_module(f"{room.name}.carried").matters
        for room in iter_modules(attestry.__path__, "attestry.")
        if room.ispkg and find_spec(f"{room.name}.carried")
    )


def matters_of(engagement: Engagement) -> tuple[Matter, ...]:
    """Every matter that any room hands over, each once, by kind."""
    found = {one.key: one for provide in _providers() for one in provide(engagement)}
    return tuple(sorted(found.values(), key=lambda one: (one.kind, one.key)))
