"""The tokens hold WCAG 2.2 AA in both themes: 4.5 for words, 3 for what only has to be seen."""

from itertools import combinations
from pathlib import Path

import pytest

from attestry.ui import contrast
from attestry.ui.words import OUTCOMES

TOKENS = contrast.themes((Path(contrast.__file__).parent / "styles" / "tokens.css").read_text())
GROUNDS = ("canvas", "surface", "sunken", "rail")
STATUSES = tuple(outcome.replace("_", "-") for outcome in OUTCOMES)

WORDS = [
    *((ink, ground) for ink in ("ink", "ink-soft", "ink-faint", "accent") for ground in GROUNDS),
    *((f"{status}-ink", f"{status}-soft") for status in STATUSES),
    *((f"{status}-ink", "surface") for status in STATUSES),
    *(("ink-soft", f"{status}-soft") for status in STATUSES),
    ("accent", "fail-soft"),
    ("accent-strong", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-fail", "fail-solid"),
]
SEEN = [
    *((colour, ground) for colour in ("pass", "fail", "unknown", "edge") for ground in ("surface", "canvas")),
    ("empty-ink", "surface"),
    ("not-applicable-ink", "not-applicable"),
    ("empty-ink", "surface"),
    ("accent", "line"),
]


def test_black_on_white_is_twenty_one():
    assert contrast.ratio(contrast.Colour(0, 0, 0), contrast.Colour(1, 0, 0)) == pytest.approx(21, abs=0.01)


def test_a_known_colour_has_its_published_luminance():
    pure_red = contrast.Colour(0.62796, 0.25768, 29.234)
    assert pure_red.luminance() == pytest.approx(0.2126, abs=0.001)


def test_every_colour_token_is_read():
    assert len(TOKENS["light"]) == len(TOKENS["dark"]) >= 30


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), WORDS)
def test_words_can_be_read(theme, front, ground):
    assert contrast.ratio(TOKENS[theme][front], TOKENS[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), SEEN)
def test_fills_and_edges_can_be_seen(theme, front, ground):
    assert contrast.ratio(TOKENS[theme][front], TOKENS[theme][ground]) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("one", "other"), list(combinations(STATUSES, 2)))
def test_statuses_differ_in_lightness_and_not_in_hue_alone(theme, one, other):
    assert abs(TOKENS[theme][one].lightness - TOKENS[theme][other].lightness) >= 0.06
