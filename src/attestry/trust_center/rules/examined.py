"""What an issued report says that came of the tests of a control, in one line and no better than it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attestry.ui.words import counted_words
from attestry.workpapers.rules.conclusion import Verdict
from attestry.workpapers.rules.grid import Mark

NO_TEST = "Described; the report holds no test of it."


def examined_words(tests: Sequence[Mapping[str, Any]]) -> str:
    """What was concluded of each aspect, and how much deviated or could not be tested.

    ``tests`` are those of section IV. That no deviation was noted is said only where every test of it was
    carried out and none is listed.
    """
    return " ".join(_said(tests)) if tests else NO_TEST


def _said(tests: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for one in tests:
        yield f"{one['aspect_label']}: {(one['verdict_words'] or 'no conclusion').lower()}."
    deviating, unable = _items(tests, Mark.FAIL), _items(tests, Mark.UNABLE)
    if deviating:
        yield f"{counted_words(deviating, 'deviation')} noted; the report says which."
    if unable:
        yield f"{counted_words(unable, 'item')} could not be tested."
    if not deviating and not unable and all(one["verdict"] == Verdict.EFFECTIVE for one in tests):
        yield "No deviation noted."


def _items(tests: Sequence[Mapping[str, Any]], mark: Mark) -> int:
    """How many items of the tests are listed with a mark; one that deviates twice in a test counts once."""
    return sum(
        len({said["item"] for said in one["deviations"] if said["mark"] == mark.label}) for one in tests
    )
