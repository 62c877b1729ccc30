"""This room's places in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [
    NavigationEntry("Wizard", "scope_wizard", "Scope", 5, "question"),
    NavigationEntry("Categories", "scope", "Scope", 10, "layers"),
    NavigationEntry("Services and data", "services", "Scope", 15, "people"),
    NavigationEntry("Boundary", "boundary", "Scope", 30, "target"),
    NavigationEntry("Discovered", "resources", "Scope", 40, "search"),
    NavigationEntry("Data stores", "data_stores", "Scope", 50, "file"),
    NavigationEntry("Others' controls", "subservice_organizations", "Scope", 60, "plug"),
    NavigationEntry("Decision", "scope_decision", "Scope", 80, "check"),
]
