"""Contrast of the colour tokens: OKLCH to sRGB to the ratio of WCAG 2.2 §1.4.3.

The conversion is Björn Ottosson's OKLab; colours outside sRGB are clipped per channel, as
a screen that cannot show them would do at worst.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_PAIR = re.compile(r"--([a-z-]+):\s*light-dark\(oklch\(([^)/]+)\),\s*oklch\(([^)/]+)\)\);")


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour in OKLCH: lightness 0 to 1, chroma, hue in degrees."""

    lightness: float
    chroma: float
    hue: float

    def luminance(self) -> float:
        """Relative luminance, 0 black to 1 white (WCAG 2.2, relative luminance)."""
        red, green, blue = self._linear_rgb()
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def _linear_rgb(self) -> tuple[float, float, float]:
        angle = math.radians(self.hue)
        a, b = self.chroma * math.cos(angle), self.chroma * math.sin(angle)
        long = (self.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
        medium = (self.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
        short = (self.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
        return (
            _clipped(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
            _clipped(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
            _clipped(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
        )


def _clipped(channel: float) -> float:
    return min(1.0, max(0.0, channel))


def ratio(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, 1 to 21, whichever stands in front."""
    lighter, darker = sorted((one.luminance(), other.luminance()), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def themes(tokens: str) -> dict[str, dict[str, Colour]]:
    """The colours of a token file by theme (``light``, ``dark``) and name."""
    found: dict[str, dict[str, Colour]] = {"light": {}, "dark": {}}
    for name, light, dark in _PAIR.findall(tokens):
        found["light"][name] = _colour(light)
        found["dark"][name] = _colour(dark)
    return found


def _colour(text: str) -> Colour:
    lightness, chroma, hue = (float(part) for part in text.split())
    return Colour(lightness, chroma, hue)
