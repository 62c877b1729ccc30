"""The reader's checklist: what to look at before relying on a report, each with the fact beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from attestry.opinions.models import IssuedReport
from attestry.reliance.queries.reading import Ages, licence_words
from attestry.reliance.rules.reading import (
    carved_out,
    categories_of,
    deviations_in,
    opinions_in,
    period_of,
)
from attestry.ui.words import counted_words


@dataclass(frozen=True, slots=True)
class Item:
    """What to ask oneself, and what the report says to it; ``place`` is where on the page."""

    asks: str
    fact: str
    place: str


def checklist(report: IssuedReport, old: Ages, *, assumed: int, left: int) -> Sequence[Item]:
    """In the order in which a reader reads; no queries."""
    content = report.content
    opinions = "; ".join(f"{one.subject}: {one.label.lower()}" for one in opinions_in(content))
    deviating = len(deviations_in(content))
    carved = [one["name"] for one in carved_out(content)]
    expected = sum(len(one["expected"]) for one in content["subservice_organizations"])
    said = licence_words(content["firm"]) if content["firm"] else "No firm is named"
    return (
        Item(
            "Is an opinion modified, and on what?",
            opinions[:1].upper() + opinions[1:] or "No opinion",
            "opinion",
        ),
        Item(
            "Do system, period and categories meet your need?",
            f"{content['system']}; {period_of(content)}; {categories_of(content)}",
            "about",
        ),
        Item(
            "Did you read the deviations, and do they touch you?",
            f"{counted_words(deviating, 'control')} with deviations" if deviating else "None is reported",
            "deviations",
        ),
        Item(
            "Are your own controls in place that it assumes?",
            f"{assumed - left} of {assumed} mapped" if assumed else "It assumes none of you",
            "controls",
        ),
        Item(
            "Whose controls does it leave out?",
            f"{', '.join(carved)}; {counted_words(expected, 'control')} expected of others"
            if carved
            else "Nobody's",
            "others",
        ),
        Item("Is the auditor licensed and peer reviewed?", said, "about"),
        Item(
            "Is it recent enough?",
            f"{counted_words(old.days, 'day')} since its last day, {old.without_word} without a letter",
            "about",
        ),
    )
