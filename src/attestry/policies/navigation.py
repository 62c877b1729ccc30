"""This room's places in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [
    NavigationEntry("Policies", "policies", "People and policies", 20, "book"),
    NavigationEntry("Acknowledgements", "acknowledgements", "People and policies", 21, "check"),
]
