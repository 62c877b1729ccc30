"""The tabs of an engagement: pages that rooms offer in their ``engagement_tabs.py``, found by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import attestry
from attestry.engagements.models import Engagement
from attestry.engagements.rules.side import Side


def _always(_engagement: Engagement) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class EngagementTab:
    """A room's place below an engagement.

    ``url_name`` is reversed with the engagement's number alone. ``side`` says who sees it; None: both.
    ``shows`` leaves it out of an engagement of a kind that has no such page. Tabs stand by ``order``.
    """

    label: str
    url_name: str
    order: int = 50
    side: Side | None = None
    shows: Callable[[Engagement], bool] = _always


@cache
def offered_tabs() -> tuple[EngagementTab, ...]:
    """What all rooms offer, in order."""
    found: list[EngagementTab] = []
    for room in iter_modules(attestry.__path__, "attestry."):
        if room.ispkg and find_spec(f"{room.name}.engagement_tabs"):
            found.extend(import_module(f"{room.name}.engagement_tabs").TABS)
    return tuple(sorted(found, key=lambda one: (one.order, one.label)))


def tabs_of(engagement: Engagement, side: Side) -> tuple[EngagementTab, ...]:
    """The tabs that somebody of a side sees on an engagement."""
    return tuple(one for one in offered_tabs() if one.side in (None, side) and one.shows(engagement))
