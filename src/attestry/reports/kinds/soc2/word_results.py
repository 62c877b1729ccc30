"""Section IV for a word processor: results counted, criteria with their controls and tests, the index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attestry.reports.blocks import Block, Grid, Heading, Paragraph


def draw_results(facts: Mapping[str, Any]) -> Iterator[Block]:
    """How many tests came to what, and where something deviated."""
    said = facts["results"]
    yield Heading("Results at a glance", 2)
    yield Paragraph(f"{said['controls']} and {said['tests']} stand below. What was concluded, counted:")
    yield Grid(("Conclusion", "Tests"), said["verdicts"], (12, 4.6))
    if facts["printed_tests"]:
        head = ("Control", "What it is", "Criteria", "Result")
        yield Paragraph("", "Where something deviated")
        yield Grid(head, said["deviating"], empty="No test found a deviation.")


def draw_series(facts: Mapping[str, Any]) -> Iterator[Block]:
    """Each criterion with its controls, each with its tests."""
    for series in facts["series"]:
        yield Heading(series["title"], 2)
        for criterion in series["criteria"]:
            yield Heading(f"{criterion['reference']} {criterion['title']}", 3)
            yield Paragraph(criterion["statement"])
            if not criterion["controls"]:
                yield Paragraph("No control that was tested speaks to it.")
            for control in criterion["controls"]:
                yield Heading(f"{control['key']} {control['title']}", 4)
                yield Paragraph(control["text"])
                yield Grid(
                    ("Test", "Result" if facts["printed_tests"] else "Result, as of the day"),
                    [[_how(test), _came(test)] for test in control["tests"]],
                    (9, 7.6),
                )


def draw_index(facts: Mapping[str, Any]) -> Iterator[Block]:
    """Every control with the criteria that it stands below; a word processor knows the pages."""
    yield Heading("Index of controls", 2)
    yield Grid(("Control", "What it is", "Criteria"), facts["index"], empty="None.")


def _how(test: Mapping[str, Any]) -> str:
    natures = f"By {test['natures'].lower()}." if test["natures"] else ""
    return _lines(f"{test['label']}. {test['procedure']}", natures, *test["attributes"])


def _came(test: Mapping[str, Any]) -> str:
    cited = ", ".join(f"{seq} {leaf}" for seq, leaf in test["rests_on"])
    word = "entry" if len(test["rests_on"]) == 1 else "entries"
    rests = f"Rests on {word} {cited}" if cited else ""
    return _lines(test["verdict"], test["of"], test["result"], test["words"], *test["deviations"], rests)


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
