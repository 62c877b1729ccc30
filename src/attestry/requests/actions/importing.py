"""Requests from a list that the firm brings, as CSV or as a workbook: shown first, then all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from attestry.accounts.models import User
from attestry.engagements.models import Engagement
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.csv_cells import Cells, read_lines
from attestry.kit.csv_plan import CsvPlan, plan_of
from attestry.kit.workbook import as_csv
from attestry.requests.actions.asking import (
    NUMBER,
    OWN_GROUP,
    WHAT_NUMBER,
    refuse_owner,
    refuse_unless_asking,
)
from attestry.requests.errors import RequestRefused
from attestry.requests.models import Request
from attestry.requests.rules.kind import Frequency, RequestKind

REQUIRED = ("number", "title", "owner_email", "due_on")
OPTIONAL = ("text", "group", "kind", "frequency", "criteria", "controls")


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is understood."""

    number: str
    title: str
    text: str
    group: str
    kind: RequestKind
    frequency: Frequency
    criteria: tuple[str, ...]
    controls: tuple[str, ...]
    owner: User
    due_on: date

    def told(self) -> dict[str, object]:
        """What the row says, by column."""
        return {"title": self.title, "owner": self.owner.email, "due": self.due_on.isoformat()}


def plan_requests(engagement: Engagement, data: bytes) -> CsvPlan:
    """What the list would add; numbers that are asked for already stay as they are. Raises WrongLines."""
    return _plan(read(data), _known(engagement))


@act("requests.ask")
def import_requests(actor: Actor, engagement: Engagement, data: bytes, *, seen: str = "") -> CsvPlan:
    """Ask for what the list asks for; ``seen`` is the digest of the plan that was looked at.

    Raises BehindTheWall, PlanChanged, and WrongLines with every line that is wrong.
    """
    refuse_unless_asking(actor, engagement)
    lines, known = read(data), _known(engagement)
    plan = _plan(lines, known)
    plan.refuse_unless(seen)
    at, count = clock.now(), engagement.requests.count()
    Request.objects.bulk_create(
        Request(
            engagement=engagement,
            number=line.number,
            group=line.group,
            title=line.title,
            text=line.text,
            kind=line.kind.value,
            frequency=line.frequency.value,
            criteria=list(line.criteria),
            controls=list(line.controls),
            owner=line.owner,
            due_on=line.due_on,
            position=1000 + count + place,
            asked_by=actor.name,
            asked_at=at,
            changed_at=at,
        )
        for place, line in enumerate(lines)
        if line.number not in known
    )
    record(engagement.subject, after={"imported": len(plan.added), "known": plan.unchanged_count})
    return plan


def read(data: bytes) -> list[Line]:
    """The rows as they are understood. Raises WrongLines with the lines that are wrong."""
    owners = {one.email.casefold(): one for one in User.objects.all()}
    today = clock.now().date()
    found = read_lines(
        as_csv(data),
        lambda cells: _line(cells, owners, today),
        required=REQUIRED,
        optional=OPTIONAL,
        once="number",
    )
    return [one for one in found if one is not None]


def _line(cells: Cells, owners: Mapping[str, User], today: date) -> Line | None:
    due_on = cells.day("due_on")
    if due_on is None or due_on < today:
        cells.refuse("due_on", "it is empty or over")
    email = cells.text("owner_email", most=254, needed=True)
    owner = owners.get(email.casefold())
    if owner is None:
        cells.refuse("owner_email", f"nobody signs in with “{email[:80]}”")
    else:
        _refuse_unable(cells, owner)
    kind = cells.choice("kind", RequestKind, otherwise=RequestKind.DOCUMENT)
    frequency = cells.choice("frequency", Frequency, otherwise=Frequency.ONCE)
    number = cells.text("number", most=20, needed=True)
    if number and not NUMBER.fullmatch(number):
        cells.refuse("number", WHAT_NUMBER)
    title = cells.text("title", most=200, needed=True)
    if due_on is None or owner is None:
        return None
    return Line(
        number,
        title,
        cells.text("text"),
        cells.text("group", most=100) or OWN_GROUP,
        kind,
        frequency,
        _words(cells.text("criteria")),
        _words(cells.text("controls")),
        owner,
        due_on,
    )


def _refuse_unable(cells: Cells, owner: User) -> None:
    try:
        refuse_owner(owner)
    except RequestRefused as refusal:
        cells.refuse("owner_email", refusal.why)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").replace(";", " ").split())


def _known(engagement: Engagement) -> set[str]:
    return set(engagement.requests.values_list("number", flat=True))


def _plan(lines: Sequence[Line], known: set[str]) -> CsvPlan:
    return plan_of(
        (f"{one.number} {one.title}", {}, {})
        if one.number in known
        else (f"{one.number} {one.title}", None, one.told())
        for one in lines
    )
