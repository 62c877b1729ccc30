"""What the step “Decide the scope” waits for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from attestry.scope.models import System
from attestry.scope.queries.boundary import boundary, services
from attestry.scope.queries.categories import scope_choice, the_system, undriven
from attestry.scope.queries.decisions import drift
from attestry.scope.rules.condition import Condition, Step
from attestry.ui.addresses import address
from attestry.ui.words import counted_words, day_words

_exit = partial(Condition, Step.SCOPE)


def conditions(_at: datetime) -> Iterator[Condition]:
    """Services, categories, boundary and the signature, as they stand now. Raises NoSystemYet."""
    system = the_system()
    described = services(system)
    yield _exit(
        "services",
        "The services are described",
        holds=bool(described),
        why=counted_words(len(described), "service is described", "services are described") + ".",
        url=address("services"),
        act="Describe a service",
        order=10,
    )
    yield _categories(system)
    yield _driven(system)
    yield from _boundary(system)
    yield _signed(system)


def _categories(system: System) -> Condition:
    lines = scope_choice(system).categories
    open_ones = [one.title for one in lines if not one.reason]
    return _exit(
        "categories",
        "Each category is chosen or left out with a reason",
        holds=not open_ones,
        why=f"No reason is written for: {', '.join(open_ones)}." if open_ones else "All five have a reason.",
        url=address("scope"),
        act="Give the reasons",
        order=20,
    )


def _driven(system: System) -> Condition:
    found = undriven(system)
    said = ", ".join(one.replace("_", " ") for one in found)
    return _exit(
        "drivers",
        "Somebody asks for each category in scope",
        holds=not found,
        why=f"Nobody is recorded to ask for: {said}." if found else "Each has a contract or another driver.",
        url=address("scope"),
        act="Say who asks for it",
        order=25,
    )


def _boundary(system: System) -> Iterator[Condition]:
    drawn = boundary(system)
    empty = [group.title for group in drawn.kinds if not group.in_count]
    yield _exit(
        "components",
        "The boundary names infrastructure, software, people, procedures and data",
        holds=not empty,
        why=f"Nothing is named for: {', '.join(empty).lower()}." if empty else "All five are named.",
        url=address("boundary"),
        act="Draw the boundary",
        order=30,
    )
    waiting = drawn.resources.undecided
    said = counted_words(waiting, "resource waits and counts as in", "resources wait and count as in")
    yield _exit(
        "resources",
        "Every discovered resource is decided",
        holds=not waiting,
        why=f"{said}." if waiting else "None waits.",
        url=address("resources"),
        act="Decide what was discovered",
        order=40,
    )


def _signed(system: System) -> Condition:
    found = drift(system)
    if found is None:
        holds, why = False, "No version is signed."
    else:
        last, changed = found
        holds = not changed.count
        since = f"Version {last.number} was signed on {day_words(last.signed_at)}"
        why = f"{since}; {counted_words(changed.count, 'thing differs', 'things differ')} since."
    return _exit(
        "signed",
        "The scope as it stands is signed",
        holds=holds,
        why=why,
        url=address("scope"),
        act="Sign the scope",
        order=60,
    )
