"""This room's places in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [
    NavigationEntry("Mine", "mine", "", 20, "person", permission=""),
    NavigationEntry("People", "people", "Registers", 10, "people"),
    NavigationEntry("Checklists", "checklists", "Registers", 11, "list"),
]
