"""The menu: entries that rooms offer in their ``navigation.py``, found by walking the rooms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import attestry

# What stands on top, without a heading; the six steps of a program; what is kept all year; the house.
TOP: tuple[str, ...] = ("",)
STEPS: tuple[str, ...] = (
    "Scope",
    "Readiness",
    "Remediation",
    "Report type",
    "Observation",
    "Examination",
)
KEPT: tuple[str, ...] = ("People and policies", "Registers", "Controls and criteria")
HOUSE: tuple[str, ...] = ("Settings",)
GROUPS = (TOP, STEPS, KEPT, HOUSE)
SECTIONS: tuple[str, ...] = tuple(title for group in GROUPS for title in group)


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

    @property
    def step(self) -> int:
        """Which of the six steps it is, counted from 1; 0 where it is none."""
        return STEPS.index(self.title) + 1 if self.title in STEPS else 0

    @property
    def begins_group(self) -> bool:
        """Whether a group of sections begins here."""
        return any(self.title == group[0] for group in GROUPS)


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
