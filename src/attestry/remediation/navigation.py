"""This room's places in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [
    NavigationEntry("Tasks", "tasks", "Remediation", 10, "check"),
    NavigationEntry("Gaps", "gaps", "Remediation", 20, "target"),
    NavigationEntry("Plan", "task_plan", "Remediation", 30, "calendar"),
    NavigationEntry("Acceptances", "acceptances", "Remediation", 35, "check"),
    NavigationEntry("Trackers", "trackers", "Remediation", 40, "link"),
]
