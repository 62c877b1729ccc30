"""This room's place in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [NavigationEntry("Notices", "notices", "Settings", 60, "bolt", permission="notices.see")]
