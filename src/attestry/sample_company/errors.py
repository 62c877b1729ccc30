"""What can go wrong with the sample company, as sentences."""

from __future__ import annotations

from attestry.kit.errors import Conflict


class HomeIsSomebodys(Conflict):
    """The home holds a real organization's evidence, where a made-up company has no place."""
