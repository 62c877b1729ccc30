"""The quick start to a Type 1: whether a day can be had as its as-of date, and the dated steps to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from attestry.kit.clock import from_text
from attestry.readiness.rules.assumptions import Span
from attestry.readiness.rules.estimate import Estimate
from attestry.readiness.rules.lacks import Lack

# Two years ahead, what is assumed of today's program says nothing of the date.
FURTHEST_DAYS = 730


@dataclass(frozen=True, slots=True)
class Step:
    """One step from its first day to its last, both included; ``open`` is what there was to do."""

    key: str
    title: str
    from_on: date
    due_on: date
    done_when: str
    open: int

    def record(self) -> dict[str, object]:
        """The step as the journal and the database keep it."""
        days = {"from_on": self.from_on.isoformat(), "due_on": self.due_on.isoformat()}
        return {
            "key": self.key,
            "title": self.title,
            **days,
            "done_when": self.done_when,
            "open": self.open,
        }


def step_of(record: Mapping[str, object]) -> Step:
    """The step that was kept."""
    return Step(
        key=str(record["key"]),
        title=str(record["title"]),
        from_on=from_text(str(record["from_on"])).date(),
        due_on=from_text(str(record["due_on"])).date(),
        done_when=str(record["done_when"]),
        open=int(str(record["open"])),
    )


def wrong_as_of(as_of: date, *, today: date) -> str:
    """Why a day cannot be planned for at all; "" where it can."""
    if as_of < today:
        return "is in the past. A plan leads to a day that is yet to come."
    if as_of > today + timedelta(days=FURTHEST_DAYS):
        return "is more than two years ahead. Plan for a nearer day."
    return ""


def schedule(found: Estimate, assumed: Mapping[str, Span], *, as_of: date) -> tuple[Step, ...]:
    """The steps to ``as_of``, which is not before the earliest day of ``found``.

    The days until then are shared among the steps by their hours at worst. What others decide, the
    firm and its work, is planned at worst.
    """
    today, day = found.today, timedelta(days=1)
    settle = (found.as_of.earliest - found.in_place.earliest).days
    known, closed, shown = _shared(found, (as_of - today).days - settle)
    firm = max(as_of, today + timedelta(weeks=assumed["lead"].worst))
    looked = firm + timedelta(weeks=assumed["fieldwork_1"].worst)
    asked = max(today, as_of - timedelta(weeks=assumed["lead"].worst))
    in_hand = looked + timedelta(weeks=assumed["report"].worst)
    counts = {one.lack: one.count for one in found.work}
    gaps = sum(count for lack, count in counts.items() if lack.is_gap)
    return (
        Step("firm", "Engage a firm", today, asked, "A CPA firm has agreed to the date and to its fee.", 0),
        Step(
            "scope",
            "Settle the scope and know where you stand",
            today,
            today + known * day,
            "Services, boundary and categories are decided, and every criterion in scope is rated.",
            counts[Lack.UNRATED],
        ),
        Step(
            "gaps",
            "Close the gaps",
            today + known * day,
            today + closed * day,
            "Every control is in use, owned, live and does not fail.",
            gaps,
        ),
        Step(
            "evidence",
            "Gather evidence",
            today + closed * day,
            today + shown * day,
            "Something shows each control, and the description of the system is written.",
            counts[Lack.NO_EVIDENCE],
        ),
        Step("settle", "See it in place", today + shown * day, as_of, "Nothing that was closed reopens.", 0),
        Step(
            "as_of",
            "The as-of date",
            as_of,
            as_of,
            "The firm looks at the program as it stands on this day.",
            0,
        ),
        Step("fieldwork", "Fieldwork", firm, looked, "Walkthroughs and inspections of the firm are done.", 0),
        Step(
            "report",
            "The report",
            looked,
            in_hand,
            "Management has signed its assertion, and the firm has issued its report.",
            0,
        ),
    )


def _shared(found: Estimate, days: int) -> tuple[int, int, int]:
    """How many of ``days`` have gone when each of the three kinds of work is done."""
    parts = [0, 0, 0]
    for one in found.work:
        place = 0 if one.lack is Lack.UNRATED else 1 if one.lack.is_gap else 2
        parts[place] += one.hours.worst
    whole = sum(parts)
    if not whole:
        return 0, 0, 0
    known, closed, shown = (days * part // whole for part in accumulate(parts))
    return known, closed, shown
