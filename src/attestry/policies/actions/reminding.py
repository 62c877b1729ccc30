"""Telling people that an acknowledgement is overdue."""

from __future__ import annotations

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.notices.actions.posting import Draft, post_notices
from attestry.policies.queries.acknowledgements import asked
from attestry.policies.queries.people import PersonLine, people_lines
from attestry.ui.addresses import address
from attestry.ui.words import counted_words, day_words


@act("policies.remind")
def remind_overdue(actor: Actor) -> int:
    """Put one mail to each person who is overdue into the outbox, at most one a week; how many are new."""
    today = clock.now().date()
    overdue = [one for one in people_lines(asked(today), today) if one.overdue]
    year, week, _ = today.isocalendar()
    told = post_notices(actor, [_draft(one, f"policies:overdue:{year}-W{week:02}") for one in overdue])
    if told:
        record("acknowledgements", after={"reminded": told, "overdue": len(overdue)})
    return told


def _draft(line: PersonLine, key: str) -> Draft:
    what = counted_words(line.overdue, "acknowledgement is", "acknowledgements are")
    since = f" The oldest was due on {day_words(line.since)}." if line.since else ""
    listed = "\n".join(f"- {title}" for title in line.titles)
    return Draft(
        key=key,
        to=line.person.email,
        subject=f"{what} overdue",
        text=f"Please read and acknowledge what binds you.{since}\n\n{listed}",
        path=address("mine"),
    )
