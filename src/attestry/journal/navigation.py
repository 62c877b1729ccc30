"""The journal's place in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [NavigationEntry("Journal", "journal", "Settings", 10, "history")]
