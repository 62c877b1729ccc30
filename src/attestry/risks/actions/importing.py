"""Risks from a CSV file: all of it, or nothing."""

from __future__ import annotations

from dataclasses import dataclass

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit.csv_rows import CsvRow, csv_rows, refuse_lines
from attestry.people.models import Person
from attestry.risks.actions.assessing import analyse_risk, identify_risk
from attestry.risks.models import Risk
from attestry.risks.rules.scale import is_on_scale

REQUIRED = ("title", "owner_email")
OPTIONAL = ("description", "likelihood", "impact")


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is understood; ``inherent`` is None where it was not analysed."""

    title: str
    owner: Person
    description: str
    inherent: tuple[int, int] | None


@act("risks.import")
def import_risks(actor: Actor, data: bytes) -> int:
    """Take in a CSV file; risks that are known stay as they are. Raises Invalid, with the lines."""
    lines = read(data)
    known = {title.lower() for title in Risk.objects.values_list("title", flat=True)}
    new = [line for line in lines if line.title.lower() not in known]
    for line in new:
        made = identify_risk(actor, title=line.title, owner=line.owner, description=line.description)
        if line.inherent:
            analyse_risk(actor, made, likelihood=line.inherent[0], impact=line.inherent[1])
    record("risks", after={"imported": len(new), "known": len(lines) - len(new)})
    return len(new)


def read(data: bytes) -> list[Line]:
    """The rows as they are understood. Raises Invalid, with the lines that are wrong."""
    people = {one.email.lower(): one for one in Person.objects.all()}
    found: list[Line] = []
    wrong: list[str] = []
    seen: dict[str, int] = {}
    for row in csv_rows(data, required=REQUIRED, optional=OPTIONAL):
        before = seen.setdefault(row["title"].lower(), row.line)
        if before != row.line:
            wrong.append(f"line {row.line}: “{row['title']}” stands in line {before} too")
            continue
        try:
            found.append(_line(row, people))
        except ValueError as refusal:
            wrong.append(f"line {row.line}: {refusal}")
    refuse_lines(wrong)
    return found


def _line(row: CsvRow, people: dict[str, Person]) -> Line:
    if not row["title"]:
        raise ValueError("title is empty")
    owner = people.get(row["owner_email"].lower())
    if owner is None:
        raise ValueError(f"owner_email: nobody here has the address “{row['owner_email']}”")
    if bool(row["likelihood"]) != bool(row["impact"]):
        raise ValueError("likelihood and impact are given together, or neither")
    inherent = (_scale("likelihood", row), _scale("impact", row)) if row["likelihood"] else None
    return Line(row["title"][:200], owner, row["description"], inherent)


def _scale(column: str, row: CsvRow) -> int:
    text = row[column]
    if not text.isdecimal() or not is_on_scale(int(text)):
        raise ValueError(f"{column}: “{text}” is not 1 to 5")
    return int(text)
