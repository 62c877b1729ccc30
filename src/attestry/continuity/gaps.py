"""What is wanting in plans, recovery and capacity, found by itself (CC9.1, CC7.4, A1.1, A1.2, A1.3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from attestry.continuity.content import templates
from attestry.continuity.queries.capacity import capacity_lines
from attestry.continuity.queries.plans import plan_lines
from attestry.continuity.rules.plan import PlanKind
from attestry.continuity.rules.wanting import Want
from attestry.controls.rules.gap import Gap, GapKind
from attestry.kit.remembered import of_the_day
from attestry.scope.models import System
from attestry.ui.addresses import address


@of_the_day
def gaps(at: datetime) -> Iterator[Gap]:
    """A plan that nobody wrote, and what is wanting in each plan and in capacity; six queries.

    A home without a system has nothing to recover.
    """
    today = at.date()
    lines = [one for one in plan_lines(today) if one.plan.retired_on is None]
    if System.objects.exists():
        kept = {one.plan.kind for one in lines}
        yield from (_absence(kind) for kind in PlanKind if kind not in kept)
    for one in lines:
        url = address("recovery_plan", one.plan.pk)
        keeper = one.plan.owner_id
        yield from (_gap(f"{one.plan.pk}", one.plan.title, want, url, keeper) for want in one.wants)
    for each in capacity_lines(today):
        url = address("capacity_of", each.forecast.pk)
        key = f"capacity:{each.forecast.service.lower()}"
        yield from (_gap(key, each.forecast.service, want, url) for want in each.wants)


def _absence(kind: PlanKind) -> Gap:
    template = templates()[kind]
    what = template.head.title.lower()
    return Gap(
        key=f"continuity:plan:{kind}",
        title=f"There is no {what}",
        why=(
            f"Nobody wrote one, or the last one was retired. Begin with the template. "
            f"Suggested owner: {template.head.owner_role}."
        ),
        kind=GapKind.MISSING,
        controls=tuple(template.head.controls),
        criteria=tuple(template.head.criteria),
        url=address("recovery_plan_new") + f"?kind={kind}",
    )


def _gap(key: str, title: str, want: Want, url: str, keeper: int | None = None) -> Gap:
    return Gap(
        key=f"continuity:{key}:{want.what}",
        title=f"{title}: {want.words}",
        why=want.why,
        kind=GapKind.NOT_OPERATING if want.is_not_operating else GapKind.INADEQUATE,
        controls=(want.control,),
        url=url,
        owner=keeper,
    )
