"""The gaps of the scope itself: what drifted, is promised without a control, or not signed.

Offered here, because a gap names controls and the room of the scope stands below them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from attestry.controls.queries.commitments import uncovered_commitments
from attestry.controls.queries.designs import design_lines
from attestry.controls.rules.control import State
from attestry.controls.rules.design import Standing
from attestry.controls.rules.gap import Gap, GapKind
from attestry.kit.remembered import of_the_day, remembered
from attestry.scope.models import System
from attestry.scope.queries.advice import scope_blockers
from attestry.scope.queries.boundary import data_store_findings
from attestry.scope.queries.decisions import drift
from attestry.scope.queries.environments import environments
from attestry.scope.queries.promises import organizations
from attestry.scope.queries.reaching_data import disposals
from attestry.scope.rules.system import Verdict
from attestry.ui.words import counted_words


@remembered
@of_the_day
def gaps(at: datetime) -> tuple[Gap, ...]:
    """What is wanting of the scope; nothing before a system is described."""
    system = System.objects.order_by("created_at", "pk").first()
    if system is None:
        return ()
    return (*_boundary(system, at), *_drift(system), *_data(system), *_promises(system), *_designs())


def _boundary(system: System, at: datetime) -> Iterator[Gap]:
    for words in scope_blockers(system):
        title = "Health data without a HIPAA track"
        yield Gap("scope:health", title, words, GapKind.MISSING, url=_to("scope_wizard"))
    waiting = system.resources.filter(verdict=Verdict.UNDECIDED, first_seen_at__lte=at)
    seen = list(waiting.order_by("first_seen_at").values_list("first_seen_at", flat=True))
    if seen:
        said = counted_words(len(seen), "discovered resource")
        yield Gap(
            "scope:undecided",
            f"{said} {'waits' if len(seen) == 1 else 'wait'} for a verdict",
            "Each counts as part of the system until somebody decides.",
            GapKind.INADEQUATE,
            criteria=("CC2.1", "CC6.1"),
            url=f"{_to('resources')}?verdict=undecided",
            since=seen[0],
        )


def _drift(system: System) -> Iterator[Gap]:
    moved = drift(system)
    if moved and moved[1].count:
        yield Gap(
            "scope:drift",
            f"The boundary drifted from version {moved[0].number} of the scope",
            f"Differs in {counted_words(moved[1].count, 'point')} from what {moved[0].signer_name} signed.",
            GapKind.INADEQUATE,
            criteria=("CC2.1", "CC3.4"),
            url=_to("scope_decision"),
        )
    for line in environments(system):
        if line.conflict:
            name = line.environment.name
            yield Gap(
                f"environment:{name}",
                f"{name}: in or out is open",
                line.conflict,
                GapKind.INADEQUATE,
                url=_to("environments"),
            )


def _data(system: System) -> Iterator[Gap]:
    for store in data_store_findings(system):
        yield Gap(
            f"data_store:{store.name}",
            f"The record of {store.name} lacks something",
            " ".join(store.findings),
            GapKind.INADEQUATE,
            criteria=("CC2.1", "C1.1"),
            url=_to("data_stores"),
        )
    for line in disposals(system):
        if line.findings:
            yield Gap(
                f"disposal:{line.disposal.name}:{line.disposal.disposed_on}",
                f"No proof that {line.disposal.name} was destroyed",
                line.findings[0],
                GapKind.INADEQUATE,
                criteria=("CC6.5", "C1.2"),
                url=_to("disposals"),
            )


def _promises(system: System) -> Iterator[Gap]:
    for one in uncovered_commitments(system):
        commitment = one.commitment
        yield Gap(
            f"commitment:{commitment.key}",
            f"{commitment.key} is kept by no live control",
            commitment.text,
            GapKind.INADEQUATE if one.controls else GapKind.MISSING,
            controls=tuple(each.key for each in one.controls),
            url=reverse("commitment", args=[commitment.key]),
            since=commitment.recorded_at,
        )
    for line in organizations(system):
        if line.findings:
            yield Gap(
                f"subservice:{line.organization.name}",
                f"The record of {line.organization.name} lacks something",
                " ".join(line.findings),
                GapKind.INADEQUATE,
                criteria=("CC9.2",),
                url=_to("subservice_organizations"),
            )


def _designs() -> Iterator[Gap]:
    left = [one for one in design_lines({State.LIVE}) if one.standing is not Standing.SIGNED]
    if left:
        yield Gap(
            "controls:unsigned",
            f"Management has not signed the design of {counted_words(len(left), 'live control')}",
            "Management answers for the design; its signature says which text it answers for.",
            GapKind.INADEQUATE,
            criteria=("CC1.3",),
            url=_to("control_designs"),
        )


def _to(name: str) -> str:
    return reverse(name)
