"""This room's place in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [NavigationEntry("Readers", "readers", "Examination", 60, "people", permission="readers.see")]
