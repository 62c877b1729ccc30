"""What a list of people would change in the register: worked out before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from attestry.kit.csv_plan import CsvPlan
from attestry.kit.csv_plan import plan_of as in_words
from attestry.kit.csv_rows import CsvRow
from attestry.people.rules.employment import works_here
from attestry.people.rules.facts import PersonFacts, changed, complaints
from attestry.people.rules.reporting import reporting_cycle

REQUIRED = ("email", "name", "started_on")
OPTIONAL = ("engagement", "title", "team", "manager_email", "ended_on")


@dataclass(frozen=True, slots=True)
class PersonChange:
    """One person as the register has them and as the list says."""

    before: PersonFacts
    after: PersonFacts

    @property
    def fields(self) -> tuple[tuple[str, object, object], ...]:
        """Each field that changes, with its value before and after."""
        named = changed(self.before, self.after)
        return tuple((name, getattr(self.before, name), getattr(self.after, name)) for name in named)


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking a list in would do. ``missing`` work here, are not in the list, and stay as they are."""

    added: tuple[PersonFacts, ...]
    changes: tuple[PersonChange, ...]
    unchanged_count: int
    missing: tuple[PersonFacts, ...]
    new_teams: tuple[str, ...]

    def told(self) -> CsvPlan:
        """The same in words: who is added and with what, who changes and how, and who is not in the list."""
        records = [(_titled(one), None, one.record()) for one in self.added]
        changes = [(_titled(one.after), one.before.record(), one.after.record()) for one in self.changes]
        found = in_words([*records, *changes])
        return replace(found, unchanged_count=self.unchanged_count, absent=tuple(map(_titled, self.missing)))


def _titled(one: PersonFacts) -> str:
    return f"{one.name}, {one.email}"


def read_people(
    rows: Sequence[CsvRow], known: Mapping[str, PersonFacts]
) -> tuple[list[PersonFacts], list[str]]:
    """The people of a list, and everything that is wrong with its lines.

    A column that the list does not have leaves what is known of a person as it is.
    """
    found: dict[str, PersonFacts] = {}
    lines: dict[str, int] = {}
    wrong: list[str] = []
    for row in rows:
        email = row["email"].lower()
        if email in lines:
            wrong.append(f"line {row.line}: email: {email[:80]} stands on line {lines[email]} already")
            continue
        lines[email] = row.line
        said = _said(row, email, known.get(email), wrong)
        if said is not None:
            wrong += [f"line {row.line}: {field}: {why}" for field, why in complaints(said)]
            found[email] = said
    wrong += _wrong_managers(found, known, lines)
    return list(found.values()), wrong


def _said(row: CsvRow, email: str, known: PersonFacts | None, wrong: list[str]) -> PersonFacts | None:
    days: dict[str, date | None] = {}
    for name in ("started_on", "ended_on"):
        try:
            days[name] = date.fromisoformat(row[name]) if row[name] else None
        except ValueError:
            wrong.append(f"line {row.line}: {name}: “{row[name][:40]}” is no day such as 2026-03-14")
            return None
    started_on = days["started_on"]
    if started_on is None:
        wrong.append(f"line {row.line}: started_on: the first day is missing")
        return None
    told = PersonFacts(
        email=email,
        name=row["name"],
        started_on=started_on,
        engagement=row["engagement"].lower() or "employee",
        title=row["title"],
        team=row["team"],
        manager_email=row["manager_email"].lower(),
        ended_on=days["ended_on"],
    )
    if known is None:
        return told
    kept = {name: getattr(known, name) for name in OPTIONAL if name not in row.values}
    return replace(told, **kept)


def _wrong_managers(
    found: Mapping[str, PersonFacts], known: Mapping[str, PersonFacts], lines: Mapping[str, int]
) -> list[str]:
    manager_of = {email: one.manager_email for email, one in {**known, **found}.items()}
    wrong = [
        f"line {lines[email]}: manager_email: nobody has the address {one.manager_email[:80]}"
        for email, one in found.items()
        if one.manager_email and one.manager_email not in manager_of
    ]
    circle = reporting_cycle(manager_of)
    if len(circle) > 1:
        line = next((lines[email] for email in circle if email in lines), 0)
        told = " → ".join((*circle[:8], *(["…"] if len(circle) > 8 else []), circle[0]))
        wrong.append(f"line {line}: manager_email: the reporting line goes in a circle: {told}")
    return wrong


def plan_of(
    people: Sequence[PersonFacts], known: Mapping[str, PersonFacts], teams: Sequence[str], today: date
) -> Plan:
    """What taking these people in would change in the register as it is known."""
    listed = {one.email for one in people}
    changes = tuple(
        PersonChange(known[one.email], one)
        for one in people
        if one.email in known and known[one.email] != one
    )
    added = tuple(one for one in people if one.email not in known)
    missing = tuple(
        one
        for email, one in known.items()
        if email not in listed and works_here(one.started_on, one.ended_on, today)
    )
    new_teams = sorted({one.team for one in people if one.team} - set(teams))
    return Plan(added, changes, len(people) - len(added) - len(changes), missing, tuple(new_teams))
