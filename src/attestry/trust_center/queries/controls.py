"""Controls as the world may see them: what an auditor examined apart from what nobody but us looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from attestry.effectiveness.queries.periods import control_intervals
from attestry.effectiveness.queries.status import ControlStatus, control_statuses
from attestry.effectiveness.rules.days import days
from attestry.trust_center.queries.candidate import Candidate, Chosen
from attestry.trust_center.queries.reports import ReportFacts, ReportLine
from attestry.trust_center.rules.examined import examined_words
from attestry.trust_center.rules.items import ItemKind
from attestry.trust_center.rules.live import Stretch, stretches, tone_of, words_of
from attestry.ui.words import instant_words

SHOWN_DAYS = 30


@dataclass(frozen=True, slots=True)
class Audited:
    """An issued report that names a control, and what it says that came of its tests."""

    report: ReportFacts
    words: str


@dataclass(frozen=True, slots=True)
class Live:
    """How a control stands now by sealed evidence, when that was looked at, and the days before."""

    tone: str
    looked_at: datetime
    days: tuple[Stretch, ...]

    @property
    def words(self) -> str:
        """The word beside the colour."""
        return words_of(self.tone)


@dataclass(frozen=True, slots=True)
class ControlFacts:
    """A control in use. ``live`` is None where nothing was ever sealed about it."""

    key: str
    title: str
    category: str
    references: tuple[tuple[str, str], ...]
    audited: tuple[Audited, ...]
    live: Live | None


ControlLine = Candidate[ControlFacts]


def control_lines(at: datetime, reports: Sequence[ReportLine], chosen: Chosen) -> tuple[ControlLine, ...]:
    """Every control in use by key, in a constant number of queries."""
    audited = _audited(reports)
    statuses = control_statuses(at)
    asked = {key: ids for key, one in statuses.items() if (ids := _tests(one))}
    spans = control_intervals(asked, from_at=at - timedelta(days=SHOWN_DAYS - 1), until_at=at)
    strips = {key: stretches(days(found)) for key, found in spans.items()}
    return tuple(
        _line(one, audited.get(key, ()), strips.get(key, ()), chosen) for key, one in sorted(statuses.items())
    )


def _tests(status: ControlStatus) -> list[str]:
    return [one.test_id for one in status.tests if not one.is_manual]


def _audited(reports: Sequence[ReportLine]) -> Mapping[str, tuple[Audited, ...]]:
    """What the shown reports that stand say of each control, by its key."""
    found: dict[str, list[Audited]] = defaultdict(list)
    for line in reports:
        if not line.is_shown or not line.facts.is_current:
            continue
        for control in line.facts.report.content["controls"]:
            found[control["key"]].append(Audited(line.facts, examined_words(control["tests"])))
    return {key: tuple(said) for key, said in found.items()}


def _line(
    status: ControlStatus, audited: tuple[Audited, ...], strip: tuple[Stretch, ...], chosen: Chosen
) -> ControlLine:
    control = status.control
    looked = [one.result.as_of for one in status.tests if one.result]
    live = Live(tone_of(status.outcome), max(looked), strip) if looked else None
    facts = ControlFacts(
        key=control.key,
        title=control.title,
        category=control.category.title,
        references=tuple((one.family, one.reference) for one in control.mappings.all()),
        audited=audited,
        live=live,
    )
    backing = [f"{one.report.kind}, {one.report.when}" for one in audited]
    if live is not None:
        backing.append(f"sealed evidence of {instant_words(live.looked_at)}: {live.words.lower()}")
    return Candidate(
        ItemKind.CONTROL,
        control.key,
        control.title,
        facts,
        "; ".join(backing),
        "" if backing else "No report that is shown names it, and nothing was sealed about it.",
        chosen.get((ItemKind.CONTROL, control.key)),
    )
