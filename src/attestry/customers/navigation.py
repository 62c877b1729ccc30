"""This room's place in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [NavigationEntry("Customers", "customers", "Registers", 50, "people")]
