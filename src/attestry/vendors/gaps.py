"""What is wanting of vendors, found by itself: CC9.2 asks that their risks are managed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from attestry.controls.rules.gap import Gap, GapKind
from attestry.kit.remembered import of_the_day
from attestry.ui.addresses import address
from attestry.vendors.queries.proposals import waiting_proposals
from attestry.vendors.queries.standing import Lacking, vendor_lines, with_what_lacks_need

_CONTROLS = {
    Lacking.ASSESSMENT: ("VEN-01",),
    Lacking.OWNER: ("VEN-01",),
    Lacking.COMPLEMENTARY: ("VEN-04",),
}


@of_the_day
def gaps(at: datetime) -> Iterator[Gap]:
    """Each vendor's lacks, and names that wait for a decision, in a constant number of queries."""
    for line in vendor_lines(at.date(), with_what_lacks_need()):
        for lack in line.lacks:
            yield Gap(
                key=f"vendor:{line.vendor.pk}:{lack.what}",
                title=f"{line.vendor.name}: {lack.title.lower()}",
                why=lack.why,
                kind=GapKind.MISSING if lack.is_blocker else GapKind.NOT_OPERATING,
                controls=_CONTROLS.get(lack.what, ("VEN-03",)),
                criteria=("CC9.2",),
                url=address("vendor", line.vendor.pk),
            )
    waiting = list(waiting_proposals())
    if waiting:
        yield Gap(
            key="vendor:unknown-names",
            title=f"{len(waiting)} names of possible vendors wait for a decision",
            why=f"Other lists hold them and the register does not: {', '.join(map(str, waiting[:5]))}.",
            kind=GapKind.INADEQUATE,
            controls=("VEN-01",),
            criteria=("CC9.2",),
            url=address("vendor_proposals"),
            since=min(one.found_at for one in waiting),
        )
