"""The reports that contracts are held against: those written down, and those that rooms above have issued.

A room that issues reports offers ``counting_reports.py`` with ``counting() -> Iterable[Held]``; it stands
above this one, so it is found and not imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import attestry
from attestry.customers.models import HeldReport
from attestry.customers.rules.report import Held


def held_reports() -> list[HeldReport]:
    """The reports that are written down as held or planned and were not withdrawn, newest first."""
    return list(HeldReport.objects.filter(withdrawn_on=None))


def reports_that_count() -> list[Held]:
    """Those written down, and those issued here that were neither replaced nor withdrawn."""
    return [*(one.held for one in held_reports()), *issued_here()]


def issued_here() -> list[Held]:
    """What rooms above have issued, in one query each."""
    return [one for counting in _offered() for one in counting()]


@cache
def _offered() -> tuple[Callable[[], Iterable[Held]], ...]:
    return tuple(
        import_module(f"{room.name}.counting_reports").counting
        for room in iter_modules(attestry.__path__, "attestry.")
        if room.ispkg and find_spec(f"{room.name}.counting_reports")
    )
