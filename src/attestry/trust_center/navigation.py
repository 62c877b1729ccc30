"""This room's place in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [NavigationEntry("Trust center", "trust_center", "Examination", 60, "shield")]
