"""This room's place in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [NavigationEntry("Audit packages", "audit_packages", "Examination", 80, "archive")]
