"""This room's place in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [
    NavigationEntry(
        "Bridge letters", "bridge_letters", "Examination", 40, "file", permission="bridge_letters.review"
    )
]
