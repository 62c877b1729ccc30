"""The report of an examination for a word processor: the same sections and facts as the PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attestry.reports.blocks import Block, Bullets, Grid, Heading, Paragraph
from attestry.reports.kinds.soc2.word_results import draw_index, draw_results, draw_series

_SOC_3 = "soc_3"


def draw(facts: Mapping[str, Any]) -> Iterator[Block]:
    """The report in its sections."""
    yield from _section_one(facts)
    yield from _section_two(facts)
    yield from _section_three(facts)
    if facts["kind"] == _SOC_3:
        return
    yield from _others(facts)
    yield from _section_four(facts)
    yield from _others(facts)
    yield from draw_index(facts)
    yield from _section_five(facts)


def _section_one(facts: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("Section I: Independent service auditor's report")
    yield Paragraph("Written by the firm.")
    yield Paragraph(facts["addressee"])
    if old := facts["reissue"]:
        yield Paragraph(
            f"{old['why']} The digest (SHA-256) of the file that it replaces: {old['digest']}",
            f"This report replaces version {old['version']}, dated {old['report_on']}.",
        )
    for one in facts["elements"]:
        yield from _element(one)
    if not facts["opinions"]:
        yield Paragraph("No opinion is written.")
    for one in facts["opinions"]:
        yield Heading(one["title"], 2)
        if one["kind"] != "unmodified":
            about = f" ({', '.join(one['criteria'])})" if one["criteria"] else ""
            yield Paragraph(f"{one['matter']}{about}", f"{one['label']}.")
            yield Paragraph(one["reasons"], "Basis of the modification.")
        yield Paragraph(one["sentence"])
    yield from _element(facts["use"])
    firm = facts["firm"]
    place = ", ".join(part for part in (firm.get("city"), firm.get("state")) if part)
    yield Paragraph(firm.get("name", "No firm is named."))
    yield Paragraph(f"{place}, {facts['report_on_words']}" if place else facts["report_on_words"])
    if facts["seal"]:
        yield Paragraph(facts["seal"])


def _element(one: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading(one["title"], 2)
    for words in one["words"]:
        yield Paragraph(words)


def _section_two(facts: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("Section II: Management's assertion")
    yield Paragraph("Written and signed by management.")
    said = facts["assertion"]
    if not said:
        yield Paragraph("The assertion is not signed.")
        return
    yield from _paragraphs(said["text"])
    yield Paragraph(f"{said['office']}. Signed {said['signed']}.", said["signer"])
    yield Paragraph(said["digest"], "Digest (SHA-256) of the text that was signed:")


def _section_three(facts: Mapping[str, Any]) -> Iterator[Block]:
    is_short = facts["kind"] == _SOC_3
    words = "The boundary of the system" if is_short else "Description of the system"
    yield Heading(f"Section III: {words}")
    yield Paragraph("Written by management.")
    sections = facts["boundary"] if is_short else facts["description"].get("sections", [])
    if not sections:
        yield Paragraph("The description is not final.")
    for one in sections:
        yield Heading(f"DC {one['criterion']}: {one['title']}", 2)
        yield from _paragraphs(one["text"])
        if one["none_because"]:
            yield Paragraph(one["none_because"], "None.")
        if one["facts"]:
            yield Paragraph("From the records, as they stood when the description was made final:")
            yield Grid(("Name", "What the record says"), one["facts"], (4.6, 12))
    if facts["description"]:
        said = f"Version {facts['description']['version']}, digest (SHA-256):"
        yield Paragraph(facts["description"]["digest"], said)


def _others(facts: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("Complementary user entity controls", 2)
    users = facts["user_entity_controls"]
    if users:
        yield Paragraph("The criteria named are met only where user entities apply these as well.")
    lines = [[one["key"], one["text"], ", ".join(one["criteria"]), one["without_it"]] for one in users]
    head = ("Id", "What user entities do", "Criteria", "Without it")
    yield Grid(head, lines, empty="None: no criterion presupposes a control of user entities.")
    yield Heading("Subservice organizations", 2)
    if not facts["subservice_organizations"]:
        yield Paragraph("None: nobody else's controls are needed.")
    for one in facts["subservice_organizations"]:
        yield Heading(f"{one['name']}: {one['method'].replace('_', '-')}", 3)
        watched = f" Monitoring: {one['monitoring']}" if one["monitoring"] else ""
        yield Paragraph(f"{one['service'].strip().rstrip('.')}.{watched}")
        expected = [[each["text"], ", ".join(each["criteria"])] for each in one["expected"]]
        is_included = one["method"] == "inclusive"
        yield Grid(
            ("Kind of control that is expected of it", "Criteria that it supports"),
            expected,
            empty="Its controls are part of the description and of the tests in Section IV."
            if is_included
            else "No kind of control is named.",
        )


def _section_four(facts: Mapping[str, Any]) -> Iterator[Block]:
    has_tests = facts["printed_tests"]
    yield Heading(
        f"Section IV: {'Criteria, controls, tests and results' if has_tests else 'Criteria and controls'}"
    )
    yield Paragraph("Controls are management's; tests and results are the firm's.")
    if facts["limits"]:
        yield Paragraph(facts["limits"], "What this report does not say.")
    yield from draw_results(facts)
    yield from draw_series(facts)
    if facts["inapplicable"]:
        yield Heading("Criteria that do not apply", 2)
        yield Grid(("Criterion", "Reason, as management gives it"), list(facts["inapplicable"].items()))


def _section_five(facts: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("Section V: Other information")
    yield Paragraph("Written by management. Not examined.")
    yield Paragraph(facts["not_covered"], "Not covered by the opinion.")
    if not facts["other"]:
        yield Bullets(["Management gives no other information."])
    for one in facts["other"]:
        yield Heading(one["title"], 2)
        yield from _paragraphs(one["text"])


def _paragraphs(words: str) -> Iterator[Block]:
    for one in words.split("\n\n"):
        if one.strip():
            yield Paragraph(one)
