"""What the firm concluded of each control, with what would make a reader doubt it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef

from attestry.engagements.models import Engagement
from attestry.evidence.models import Entry
from attestry.kit import clock
from attestry.kit.remembered import of_the_day, remembered
from attestry.opinions.rules.consistency import ControlTested
from attestry.workpapers.models import Conclusion, ItemMark, WorkNote, Workpaper
from attestry.workpapers.queries.listing import PaperLine, paper_lines
from attestry.workpapers.queries.standing_marks import standing_marks
from attestry.workpapers.rules.aspect import Aspect, Nature
from attestry.workpapers.rules.grid import Mark
from attestry.workpapers.rules.state import PaperState


@dataclass(frozen=True, slots=True)
class _Known:
    """What is looked up once for all papers: marks, when entries came to be known, words of other reports."""

    deviating: Mapping[int, int]
    looked_at: frozenset[int]
    recorded: Mapping[int, datetime]
    elsewhere: Mapping[str, str]


def tests_of(engagement: Engagement) -> tuple[ControlTested, ...]:
    """Every paper of the engagement, in a constant number of queries; remembered until somebody writes."""
    return _asking(engagement.pk)(clock.now())


@cache
def _asking(number: int) -> Callable[[datetime], tuple[ControlTested, ...]]:
    """The question about one engagement; what it answers depends on no hour of the day."""

    @remembered
    @of_the_day
    def asked(_at: datetime) -> tuple[ControlTested, ...]:
        return _tests(Engagement.objects.get(pk=number))

    return asked


def _tests(engagement: Engagement) -> tuple[ControlTested, ...]:
    lines = paper_lines(engagement)
    last = [one for line in lines if (one := line.conclusion) is not None]
    known = _Known(
        _deviating(engagement), _looked_at(engagement), _recorded(last), _elsewhere(engagement, last)
    )
    return tuple(_tested(line, known) for line in lines)


def in_brief(tests: Iterable[ControlTested]) -> list[dict[str, Any]]:
    """The tests as the contents of a report name them, without what was looked at: enough to miss one."""
    return [
        {
            "key": one.control,
            "criteria": list(one.criteria),
            "tests": [{"aspect": "operation" if one.is_operation else "design", "verdict": one.verdict}],
        }
        for one in tests
    ]


def _tested(line: PaperLine, known: _Known) -> ControlTested:
    last, paper = line.conclusion, line.paper
    return ControlTested(
        reference=paper.reference,
        control=paper.control.key,
        is_operation=paper.the_aspect is Aspect.OPERATION,
        verdict=last.verdict if last else "",
        is_reviewed=line.state is PaperState.REVIEWED,
        criteria=line.criteria,
        deviating=known.deviating.get(paper.pk, 0),
        concluded_on=last.at.date() if last else None,
        words=last.words if last else "",
        is_outdated=line.state is PaperState.OUTDATED,
        is_early=last is not None and _is_early(last, known.recorded),
        is_looked_at=paper.pk in known.looked_at,
        copied_from=known.elsewhere.get(last.words, "") if last else "",
    )


def _is_early(last: Conclusion, recorded: Mapping[int, datetime]) -> bool:
    """Whether it cites an entry that the ledger does not hold, or came to hold only after it."""
    return any(seq not in recorded or recorded[seq] > last.at for seq in last.entries)


def _deviating(engagement: Engagement) -> Counter[int]:
    """By paper how many items deviate, in one query."""
    failing = standing_marks(engagement, Mark.FAIL).values_list("workpaper_id", "item_id")
    return Counter(paper for paper, _ in set(failing))


def _looked_at(engagement: Engagement) -> frozenset[int]:
    """The papers whose grid says of something that it holds or not, or in which it was done again."""
    of_it = {"workpaper": OuterRef("pk")}
    said = ItemMark.objects.filter(mark__in=[Mark.PASS, Mark.FAIL], **of_it)
    again = WorkNote.objects.filter(nature=Nature.REPERFORMANCE, **of_it)
    found = Workpaper.objects.filter(Exists(said) | Exists(again), engagement=engagement)
    return frozenset(found.order_by().values_list("pk", flat=True))


def _recorded(last: Iterable[Conclusion]) -> dict[int, datetime]:
    cited = {seq for one in last for seq in one.entries}
    return dict(Entry.objects.filter(seq__in=cited).values_list("seq", "recorded_at"))


def _elsewhere(engagement: Engagement, last: Iterable[Conclusion]) -> dict[str, str]:
    """The words of conclusions that stand in another engagement of the same firm as well, in one query.

    Which one it is, is not said: not everybody of the firm is on its team.
    """
    words = {one.words for one in last}
    others = Conclusion.objects.exclude(workpaper__engagement=engagement).filter(words__in=words)
    found = others.filter(workpaper__engagement__firm=engagement.firm_id).values_list("words", flat=True)
    return dict.fromkeys(found, "another engagement of the firm")
