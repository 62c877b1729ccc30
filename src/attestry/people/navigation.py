"""This room's places in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [
    NavigationEntry("Mine", "mine", "", 20, "person", permission=""),
    NavigationEntry("People", "people", "People and policies", 10, "people"),
    NavigationEntry("Checklists", "checklists", "People and policies", 11, "list"),
]
