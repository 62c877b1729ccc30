"""Risks from a CSV file: shown first, then all of it, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit.csv_cells import Cells, read_lines
from attestry.kit.csv_plan import CsvPlan, plan_of
from attestry.kit.csv_rows import MOST_BY_ACTS
from attestry.people.models import Person
from attestry.risks.actions.assessing import analyse_risk, identify_risk
from attestry.risks.models import Risk

REQUIRED = ("title", "owner_email")
OPTIONAL = ("description", "likelihood", "impact")


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is understood; ``inherent`` is None where it was not analysed."""

    title: str
    owner: Person | None
    description: str
    inherent: tuple[int, int] | None


def plan_risks(data: bytes) -> CsvPlan:
    """What the list would add. Raises WrongLines that names every line that is wrong."""
    return _plan(read(data), _known())


@act("risks.import")
def import_risks(actor: Actor, data: bytes, *, seen: str = "") -> CsvPlan:
    """Take in a CSV file; risks that are known stay as they are.

    ``seen`` is the digest of the plan that was looked at. Raises PlanChanged; WrongLines with the lines.
    """
    lines, known = read(data), _known()
    plan = _plan(lines, known)
    plan.refuse_unless(seen)
    for line in lines:
        if line.title.casefold() in known or line.owner is None:
            continue
        made = identify_risk(actor, title=line.title, owner=line.owner, description=line.description)
        if line.inherent:
            analyse_risk(actor, made, likelihood=line.inherent[0], impact=line.inherent[1])
    record("risks", after={"imported": len(plan.added), "known": plan.unchanged_count})
    return plan


def read(data: bytes) -> list[Line]:
    """The rows as they are understood. Raises WrongLines, with the lines that are wrong."""
    people = {one.email.casefold(): one for one in Person.objects.all()}
    return read_lines(
        data,
        lambda cells: _line(cells, people),
        required=REQUIRED,
        optional=OPTIONAL,
        once="title",
        most=MOST_BY_ACTS,
    )


def _known() -> set[str]:
    return {title.casefold() for title in Risk.objects.values_list("title", flat=True)}


def _plan(lines: Sequence[Line], known: set[str]) -> CsvPlan:
    return plan_of(
        (one.title, {}, {}) if one.title.casefold() in known else (one.title, None, _told(one))
        for one in lines
    )


def _told(line: Line) -> dict[str, object]:
    said: dict[str, object] = {"owner": line.owner.email if line.owner else ""}
    if line.description:
        said["description"] = line.description
    if line.inherent:
        said |= {"likelihood": line.inherent[0], "impact": line.inherent[1]}
    return said


def _line(cells: Cells, people: Mapping[str, Person]) -> Line:
    title, email = cells.text("title", most=200, needed=True), cells.text("owner_email", most=254)
    owner = people.get(email.casefold())
    if owner is None:
        cells.refuse("owner_email", f"nobody here has the address “{email[:80]}”")
    likelihood, impact = cells.whole("likelihood", 1, 5), cells.whole("impact", 1, 5)
    if bool(cells.text("likelihood")) != bool(cells.text("impact")):
        cells.refuse("impact", "likelihood and impact are given together, or neither")
    inherent = (likelihood, impact) if likelihood is not None and impact is not None else None
    return Line(title, owner, cells.text("description"), inherent)
