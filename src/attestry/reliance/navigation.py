"""This room's place in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

_SEE = "reliance.see"
ENTRIES = [
    NavigationEntry("Reader questions", "reader_questions", "Examination", 66, "question", permission=_SEE)
]
