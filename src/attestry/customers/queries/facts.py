"""What other rooms know of customers, asked of every room that offers a ``customer_facts.py``.

Those rooms stand above this one, so they are found and not imported. Each offers
``customer_facts(customers) -> Iterable[CustomerFact]``, in a constant number of queries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import attestry
from attestry.customers.rules.fact import CustomerFact
from attestry.ui.words import counted_words


@cache
def _tellers() -> tuple[Callable[[Collection[int]], Iterable[CustomerFact]], ...]:
    return tuple(
        import_module(f"{room.name}.customer_facts").customer_facts
        for room in iter_modules(attestry.__path__, "attestry.")
        if room.ispkg and find_spec(f"{room.name}.customer_facts")
    )


def facts_of(customers: Collection[int]) -> dict[int, tuple[CustomerFact, ...]]:
    """Everything that other rooms know of these customers, by customer."""
    found: dict[int, list[CustomerFact]] = {}
    for one in (fact for tell in _tellers() for fact in tell(customers)):
        found.setdefault(one.customer, []).append(one)
    return {customer: tuple(facts) for customer, facts in found.items()}


def counted_facts(facts: Mapping[int, Iterable[CustomerFact]]) -> dict[int, str]:
    """Each customer's facts in a few words, such as “2 questionnaires answered, 1 open questionnaire”."""
    return {customer: _counted(found) for customer, found in facts.items()}


def _counted(found: Iterable[CustomerFact]) -> str:
    counts = Counter((one.noun, one.plural) for one in found)
    return ", ".join(counted_words(count, noun, plural) for (noun, plural), count in counts.items())
