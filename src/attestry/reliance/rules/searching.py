"""Searching a report: criteria, controls, tests, deviations, and what is assumed of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

LONGEST, MOST = 200, 100
_AROUND = 120


@dataclass(frozen=True, slots=True)
class Hit:
    """Where the words stand, and the words around them."""

    kind: str
    reference: str
    title: str
    excerpt: str


def searched(content: Mapping[str, Any], asked: str) -> list[Hit]:
    """What holds every word that was asked for, at most :data:`MOST`; nothing for no word."""
    words = asked[:LONGEST].casefold().split()
    found: list[Hit] = []
    if not words:
        return found
    for kind, reference, title, text in _everything(content):
        whole = f"{reference} {title} {text}".casefold()
        if all(word in whole for word in words):
            found.append(Hit(kind, reference, title, _excerpt(text, words[0])))
            if len(found) == MOST:
                break
    return found


def _everything(content: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    for one in content["criteria"]:
        yield "Criterion", one["reference"], one["title"], one["statement"]
    for control in content["controls"]:
        key, title = control["key"], control["title"]
        yield "Control", key, title, control["text"]
        for test in control["tests"]:
            yield "Test", key, f"{test['aspect_label']}: {test['verdict_words']}", test["procedure"]
            for one in test["deviations"]:
                yield "Deviation", key, f"{one['item']}: {one['mark']}", one["words"]
    for one in content["other"]:
        yield "Response of management", "", one["title"], one["text"]
    for one in content["user_entity_controls"]:
        yield "Your control", one["key"], ", ".join(one["criteria"]), one["text"]
    for one in content["subservice_organizations"]:
        expected = " ".join(each["text"] for each in one["expected"])
        yield "Subservice organization", "", one["name"], f"{one['service']} {expected}"


def _excerpt(text: str, word: str) -> str:
    flat = " ".join(text.split())
    at = max(0, flat.casefold().find(word) - _AROUND)
    cut = flat[at : at + 2 * _AROUND]
    return f"{'… ' if at else ''}{cut}{' …' if at + 2 * _AROUND < len(flat) else ''}"
