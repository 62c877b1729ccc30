"""What surrounds the criteria, for a word processor: the scope, the method, and others' controls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attestry.reports.blocks import Block, Bullets, Grid, Heading, Paragraph


def draw_scope(facts: Mapping[str, Any]) -> Iterator[Block]:
    """The scope: what is examined, what not, and whose controls it rests on."""
    scope, others = facts["scope"], facts["others"]
    yield Heading("Scope")
    yield Paragraph(scope["system"], "System.")
    head = ("Service", "What it does", "Customers", "Holds")
    yield Grid(head, scope["services"], empty="No service is described.")
    yield Heading("Categories, with the reason for and against", 2)
    decided = [
        [title, "In scope" if chosen else "Not chosen", added, reason or "No reason is written down."]
        for title, chosen, added, reason in scope["categories"]
    ]
    yield Grid(("Category", "Decision", "Criteria of its own", "Reason"), decided)
    yield Heading("Criteria that do not apply", 2)
    head = ("Criterion", "What", "Reason", "Judged")
    yield Grid(
        head, facts["inapplicable"], empty="Every criterion of the chosen categories was judged to apply."
    )
    yield Heading("Type and dates that are sought", 2)
    yield Paragraph(facts["plan"]["decision"])
    yield Heading("Boundary", 2)
    drawn = [
        [title, ", ".join(inside) or "Nothing is described.", "; ".join(outside) or "None"]
        for title, inside, outside in scope["kinds"]
    ]
    yield Grid(("Kind", "In", "Out, with the reason"), drawn)
    if scope["warnings"]:
        yield Bullets(scope["warnings"])
    yield Heading("Environments", 2)
    head = ("Environment", "Counts as", "Why", "Approval")
    yield Grid(head, scope["environments"], empty="No environment is described.")
    yield Heading("Subservice organizations", 2)
    lines = [[one["name"], one["method"], one["service"]] for one in others["organizations"]]
    yield Grid(("Organization", "Method", "What it does"), lines, empty="None is recorded.")
    if scope["stores"]:
        yield Heading("Data stores whose record lacks something", 2)
        yield Grid(("Store", "What it lacks"), scope["stores"])


def draw_method(facts: Mapping[str, Any]) -> Iterator[Block]:
    """How it was assessed, from what, and what that cannot say."""
    tests = facts["tests"]
    yield Heading("Method and limits")
    yield Paragraph(
        f"The period looked back over is {facts['period'][0]} to {facts['period'][1]}; statuses are as of "
        f"its end. {facts['assessment']['said']} {facts['assessment']['limits']}"
    )
    yield Paragraph(
        f"{len(tests['asked'])} control tests were asked, of {tests['items']} items in all; "
        f"{tests['waiting']} wait for a connection. Each looks at every item of its population. Evidence "
        f"lies in {facts['ledger']['entries']} sealed entries.",
        "Sources.",
    )
    yield Grid(("System read", "Readings", "Last"), facts["systems"], empty="No system was connected.")
    yield Paragraph(", ".join(facts["raters"]) or "nobody yet", "Answered for criteria:")
    yield Paragraph(
        "A reading of today's settings says nothing of a control's design. What was not observed in the "
        "period cannot be observed afterwards.",
        "Limits.",
    )


def draw_others(others: Mapping[str, Any]) -> Iterator[Block]:
    """Subservice organizations with what is expected of them, and user entities in their two kinds."""
    yield Heading("Vendors, user entities and incidents")
    yield Heading("Subservice organizations, and the controls expected of them", 2)
    if not others["organizations"]:
        yield Paragraph("No subservice organization is recorded.")
    for one in others["organizations"]:
        monitored = one["monitoring"] or "not written down"
        yield Paragraph(
            f"{one['service']} Monitored: {monitored} {one['findings']}",
            f"{one['name']}: {one['method'].lower()}.",
        )
        yield Grid(("Expected of it", "Criteria"), one["expected"], empty="No control is expected of it.")
    yield Heading("Complementary user entity controls", 2)
    yield Paragraph("A criterion below is not met unless user entities do their part.")
    head = ("Id", "What user entities do", "Criteria", "Without it")
    yield Grid(
        head, others["complementary"], empty="None: no criterion presupposes anything of user entities."
    )
    yield Heading("Responsibilities of user entities", 2)
    yield Paragraph("What they do to have use of the service. No criterion rests on it.")
    yield Grid(("Id", "What user entities do"), others["responsibilities"], empty="None is written down.")
    yield Heading("Vendors and incidents with something open", 2)
