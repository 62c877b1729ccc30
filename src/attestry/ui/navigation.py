"""The menu: entries that rooms offer in their ``navigation.py``, found by walking the rooms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import attestry

# The menu's sections in the order of the way through a program, then the registers.
SECTIONS: tuple[str, ...] = (
    "",
    "Scope",
    "Readiness",
    "Remediation",
    "Report type",
    "Observation",
    "Fieldwork and report",
    "Registers",
    "Settings",
)


READS_THE_PROGRAM = "program.read"


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """A room's place in the menu.

    ``url_name`` is reversed without arguments; ``section`` is one of :data:`SECTIONS` (the empty
    one stands on top, without a heading); entries of a section stand by ``order``, then label.
    ``icon`` is a name of the icon component. ``permission`` hides the entry from who lacks it; an
    empty one shows it to every signed-in user.
    """

    label: str
    url_name: str
    section: str
    order: int = 50
    icon: str = "dot"
    permission: str = READS_THE_PROGRAM


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the menu and what stands under it."""

    title: str
    entries: tuple[NavigationEntry, ...]


@cache
def offered_entries() -> tuple[NavigationEntry, ...]:
    """What all rooms offer. Raises ValueError where an entry names no known section."""
    found: list[NavigationEntry] = []
    for room in iter_modules(attestry.__path__, "attestry."):
        if room.ispkg and find_spec(f"{room.name}.navigation") and room.name != "attestry.ui":
            found.extend(import_module(f"{room.name}.navigation").ENTRIES)
    for entry in found:
        if entry.section not in SECTIONS:
            raise ValueError(f"navigation entry {entry.label!r} names no known section: {entry.section!r}")
    return tuple(found)


def sections(entries: tuple[NavigationEntry, ...]) -> tuple[Section, ...]:
    """The entries under their headings, in menu order; headings without entries are left out."""
    grouped = (
        Section(title, tuple(sorted((e for e in entries if e.section == title), key=_place)))
        for title in SECTIONS
    )
    return tuple(section for section in grouped if section.entries)


def _place(entry: NavigationEntry) -> tuple[int, str]:
    return entry.order, entry.label
