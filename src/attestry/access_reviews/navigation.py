"""This room's place in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [NavigationEntry("Access reviews", "access_reviews", "People and policies", 40, "lock")]
