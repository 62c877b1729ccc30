"""This room's places in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [NavigationEntry("Questionnaires", "questionnaires", "Registers", 55, "list")]
