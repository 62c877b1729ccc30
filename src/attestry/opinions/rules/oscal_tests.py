"""Tests of a report as OSCAL observations, deviations as observations of their own, verdicts as findings.

A finding is what the firm concluded of one aspect of one control. What was not tested has no finding:
OSCAL knows satisfied and not satisfied alone, and neither was concluded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attestry.opinions.rules.oscal_words import Identifiers, properties, without_nothing

_METHODS = {
    "Inquiry": "INTERVIEW",
    "Observation": "EXAMINE",
    "Inspection": "EXAMINE",
    "Reperformance": "TEST",
}
_STATES = {"effective": ("satisfied", "pass"), "not_effective": ("not-satisfied", "fail")}

Pair = tuple[Mapping[str, Any], Mapping[str, Any]]


def tests_of(content: Mapping[str, Any]) -> list[Pair]:
    """Every control with each of its tests."""
    return [(control, test) for control in content["controls"] for test in control["tests"]]


def observations(pairs: list[Pair], ids: Identifiers, at: str) -> list[dict[str, Any]]:
    """Each test, and after it what deviated in it."""
    return [one for control, test in pairs for one in _observed(control, test, ids, at)]


def findings(pairs: list[Pair], ids: Identifiers) -> list[dict[str, Any]]:
    """What was concluded, where it was."""
    return [_finding(control, test, ids) for control, test in pairs if test["verdict"] in _STATES]


def _observed(
    control: Mapping[str, Any], test: Mapping[str, Any], ids: Identifiers, at: str
) -> Iterator[dict[str, Any]]:
    methods = sorted({_METHODS[one] for one in test["natures"]}) or ["UNKNOWN"]
    collected = test["concluded_at"] or at
    population = test["population"] or {}
    yield without_nothing(
        {
            "uuid": ids.of(test["reference"]),
            "title": f"{test['reference']}: {test['aspect_label']} of {control['key']}, {control['title']}",
            "description": test["procedure"] or "No procedure is written down.",
            "props": properties(
                [
                    ("control", control["key"]),
                    ("aspect", test["aspect"]),
                    ("verdict", test["verdict"]),
                    *(("nature", one) for one in test["natures"]),
                    *(("attribute", f"{letter}: {words}") for letter, words in test["attributes"]),
                    ("population", population.get("count")),
                    ("population-entry", population.get("entry")),
                    *((name, test[name]) for name in ("sampled", "tested", "deviating", "unable")),
                ]
            ),
            "methods": methods,
            "types": ["control-objective"],
            "relevant-evidence": [_evidence(seq, leaf) for seq, leaf in test["rests_on"]],
            "collected": collected,
        }
    )
    for number, one in enumerate(test["deviations"]):
        yield {
            "uuid": ids.of(f"{test['reference']}/{number}"),
            "title": f"{test['reference']}: {one['item']}, attribute {one['attribute']}",
            "description": one["words"] or one["mark"],
            "props": properties(
                [("control", control["key"]), ("attribute", one["attribute"]), ("mark", one["mark"])]
            ),
            "methods": methods,
            "types": ["finding"],
            "collected": collected,
        }


def _evidence(seq: int, leaf: str) -> dict[str, Any]:
    return {
        "description": f"Entry {seq} of the ledger",
        "props": properties([("ledger-entry", seq), ("leaf-hash", leaf)]),
    }


def _finding(control: Mapping[str, Any], test: Mapping[str, Any], ids: Identifiers) -> dict[str, Any]:
    state, reason = _STATES[test["verdict"]]
    related = [test["reference"], *(f"{test['reference']}/{at}" for at in range(len(test["deviations"])))]
    return {
        "uuid": ids.of(f"{test['reference']}/finding"),
        "title": f"{control['key']}: {test['verdict_words']}",
        "description": test["words"] or test["verdict_words"],
        "props": properties(("criterion", one) for one in test["criteria"]),
        "target": {
            "type": "objective-id",
            "target-id": f"{control['key']}.{test['aspect']}",
            "title": control["title"],
            "status": {"state": state, "reason": reason},
        },
        "related-observations": [{"observation-uuid": ids.of(one)} for one in related],
    }
