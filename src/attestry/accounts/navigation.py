"""The place of accounts in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [
    NavigationEntry("Users", "users", "Settings", 20, "people", "accounts.see_users"),
    NavigationEntry("Your profile", "profile", "Settings", 90, "person", permission=""),
]
