"""What the world sees and all that it could: one reading for the page, its preview and its keepers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from attestry.kit.remembered import remembered
from attestry.readers.queries.offers import reports_on_offer
from attestry.trust_center.models import SubprocessorChange, TrustPage
from attestry.trust_center.queries.candidate import Candidate, chosen
from attestry.trust_center.queries.controls import ControlLine, control_lines
from attestry.trust_center.queries.frameworks import FrameworkLine, framework_lines
from attestry.trust_center.queries.letters import LetterLine, letter_lines
from attestry.trust_center.queries.policies import PolicyLine, policy_lines
from attestry.trust_center.queries.reports import ReportFacts, ReportLine, current_reports, report_lines
from attestry.trust_center.queries.subprocessors import (
    SubprocessorLine,
    announced_changes,
    bearing,
    subprocessor_lines,
)
from attestry.trust_center.queries.systems import SystemLine, system_lines
from attestry.trust_center.rules.items import ItemKind


@dataclass(frozen=True, slots=True)
class World:
    """Every candidate of every kind at an instant, with the settings of the page.

    It ``takes_requests`` where a report is on offer, shown here or not.
    """

    at: datetime
    is_open: bool
    intro: str
    contact: str
    accent: str
    logo_digest: str
    systems: tuple[SystemLine, ...]
    reports: tuple[ReportLine, ...]
    frameworks: tuple[FrameworkLine, ...]
    controls: tuple[ControlLine, ...]
    policies: tuple[PolicyLine, ...]
    subprocessors: tuple[SubprocessorLine, ...]
    letters: tuple[LetterLine, ...]
    changes: tuple[SubprocessorChange, ...]
    takes_requests: bool

    def of(self, kind: ItemKind) -> tuple[Candidate, ...]:  # type: ignore[type-arg]
        """The candidates of a kind."""
        return {
            ItemKind.SYSTEM: self.systems,
            ItemKind.REPORT: self.reports,
            ItemKind.FRAMEWORK: self.frameworks,
            ItemKind.CONTROL: self.controls,
            ItemKind.POLICY: self.policies,
            ItemKind.SUBPROCESSOR: self.subprocessors,
            ItemKind.LETTER: self.letters,
        }[kind]  # type: ignore[return-value]

    @property
    def current(self) -> list[ReportFacts]:
        """The shown reports that stand, the newest first."""
        return current_reports(self.reports)

    @property
    def audited(self) -> list[ControlLine]:
        """The shown controls that a shown report names."""
        return [one for one in self.controls if one.is_shown and one.facts.audited]

    @property
    def live(self) -> list[ControlLine]:
        """The shown controls that something was sealed about."""
        return [one for one in self.controls if one.is_shown and one.facts.live]


@remembered
def the_world(at: datetime) -> World:
    """Everything, in a constant number of queries."""
    page = TrustPage.objects.first() or TrustPage()
    stands, on = chosen(), at.date()
    on_offer = reports_on_offer()
    reports = report_lines(on, stands, on_offer)
    letters = letter_lines({one.report.pk for one in current_reports(reports)}, stands)
    reports = _with_letters(reports, letters)
    controls = control_lines(at, reports, stands)
    told = announced_changes()
    return World(
        at=at,
        is_open=page.is_open,
        intro=page.intro,
        contact=page.contact,
        accent=str(page.accent),
        logo_digest=page.logo_digest,
        systems=system_lines(reports, stands),
        reports=reports,
        frameworks=framework_lines(on, controls, current_reports(reports), stands),
        controls=controls,
        policies=policy_lines(on, stands),
        subprocessors=subprocessor_lines(told, on, stands),
        letters=letters,
        changes=bearing(told, on),
        takes_requests=bool(on_offer),
    )


def _with_letters(reports: tuple[ReportLine, ...], letters: tuple[LetterLine, ...]) -> tuple[ReportLine, ...]:
    """The reports, each with the shown letters about the days after it."""
    return tuple(
        replace(
            line,
            facts=replace(
                line.facts,
                letters=tuple(
                    one.facts for one in letters if one.is_shown and one.facts.report == line.facts.report.pk
                ),
            ),
        )
        for line in reports
    )
