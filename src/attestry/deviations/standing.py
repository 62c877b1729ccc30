"""Where an act finds a deviation, and how a line about it is kept. Called by this room's actions.

Management reads the journal: until a deviation is shared, the engagement is the subject of every entry,
and what it says is a digest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attestry.accounts.models import User
from attestry.deviations.errors import DeviationsStay
from attestry.deviations.models import Deviation
from attestry.engagements.models import Engagement, TeamMember
from attestry.engagements.rules.side import Duty
from attestry.engagements.wall import refuse_unless_firm
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.salted import committed
from attestry.workpapers.models import Written

Line = TypeVar("Line", bound=Written)


def held_by_the_firm(actor: Actor, deviation: Deviation, *duties: Duty) -> tuple[Deviation, TeamMember]:
    """The deviation under lock, and the member of the team who acts. Raises BehindTheWall, DeviationsStay."""
    found = Deviation.objects.select_for_update(of=("self",)).select_related(
        "engagement", "control", "workpaper__population__freeze__extraction"
    )
    held = found.get(pk=deviation.pk)
    member = refuse_unless_firm(actor, held.engagement, "A deviation", *duties)
    refuse_when_over(held.engagement)
    return held, member


def refuse_when_over(engagement: Engagement) -> None:
    """Raises DeviationsStay for an engagement on which nobody works any more."""
    if engagement.the_state.is_over:
        raise DeviationsStay(engagement.the_state.label)


def sealed(author: User, line: Line, content: Mapping[str, Any]) -> Line:
    """The line with its author, its time and the commitment to what it says; not saved yet."""
    made = committed(dict(content))
    line.by, line.by_name, line.at = author, author.name, clock.now()
    line.salt, line.digest = made.salt, made.digest
    return line
