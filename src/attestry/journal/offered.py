"""Which acts can be asked for by name, found by importing every room's actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import getdoc
from pkgutil import walk_packages
from typing import Any

import attestry
from attestry.journal.acts import offered_acts
from attestry.journal.arguments import Arguments, Unsayable, arguments_of
from attestry.kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class OfferedAct:
    """One act: its name (room and function), the permission it wants, and what it is told."""

    name: str
    permission: str
    summary: str
    write: Callable[..., Any]
    arguments: Arguments


@cache
def acts() -> dict[str, OfferedAct]:
    """Every act that can be told in JSON and files, by name. One that wants a period object is not here."""
    for module in walk_packages(attestry.__path__, "attestry."):
        parts = module.name.split(".")
        if "actions" in parts[2:3] and "tests" not in parts:
            import_module(module.name)
    found = {}
    for name, write in sorted(offered_acts().items()):
        try:
            arguments = arguments_of(write)
        except Unsayable:
            continue
        summary = (getdoc(write) or "").partition("\n")[0]
        found[name] = OfferedAct(name, write.permission, summary, write, arguments)  # type: ignore[attr-defined]
    return found


def act_named(name: str) -> OfferedAct:
    """The act of that name. Raises NotFound."""
    found = acts().get(name)
    if found is None:
        raise NotFound(
            f"There is no act “{name}”.", next_step="“attestry act list” names those that are there."
        )
    return found
