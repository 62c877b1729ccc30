"""Reports that were issued, as the public page tells of them, with the days since."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from attestry.opinions.models import IssuedReport
from attestry.trust_center.queries.candidate import Candidate, Chosen
from attestry.trust_center.queries.letters import LetterFacts
from attestry.trust_center.rules.items import ItemKind
from attestry.ui.words import day_words


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What is said of a report. ``opinions`` are (subject, opinion) as issued; ``over`` says why nobody
    relies on it any more; ``gap_days`` are the days since its period's end, of the current report alone.
    One that ``is_on_offer`` may be asked for by strangers.
    """

    report: IssuedReport
    kind: str
    system: str
    when: str
    until_on: date
    categories: tuple[str, ...]
    opinions: tuple[tuple[str, str], ...]
    firm: str
    over: str
    is_withdrawn: bool
    gap_days: int
    is_on_offer: bool
    letters: tuple[LetterFacts, ...] = ()

    @property
    def is_of_a_day(self) -> bool:
        """Whether it speaks of one day (Type 1), and of no period."""
        return not self.report.content["from"]

    @property
    def is_current(self) -> bool:
        """Whether it was neither replaced nor withdrawn."""
        return not self.over


ReportLine = Candidate[ReportFacts]


def report_lines(on: date, chosen: Chosen, on_offer: Collection[int]) -> tuple[ReportLine, ...]:
    """Every issued report, the newest first, in one query; ``on_offer`` names those to be asked for."""
    found = IssuedReport.objects.select_related("replaced_by", "withdrawal").order_by("-report_on", "-pk")
    return tuple(_line(one, on, chosen, is_on_offer=one.pk in on_offer) for one in found)


def current_reports(lines: Sequence[ReportLine]) -> list[ReportFacts]:
    """Those shown that may be relied on, the newest period first."""
    facts = [one.facts for one in lines if one.is_shown and one.facts.is_current]
    return sorted(facts, key=lambda one: one.until_on, reverse=True)


def over_because(report: IssuedReport) -> str:
    """Why nobody is to rely on a report any more; empty where it stands."""
    if (withdrawal := getattr(report, "withdrawal", None)) is not None:
        return f"Withdrawn on {day_words(withdrawal.at)}: {withdrawal.reason}"
    if (newer := getattr(report, "replaced_by", None)) is not None:
        return f"Replaced by version {newer.version}, dated {day_words(newer.report_on)}: {newer.why}"
    return ""


def when_words(content: dict[str, str]) -> str:
    """``1 Jan 2026 to 30 Jun 2026``, or ``as of 30 Jun 2026`` for a report of one day."""
    until = day_words(date.fromisoformat(content["until"]))
    return (
        f"{day_words(date.fromisoformat(content['from']))} to {until}"
        if content["from"]
        else f"as of {until}"
    )


def _line(report: IssuedReport, on: date, chosen: Chosen, *, is_on_offer: bool) -> ReportLine:
    content = report.content
    until_on = date.fromisoformat(content["until"])
    over = over_because(report)
    facts = ReportFacts(
        report=report,
        kind=content["kind_label"],
        system=content["system"],
        when=when_words(content),
        until_on=until_on,
        categories=tuple(one.replace("_", " ").capitalize() for one in content["categories"]),
        opinions=tuple((one["subject"].capitalize(), one["label"]) for one in content["opinions"]),
        firm=content["firm"].get("name", ""),
        over=over,
        is_withdrawn=getattr(report, "withdrawal", None) is not None,
        gap_days=max(0, (on - until_on).days),
        is_on_offer=is_on_offer,
    )
    key = str(report.pk)
    return Candidate(
        ItemKind.REPORT,
        key,
        f"{facts.kind} of {facts.system}, {facts.when}",
        facts,
        f"Issued by {facts.firm}, dated {day_words(report.report_on)}, version {report.version}; "
        f"sealed as entry {report.entry_seq}.",
        "",
        chosen.get((ItemKind.REPORT, key)),
    )
