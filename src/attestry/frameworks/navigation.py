"""This room's places in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [
    NavigationEntry("Frameworks", "frameworks", "Controls and criteria", 30, "book"),
    NavigationEntry("Glossary", "glossary", "Settings", 80, "info", permission=""),
]
