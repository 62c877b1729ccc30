"""This room's places in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [
    NavigationEntry("Training", "training", "People and policies", 30, "book"),
    NavigationEntry("Phishing", "phishing", "People and policies", 31, "target"),
]
