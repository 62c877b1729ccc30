"""This room's places in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [
    NavigationEntry("Training", "training", "Registers", 20, "book"),
    NavigationEntry("Phishing", "phishing", "Registers", 21, "target"),
]
