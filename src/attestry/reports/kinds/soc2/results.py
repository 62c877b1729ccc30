"""Section IV as it is printed: criteria by series, the controls of each with their tests, and an index."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import groupby
from typing import Any

from attestry.ui.words import counted_words

_SHORT = 10
_TONES = {"effective": "pass", "not_effective": "fail"}


def by_series(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each series with its criteria, each of those with its controls.

    A control that serves several criteria stands below each of them.
    """
    drawn = [(one, _control(one)) for one in content["controls"]]
    found = []
    for (key, title), criteria in groupby(content["criteria"], key=_series):
        shown = [
            {**one, "controls": [printed for raw, printed in drawn if one["reference"] in raw["criteria"]]}
            for one in criteria
        ]
        found.append({"title": f"{key} {title}".strip(), "criteria": shown})
    return found


def results_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """How many tests came to what, and every test in which something deviated: counted, not judged."""
    tests = [(one, test) for one in content["controls"] for test in one["tests"]]
    stated = {one["reference"] for one in content["criteria"]}
    verdicts: dict[str, int] = {}
    for _, test in tests:
        verdicts[test["verdict_words"] or "No conclusion"] = (
            verdicts.get(test["verdict_words"] or "No conclusion", 0) + 1
        )
    return {
        "controls": counted_words(len(content["controls"]), "control"),
        "tests": counted_words(len(tests), "test"),
        "verdicts": [[words, count] for words, count in sorted(verdicts.items())],
        "deviating": [
            [one["key"], one["title"], _stated(one, stated), _came(test)]
            for one, test in tests
            if test["deviating"] or test["deviations"] or test["verdict"] == "not_effective"
        ],
    }


def index_of(content: Mapping[str, Any]) -> list[list[str]]:
    """Every control by its key, with the criteria below which it stands."""
    stated = {one["reference"] for one in content["criteria"]}
    return sorted([one["key"], one["title"], _stated(one, stated)] for one in content["controls"])


def _stated(control: Mapping[str, Any], stated: Collection[str]) -> str:
    """The criteria that a control serves, of those that the report speaks of."""
    return ", ".join(name for name in control["criteria"] if name in stated)


def _came(test: Mapping[str, Any]) -> str:
    """What a test came to, with the deviations that a fact outside its sample shows."""
    facts = sum(not one["attribute"] for one in test["deviations"])
    outside = f"{counted_words(facts, 'deviation')} outside a sample" if facts else ""
    return "; ".join(part for part in (_result(test) or test["verdict_words"], outside) if part)


def _series(criterion: Mapping[str, Any]) -> tuple[str, str]:
    """The series: by name where the contents know it, else by what its reference begins with."""
    if "series" in criterion:
        return criterion["series"], criterion["series_title"]
    return criterion["reference"].rpartition(".")[0] or criterion["reference"], ""


def _control(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "key": one["key"],
        "title": one["title"],
        "text": one["text"],
        "tests": [_test(test) for test in one["tests"]],
    }


def _test(test: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "label": test["aspect_label"],
        "reference": test["reference"],
        "procedure": test["procedure"] or "No procedure is written down.",
        "natures": ", ".join(test["natures"]),
        "attributes": [f"{letter}: {words}" for letter, words in test["attributes"]],
        "of": _of(test),
        "result": _result(test),
        "deviations": [_deviation(one) for one in test["deviations"]],
        "verdict": test["verdict_words"] or "No conclusion is written.",
        "tone": _TONES.get(test["verdict"], "not_applicable"),
        "words": test["words"],
        "rests_on": [[str(seq), leaf[:_SHORT]] for seq, leaf in test.get("rests_on", ())],
    }


def _deviation(one: Mapping[str, str]) -> str:
    """What deviated, in whose words; one that a fact shows names no attribute."""
    mark = ", ".join(part for part in (one["attribute"], one["mark"].lower()) if part)
    return f"{one['item']} ({mark}): {one['words']}"


def _of(test: Mapping[str, Any]) -> str:
    """Population and sample."""
    population, sampled = test["population"], test["sampled"]
    if population is None:
        return ""
    whole = f"{population['title']}: {counted_words(population['count'], 'item')}"
    return f"{whole}, {sampled} selected" if sampled is not None else whole


def _result(test: Mapping[str, Any]) -> str:
    """How many were tested, and how many of them deviated."""
    if test["sampled"] is None:
        return ""
    said = f"{counted_words(test['tested'], 'item')} tested, {test['deviating']} deviating"
    return f"{said}, {test['unable']} could not be tested" if test["unable"] else said
