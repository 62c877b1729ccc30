"""This room's place in the menu."""

from __future__ import annotations

from attestry.ui.navigation import NavigationEntry

_SEE = "disclosures.see"
ENTRIES = [NavigationEntry("Handed out", "disclosures", "Examination", 64, "download", permission=_SEE)]
