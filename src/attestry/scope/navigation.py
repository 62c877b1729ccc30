"""This room's places in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [
    NavigationEntry("Categories", "scope", "Scope", 10, "layers"),
    NavigationEntry("Boundary", "boundary", "Scope", 20, "target"),
    NavigationEntry("Services and data", "services", "Scope", 30, "people"),
    NavigationEntry("Data stores", "data_stores", "Scope", 40, "file"),
    NavigationEntry("Discovered", "resources", "Scope", 50, "search"),
]
