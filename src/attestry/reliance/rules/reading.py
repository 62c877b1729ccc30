"""What a report says, as a reader asks for it: opinions, deviations with what management answers, others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from attestry.opinions.rules.opinion import OpinionKind
from attestry.scope.rules.promises import Method
from attestry.ui.words import day_words

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReadOpinion:
    """One opinion in words; ``criteria`` are those that it is modified on, with their titles."""

    subject: str
    label: str
    is_modified: bool
    sentence: str
    matter: str
    reasons: str
    criteria: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Deviating:
    """A control that deviated: what was found, and management's words, which nobody examined."""

    key: str
    title: str
    criteria: tuple[str, ...]
    found: tuple[tuple[str, str, str], ...]
    responses: tuple[str, ...]


def opinions_in(content: Content) -> list[ReadOpinion]:
    """The opinions as they were issued."""
    titles = {one["reference"]: one["title"] for one in content["criteria"]}
    return [
        ReadOpinion(
            one["subject"],
            one["label"],
            one["kind"] != OpinionKind.UNMODIFIED,
            one["sentence"],
            one["matter"],
            one["reasons"],
            tuple((each, titles.get(each, "")) for each in one["criteria"]),
        )
        for one in content["opinions"]
    ]


def deviations_in(content: Content) -> list[Deviating]:
    """Every control with a deviation or an item that could not be tested, in the order of section IV."""
    found = []
    for control in content["controls"]:
        lines = tuple(
            (f"{one['item']} {one['attribute']}".strip(), one["mark"], one["words"])
            for test in control["tests"]
            for one in test["deviations"]
        )
        if lines:
            answers = tuple(
                one["text"]
                for one in content["other"]
                if one["title"].partition(": ")[2].startswith(f"{control['key']} ")
            )
            found.append(
                Deviating(control["key"], control["title"], tuple(control["criteria"]), lines, answers)
            )
    return found


def carved_out(content: Content) -> list[Mapping[str, Any]]:
    """The organizations whose controls the report leaves out."""
    return [one for one in content["subservice_organizations"] if one["method"] == Method.CARVE_OUT]


def included(content: Content) -> list[Mapping[str, Any]]:
    """The organizations whose controls the report speaks of."""
    return [one for one in content["subservice_organizations"] if one["method"] != Method.CARVE_OUT]


def period_of(content: Content) -> str:
    """The period, or the day, in words."""
    until = day_words(date.fromisoformat(content["until"]))
    if not content["from"]:
        return f"As of {until}"
    return f"{day_words(date.fromisoformat(content['from']))} to {until}"


def categories_of(content: Content) -> str:
    """The categories in words."""
    return ", ".join(one.replace("_", " ") for one in content["categories"]).capitalize()
