"""This room's place in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [
    NavigationEntry(
        "Non-disclosure", "nondisclosure", "Examination", 62, "lock", permission="nondisclosure.see"
    )
]
