"""What is wanting of risks, found by itself (CC3.2, CC9.1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from attestry.controls.rules.gap import Gap, GapKind
from attestry.kit.remembered import of_the_day
from attestry.people.queries.register import names_of_people
from attestry.risks.models import Risk
from attestry.risks.queries.register import RiskLine, Wanting, wanting_lines
from attestry.ui.addresses import address
from attestry.ui.words import day_words

_CRITERIA = ("CC3.2",)
_KINDS = {
    Wanting.REVIEW: GapKind.NOT_OPERATING,
    Wanting.ACCEPTANCE: GapKind.MISSING,
    Wanting.EXPIRED: GapKind.NOT_OPERATING,
    Wanting.PLAN: GapKind.INADEQUATE,
    Wanting.TREATMENT: GapKind.NOT_OPERATING,
    Wanting.STAGE: GapKind.NOT_OPERATING,
}


@of_the_day
def gaps(at: datetime) -> Iterator[Gap]:
    """No register at all; reviews overdue, acceptances missing or run out, grave risks left alone."""
    if not Risk.objects.exists():
        yield Gap(
            key="risk:none",
            title="No risk is written down",
            why="Controls answer risks; nobody can say whether they answer the right ones.",
            kind=GapKind.MISSING,
            controls=("RSK-02", "RSK-03"),
            criteria=_CRITERIA,
            url=address("risks"),
        )
        return
    lines = wanting_lines(at.date())
    names = names_of_people()
    for line in lines:
        for wanting in line.wanting:
            yield Gap(
                key=f"risk:{line.risk.pk}:{wanting.name.lower()}",
                title=f"{line.risk.title}: {wanting.value}",
                why=_why(line, names[line.risk.owner_id]),
                kind=_KINDS[wanting],
                controls=("RSK-03",),
                criteria=_CRITERIA,
                url=address("risk", line.risk.pk),
                owner=line.risk.owner_id,
            )


def _why(line: RiskLine, owner: str) -> str:
    due = line.risk.treatment_due_on
    by = f" Planned until {day_words(due)}." if line.is_untreated and due else ""
    return f"Owner: {owner}. Level: {line.level or 'not known'}.{by}"
