"""This room's place in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [
    NavigationEntry("Access reviews", "access_reviews", "People and policies", 40, "lock"),
    NavigationEntry("Critical systems", "critical_systems", "People and policies", 41, "lock"),
]
