"""The readiness report for a word processor: the same facts and sections as the PDF, as text and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attestry.reports.blocks import Block, Bullets, Grid, Heading, Paragraph
from attestry.reports.kinds.readiness.word_surroundings import draw_method, draw_others, draw_scope

_GAP_HEAD = ("Key", "What", "Why", "Owner", "Criteria", "Takes", "Task", "Fix", "Closed when")
_FOUND_HEAD = ("What", "Kind", "Why", "Criteria", "Task")


def draw(facts: Mapping[str, Any]) -> Iterator[Block]:
    """The report in its sections."""
    yield from _summary(facts)
    yield from draw_scope(facts)
    yield from draw_method(facts)
    yield from _criteria(facts)
    yield from _gaps(facts)
    yield from _controls(facts["controls"])
    yield from _paperwork(facts)
    yield from _roadmap(facts)
    yield Heading("Appendix: tests")
    head = ("Test", "Id", "Outcome", "Pass", "Fail", "Unknown", "Items", "Asked", "Entry")
    yield Grid(head, facts["tests"]["asked"], empty="No test was asked by then.")
    yield Heading("This is not an attestation")
    yield Paragraph(
        "A readiness assessment compares and advises. Only a licensed, independent accountant examines and "
        "gives an opinion, in a report of their own. Whoever hands this document on as a SOC 2 report "
        "misleads its reader."
    )


def _summary(facts: Mapping[str, Any]) -> Iterator[Block]:
    score, rated, gaps = facts["score"], facts["rated_gaps"], facts["gaps"]
    yield Heading("Summary")
    yield Paragraph(facts["verdict"])
    yield Paragraph(f"{score['overall']} of 100, {score['verdict'].lower()}.", "Score.")
    yield Heading("What stands in the way", 2)
    yield Bullets(facts["blockers"] or ["Nothing, by the evidence and the ratings."])
    yield Heading("When, and for how much", 2)
    yield Grid(("What", "By today's facts and what is assumed"), facts["plan"]["dates"], (8.5, 8.1))
    yield Heading("Gaps", 2)
    counts = [
        ["As rated: missing", rated["missing"]],
        ["As rated: inadequate", rated["inadequate"]],
        ["As rated: all gaps", rated["total"]],
        ["By the evidence: missing", len(gaps["missing"])],
        ["By the evidence: failing", len(gaps["failing"])],
        ["By the evidence: unknown", len(gaps["unknown"])],
        ["By the evidence: all gaps", gaps["total"]],
    ]
    yield Grid(("Gaps", "Count"), counts, (8.5, 8.1))


def _criteria(facts: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("Criterion by criterion")
    head = ("Criterion", "What", "Design", "Implementation", "Operation", "By the evidence", "To mind")
    yield Grid(head, facts["answers"])
    for one in facts["criteria"]:
        yield Heading(f"{one['reference']} {one['title']}", 2)
        yield Paragraph(one["statement"])
        yield Paragraph(
            f"{one['rating']}. Score {one['score']} of 100, severity {one['severity']}. By the evidence "
            f"{one['outcome'].replace('_', ' ')}; stands on {one['depth_words']}. {one['disagreement']}",
            "Rated:",
        )
        if one["inapplicable"]:
            yield Paragraph(one["inapplicable"], "Does not apply.")
        if one["reason"]:
            yield Paragraph(f"{one['reason']} ({one['rated']})", "Why it is rated so.")
        lines = [
            [key, title, state, owner or "No owner", kind.replace("_", " "), reason, depth]
            for key, title, state, owner, kind, reason, depth, _, _ in one["controls"]
        ]
        shown = ("Control", "What is done", "State", "Owner", "Status", "Why", "Stands on")
        yield Grid(shown, lines, empty="No control in use speaks to this criterion.")
    yield Heading("Control by control")
    head = ("Control", "What is done", "Design", "In place", "Operation", "Stands on", "In the period")
    yield Grid(head, [_spaced(line) for line in facts["views"]], empty="No control is in use.")


def _gaps(facts: Mapping[str, Any]) -> Iterator[Block]:
    gaps, changes = facts["gaps"], facts["changes"]
    yield Heading("Gap list")
    yield Paragraph(
        f"Each has to be closed by {gaps['by']}."
        if gaps["is_decided"]
        else f"No dates are decided; at worst by what is assumed each is closed by {gaps['by']}."
    )
    yield Heading("As rated by people", 2)
    yield Grid(("Criterion", "What", "Kind", "Why", "Task"), facts["rated_gaps"]["lines"])
    for kind in ("missing", "failing", "unknown"):
        yield Heading(f"By the evidence: {kind} ({len(gaps[kind])})", 2)
        yield Grid(_GAP_HEAD, gaps[kind])
    if changes["since"]:
        yield Heading(f"Since the assessment of {changes['since']}", 2)
        yield Grid(("Criterion", "Change", "From and to"), changes["lines"], empty="Nothing changed.")


def _controls(controls: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("Controls: strong, weak, missing")
    for group in controls["lists"]:
        yield Heading(f"{group['title']} ({len(group['controls'])})", 2)
        yield Grid(("Control", "What is done", "Owner", "Status", "Why"), group["controls"])


def _paperwork(facts: Mapping[str, Any]) -> Iterator[Block]:
    registers, unobserved = facts["registers"], facts["unobserved"]
    yield Heading("Paperwork, and evidence that cannot be made up afterwards")
    yield Grid(_FOUND_HEAD, registers["policies"], empty="No policy was found to be missing or weak.")
    yield Grid(_FOUND_HEAD, registers["paperwork"], empty="No register found anything wanting.")
    yield Paragraph(f"{unobserved['never']} of {unobserved['total']} controls were never tested at all.")
    head = ("Control", "What is done", "Nobody looked for", "Of the period")
    yield Grid(head, unobserved["lines"], empty="Every control that is tested was observed throughout.")
    yield from draw_others(facts["others"])
    yield Grid(
        _FOUND_HEAD, registers["others"], empty="The registers of vendors and incidents found nothing."
    )


def _roadmap(facts: Mapping[str, Any]) -> Iterator[Block]:
    plan, tasks = facts["plan"], facts["remediation"]
    yield Heading("Roadmap")
    yield Grid(("Step", "What", "Where it is", "Conditions"), plan["steps"])
    yield Grid(("What is open", "Count", "Hours"), plan["work"])
    yield Heading("Milestones of remediation", 2)
    yield Paragraph(f"{tasks['left']} of {tasks['total']} tasks are left.")
    yield Grid(("Due in", "Tasks", "Hours"), tasks["months"], empty="No task is left.")
    yield Bullets(tasks["dangers"])
    yield Heading("Type and period", 2)
    yield Paragraph(f"{plan['decision']} {plan['advice']}")
    yield Bullets([*plan["advice_reasons"], *plan["decision_notes"]])
    yield Heading("What to ask before a firm is chosen", 2)
    yield Bullets(plan["firm"])


def _spaced(line: Sequence[Any]) -> list[str]:
    """Outcomes as words; everything else has no underscore of its own to lose."""
    return [*line[:2], *(str(one).replace("_", " ") for one in line[2:5]), *line[5:]]
