"""This room's places in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [
    NavigationEntry("Policies", "policies", "Registers", 20, "book"),
    NavigationEntry("Acknowledgements", "acknowledgements", "Registers", 21, "check"),
]
