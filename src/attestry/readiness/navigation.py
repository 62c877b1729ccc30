"""This room's places in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

ENTRIES = [
    NavigationEntry("Right-size", "right_size", "Scope", 70, "bolt"),
    NavigationEntry("Comparison", "readiness", "Readiness", 10, "target"),
    NavigationEntry("Assessments", "assessments", "Readiness", 12, "seal"),
    NavigationEntry("Criteria", "criteria", "Controls and criteria", 20, "grid"),
    NavigationEntry("Controls", "controls", "Controls and criteria", 10, "shield"),
    NavigationEntry("Assurance", "assurance", "Controls and criteria", 40, "layers"),
    NavigationEntry("Effort", "effort", "Readiness", 50, "bolt"),
    NavigationEntry("Type and date", "report_type", "Report type", 5, "target"),
]
