"""What a person owes, asked of every room that offers a ``duties.py``.

The rooms that ask something of people stand above this one, so they are found and not imported.
Each offers ``duties(person) -> Iterable[Duty]``, in a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import attestry
from attestry.people.models import Person
from attestry.people.rules.duty import Duty


@cache
def _askers() -> tuple[Callable[[Person], Iterable[Duty]], ...]:
    return tuple(
        import_module(f"{room.name}.duties").duties
        for room in iter_modules(attestry.__path__, "attestry.")
        if room.ispkg and find_spec(f"{room.name}.duties")
    )


def duties_of(person: Person) -> tuple[Duty, ...]:
    """Everything that a person owes or owed: what is owed first, by its day."""
    found = [duty for ask in _askers() for duty in ask(person)]
    return tuple(sorted(found, key=_place))


def _place(duty: Duty) -> tuple[bool, str, str]:
    due = duty.due_on.isoformat() if duty.due_on else "9999"
    return duty.done_on is not None, due, duty.title
