"""The accents that a trust center may have. Each is a set of checked colours, not a free choice.

Their contrast is held to WCAG 2.2 §1.4.3 by a test, in both themes.
"""

from __future__ import annotations

from enum import StrEnum


class Accent(StrEnum):
    """The hue of links, buttons and the line on top."""

    INK = "ink"
    TEAL = "teal"
    FOREST = "forest"
    VIOLET = "violet"
    PLUM = "plum"
    RUST = "rust"
    SLATE = "slate"

    @property
    def label(self) -> str:
        """The accent as a person would say it."""
        return {"ink": "Ink blue"}.get(self.value, self.value.capitalize())
