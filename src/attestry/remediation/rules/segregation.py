"""Who may verify a fix and who may accept a gap: never whoever owns it (CC5.1; owner is not verifier)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who a task belongs to: a person or a team, by number; and who said that it is fixed, by key."""

    owner: int | None
    team: int | None
    fixed_by: str = ""


def why_not_verifier(responsible: Responsible, *, person: int | None, team: int | None) -> str:
    """Why somebody cannot verify, in words; nothing where they can. ``person`` and ``team`` are theirs."""
    if person is not None and person == responsible.owner:
        return "they own the task"
    if responsible.team is not None and team == responsible.team:
        return "they are in the team that owns the task"
    return ""


def is_senior(person: int, to: int, managers: Mapping[int, int | None]) -> bool:
    """Whether ``person`` stands above ``to`` in the reporting lines; a circle in them ends the search."""
    seen: set[int] = set()
    above = managers.get(to)
    while above is not None and above not in seen:
        if above == person:
            return True
        seen.add(above)
        above = managers.get(above)
    return False


def circle(needs: Mapping[int, tuple[int, ...]], task: int, needed: int) -> tuple[int, ...]:
    """The way from ``needed`` back to ``task``, if ``task`` were to need it; nothing where there is none."""
    waiting: list[tuple[int, tuple[int, ...]]] = [(needed, (needed,))]
    seen: set[int] = set()
    while waiting:
        one, way = waiting.pop()
        if one == task:
            return way
        if one not in seen:
            seen.add(one)
            waiting.extend((further, (*way, further)) for further in needs.get(one, ()))
    return ()
