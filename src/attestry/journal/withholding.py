"""What of the journal somebody may not read, as the rooms above say it.

A room above offers ``withheld.py``: ``journal_entries(actor)`` is a Q of the entries that it keeps from the
actor, None where it keeps none; ``records(actor, model)`` the same of the records of a model. The list
stays one query, and what no room keeps is read as ever.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, reduce
from importlib import import_module
from importlib.util import find_spec
from operator import or_
from pkgutil import iter_modules
from types import ModuleType
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

import attestry
from attestry.journal.models import JournalEntry
from attestry.journal.rules import Actor

Record = TypeVar("Record", bound=Model)


@cache
def rooms_that_withhold() -> tuple[ModuleType, ...]:
    """The ``withheld`` module of every room that has one."""
    rooms = iter_modules(attestry.__path__, "attestry.")
    names = [f"{room.name}.withheld" for room in rooms if room.ispkg and find_spec(f"{room.name}.withheld")]
    return tuple(map(import_module, names))


def withheld_entries(actor: Actor) -> Q | None:
    """The entries that the actor may not read; None where they may read all."""
    return _either("journal_entries", actor)


def readable_entries(actor: Actor) -> QuerySet[JournalEntry]:
    """The entries that the actor may read."""
    kept = withheld_entries(actor)
    found = JournalEntry.objects.all()
    return found if kept is None else found.exclude(kept)


def known_records(actor: Actor, model: type[Record]) -> QuerySet[Record]:
    """The records of a model that the actor may know of: to them there are no others."""
    kept = _either("records", actor, model)
    found = model._default_manager.all()
    return found if kept is None else found.exclude(kept)


def _either(name: str, *asked: object) -> Q | None:
    """What any room keeps."""
    asks: list[Callable[..., Q | None]] = [
        getattr(room, name) for room in rooms_that_withhold() if hasattr(room, name)
    ]
    kept = [found for ask in asks if (found := ask(*asked)) is not None]
    return reduce(or_, kept) if kept else None
