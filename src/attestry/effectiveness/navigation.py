"""This room's places in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [
    NavigationEntry("Control tests", "control_tests", "Observation", 10, "pulse"),
    NavigationEntry("Coverage", "coverage", "Observation", 12, "grid"),
    NavigationEntry("Exposure", "exposure", "Observation", 14, "clock"),
    NavigationEntry("As of a date", "as_of", "Report type", 10, "calendar"),
    NavigationEntry("Vulnerabilities", "vulnerability_list", "Registers", 52, "bolt"),
]
