"""The public page: the shown lines alone, in the order in which a reader wants them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from attestry.trust_center.models import SubprocessorChange
from attestry.trust_center.queries.controls import ControlLine
from attestry.trust_center.queries.frameworks import FrameworkLine
from attestry.trust_center.queries.policies import PolicyLine
from attestry.trust_center.queries.reports import ReportFacts
from attestry.trust_center.queries.subprocessors import SubprocessorLine
from attestry.trust_center.queries.systems import SystemLine
from attestry.trust_center.queries.world import World
from attestry.trust_center.rules.live import UNAUDITED, counted_tones


@dataclass(frozen=True, slots=True)
class ControlGroup:
    """The controls of one category."""

    title: str
    controls: tuple[ControlLine, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader sees. ``current`` is the newest report that stands, None where there is none."""

    at: datetime
    intro: str
    systems: tuple[SystemLine, ...]
    reports: tuple[ReportFacts, ...]
    earlier: tuple[ReportFacts, ...]
    frameworks: tuple[FrameworkLine, ...]
    audited: tuple[ControlGroup, ...]
    live: tuple[ControlGroup, ...]
    tones: tuple[tuple[int, str], ...]
    policies: tuple[PolicyLine, ...]
    subprocessors: tuple[SubprocessorLine, ...]
    coming: tuple[SubprocessorChange, ...]
    past: tuple[SubprocessorChange, ...]
    unaudited: str = UNAUDITED

    @property
    def today(self) -> date:
        """The day of the page."""
        return self.at.date()

    @property
    def current(self) -> ReportFacts | None:
        """The newest report that stands."""
        return self.reports[0] if self.reports else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is shown."""
        return not any(
            (
                *(self.systems, self.reports, self.earlier, self.frameworks),
                *(self.audited, self.live, self.policies, self.subprocessors),
            )
        )


def page_of(world: World) -> Page:
    """The shown lines of a world."""
    on = world.at.date()
    shown = [one.facts for one in world.reports if one.is_shown]
    live = world.live
    return Page(
        at=world.at,
        intro=world.intro,
        systems=tuple(one for one in world.systems if one.is_shown),
        reports=tuple(world.current),
        earlier=tuple(one for one in shown if not one.is_current),
        frameworks=tuple(one for one in world.frameworks if one.is_shown),
        audited=_grouped(world.audited),
        live=_grouped(live),
        tones=counted_tones(one.facts.live.tone for one in live if one.facts.live),
        policies=tuple(one for one in world.policies if one.is_shown),
        subprocessors=tuple(one for one in world.subprocessors if one.is_shown),
        coming=tuple(one for one in reversed(world.changes) if one.effective_on > on),
        past=tuple(one for one in world.changes if one.effective_on <= on),
    )


def _grouped(lines: Sequence[ControlLine]) -> tuple[ControlGroup, ...]:
    in_order = sorted(lines, key=lambda one: (one.facts.category, one.key))
    return tuple(
        ControlGroup(title, tuple(group))
        for title, group in groupby(in_order, key=lambda one: one.facts.category)
    )
