"""The contents of an examination's report, arranged as they are printed: Section IV by criterion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attestry.reports.contents import Contents
from attestry.reports.rules.disclaimer import BESIDE_A_FIRM
from attestry.ui.words import counted_words

IS = "An examination by the firm named above, with its opinion in Section I, over the time that it names."
IS_NOT = "Not a certificate, and no promise of what comes after the time that it speaks of."


def build(content: Mapping[str, Any], *, draft_mark: str) -> Contents:
    """What is printed of frozen contents, or of a draft where there is a mark."""
    firm = content["firm"]
    return Contents(
        title=f"{content['kind_label']} report",
        is_final=not draft_mark,
        draft="Draft: not issued, without an opinion that anybody may rely on",
        what_it_is=IS,
        what_it_is_not=IS_NOT,
        cover=tuple(_cover(content, firm)),
        facts={**content, "by_criterion": _by_criterion(content), "printed_tests": _prints_tests(content)},
        disclaimer=BESIDE_A_FIRM,
        draft_mark=draft_mark,
    )


def _cover(content: Mapping[str, Any], firm: Mapping[str, str]) -> list[tuple[str, str]]:
    lines = [
        ("System", content["system"]),
        ("Speaks of", content["when"][:1].upper() + content["when"][1:]),
        ("Categories", ", ".join(one.replace("_", " ") for one in content["categories"])),
        ("Criteria", content["edition"]),
        ("Standard", content["standard"]),
        ("Service auditor", _joined(firm.get("name"), firm.get("city"), firm.get("state")) or "Not named"),
        ("Dated", content["report_on_words"]),
    ]
    if content["reissue"]:
        lines.append(("Replaces", f"Version {content['reissue']['version']}: {content['reissue']['why']}"))
    return lines


def _prints_tests(content: Mapping[str, Any]) -> bool:
    return any(test["aspect"] == "operation" for one in content["controls"] for test in one["tests"])


def _by_criterion(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each criterion with its controls; a control that serves several stands below each of them."""
    drawn = [(one, _control(one)) for one in content["controls"]]
    return [
        {
            **criterion,
            "controls": [shown for one, shown in drawn if criterion["reference"] in one["criteria"]],
        }
        for criterion in content["criteria"]
    ]


def _control(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "key": one["key"],
        "title": one["title"],
        "text": one["text"],
        "tests": [_test(test) for test in one["tests"]],
    }


def _test(test: Mapping[str, Any]) -> dict[str, Any]:
    attributes = [f"{letter}: {words}" for letter, words in test["attributes"]]
    return {
        "label": test["aspect_label"],
        "procedure": test["procedure"] or "No procedure is written down.",
        "natures": ", ".join(test["natures"]),
        "attributes": attributes,
        "of": _of(test),
        "result": _result(test),
        "deviations": [
            f"{one['item']} ({one['attribute']}, {one['mark'].lower()}): {one['words']}"
            for one in test["deviations"]
        ],
        "verdict": test["verdict_words"] or "No conclusion is written.",
        "tone": {"effective": "pass", "not_effective": "fail"}.get(test["verdict"], "not_applicable"),
        "words": test["words"],
    }


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


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)
