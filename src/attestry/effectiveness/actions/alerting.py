"""Telling the owners of controls that nobody sees any more what they rest on: once each time it stops."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from attestry.effectiveness.queries.dark import GoneDark, gone_dark, lead_addresses
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.notices.actions.posting import Draft, post_notices
from attestry.ui.words import counted_words, instant_words

MOST = 20


def alert_owners(actor: Actor) -> int:
    """Put a notice for each owner of a control without data into the outbox; answers how many are new.

    A control that nobody owns is told to who leads the program. What went dark at one instant is told
    in one notice, and never again until it has been seen and went dark anew. Never in a sample
    company's home.
    """
    if settings.HOME.organization().is_sample:
        return 0
    told: dict[tuple[str, datetime], list[GoneDark]] = defaultdict(list)
    leads = lead_addresses()
    for one in gone_dark(clock.now()):
        owners = {control.owner.email if control.owner else "" for control in one.controls}
        for address in sorted(owners - {""}) + (list(leads) if "" in owners else []):
            if one not in told[address, one.since]:
                told[address, one.since].append(one)
    drafts = [_draft(address, since, dark) for (address, since), dark in told.items()]
    return post_notices(actor, drafts) if drafts else 0


def _draft(address: str, since: datetime, dark: Sequence[GoneDark]) -> Draft:
    controls = sorted({control.key for one in dark for control in one.controls})
    shown = ", ".join(controls[:3]) + (f" and {len(controls) - 3} more" if len(controls) > 3 else "")
    lines = [f"- {one.title}: {one.reason}" for one in dark[:MOST]]
    more = [f"and {len(dark) - MOST} more"] if len(dark) > MOST else []
    text = "\n".join(
        [
            f"Since {instant_words(since)} nobody sees what {shown} rests on.",
            *lines,
            *more,
            "Until it is seen again, each of these controls stands as “no data”, never as a pass.",
        ]
    )
    return Draft(
        key=f"no-data:{clock.to_text(since)}",
        to=address,
        subject=f"No data any more for {counted_words(len(controls), 'control')}: {shown}",
        text=text,
        path="/connections/",
    )
