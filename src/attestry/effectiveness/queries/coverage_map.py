"""The coverage map of controls over a period: their cells, and how consistently they were done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache

from attestry.controls.errors import UnknownControl
from attestry.controls.models import Control
from attestry.controls.rules.control import Frequency
from attestry.effectiveness.queries.brought import brought, spans_in_use
from attestry.effectiveness.rules.answers import Calendar
from attestry.effectiveness.rules.consistency import Consistency, consistency
from attestry.effectiveness.rules.coverage_map import Brought, Cell, coverage
from attestry.effectiveness.rules.occurrences import Occurrence, Rhythm, occurrences, rhythm_of

# Without a calendar, but with a test that asks again and again: each day somebody ought to look.
WATCHED = Rhythm.DAILY


@dataclass(frozen=True, slots=True)
class ControlCoverage:
    """One control over the period. ``rhythm`` is None where no calendar applies and no test looks."""

    key: str
    title: str
    category: str
    owner: str
    frequency: str
    rhythm: Rhythm | None
    is_watched: bool
    cells: tuple[Cell, ...]
    figure: Consistency

    @property
    def deviations(self) -> int:
        """How many occurrences are deviations."""
        return sum(cell.is_deviation for cell in self.cells)

    @property
    def expectation(self) -> str:
        """What is expected, in words."""
        said = self.frequency.replace("_", " ")
        if self.is_watched:
            return f"{said}, watched daily"
        return said if self.rhythm else f"{said}, no calendar"


def coverage_maps(
    from_on: date,
    until_on: date,
    *,
    at: datetime,
    known_at: datetime | None = None,
    keys: Collection[str] | None = None,
) -> tuple[ControlCoverage, ...]:
    """The maps of the controls that were in use in [from_on, until_on) (or of ``keys``), as of ``at``.

    A constant number of queries. As known on an earlier day than ``at``, only what had come by then
    counts, and what was not overdue by then is still pending.
    """
    start, end = _midnight(from_on), _midnight(until_on)
    spans = spans_in_use(at)
    if keys is None:
        keys = [key for key, used in spans.items() if any(one.reaches_into(start, end) for one in used)]
    controls = Control.objects.select_related("owner", "category").filter(key__in=keys)
    listed = list(controls.order_by("category__position", "key"))
    in_use = {one.key: spans.get(one.key, []) for one in listed}
    found = brought(in_use, from_at=start, until_at=end, at=at, known_at=known_at)
    calendars: dict[Rhythm, Calendar] = {}
    moment = min(at, known_at) if known_at else at
    return tuple(_map(one, found[one.key], calendars, (from_on, until_on), moment) for one in listed)


def coverage_map(
    key: str, from_on: date, until_on: date, *, at: datetime, known_at: datetime | None = None
) -> ControlCoverage:
    """The map of one control. Raises UnknownControl."""
    found = coverage_maps(from_on, until_on, at=at, known_at=known_at, keys=[key])
    if not found:
        raise UnknownControl(key)
    return found[0]


def has_no_calendar(frequency: str) -> bool:
    """Whether a control is performed when something happens, or always, and not by the calendar."""
    return frequency in (Frequency.CONTINUOUS, Frequency.PER_EVENT, Frequency.ON_CHANGE)


def _map(
    control: Control,
    found: Brought,
    calendars: dict[Rhythm, Calendar],
    period: tuple[date, date],
    moment: datetime,
) -> ControlCoverage:
    rhythm = rhythm_of(control.frequency)
    is_watched = rhythm is None and bool(found.streams)
    applied = WATCHED if is_watched else rhythm
    if applied and applied not in calendars:
        calendars[applied] = Calendar(_occurrences(applied, *period))
    cells = coverage(calendars[applied], replace(found, is_watched=is_watched), at=moment) if applied else ()
    return ControlCoverage(
        key=control.key,
        title=control.title,
        category=control.category.title,
        owner=control.owner.name if control.owner else "",
        frequency=control.frequency,
        rhythm=applied,
        is_watched=is_watched,
        cells=cells,
        figure=consistency(cells),
    )


@lru_cache(maxsize=64)
def _occurrences(rhythm: Rhythm, from_on: date, until_on: date) -> tuple[Occurrence, ...]:
    """The calendar of a period, which most askings have in common."""
    return occurrences(rhythm, from_on, until_on)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
