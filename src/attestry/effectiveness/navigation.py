"""This room's places in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [
    NavigationEntry("Control tests", "control_tests", "Observation", 10, "pulse"),
    NavigationEntry("As of a date", "as_of", "Report type", 10, "calendar"),
]
