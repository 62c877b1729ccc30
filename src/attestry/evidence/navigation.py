"""This room's places in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [
    NavigationEntry("Evidence", "evidence", "Observation", 20, "seal"),
    NavigationEntry("Hand in a document", "hand_in", "Observation", 30, "file", "evidence.hand_in"),
]
