"""Telling who answers for a clause that its day is near, before the contract is broken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attestry.customers.models import Stage
from attestry.customers.queries.portfolio import ObligationLine, portfolio
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.notices.actions.posting import Draft, post_notices
from attestry.ui.addresses import address
from attestry.ui.words import day_words

# So many days before its day somebody is told, once at each; and once on the day after it.
BEFORE = (60, 30, 7, 1)


@act("customers.alert")
def tell_owners(actor: Actor) -> int:
    """Put a mail to the owner of each clause that is near or broken into the outbox; how many are new.

    Safe to repeat: the same is told once for each step of a day.
    """
    today = clock.now().date()
    told = post_notices(actor, _drafts(today))
    if told:
        record("customers", after={"alerted": told})
    return told


def _drafts(today: date) -> Iterator[Draft]:
    for line in portfolio(today).lines:
        if line.customer.stage != Stage.CUSTOMER:
            continue
        for one in line.obligations:
            owner, day = one.obligation.owner, one.next_day
            step = "broken" if one.is_breach else _step(day, today)
            if owner is not None and owner.is_active and step:
                yield _draft(one, owner.email, step, day)


def _step(day: date | None, today: date) -> str:
    """The last of the steps before a day that was reached; nothing: it is far, or there is none."""
    left = (day - today).days if day else BEFORE[0] + 1
    return next((str(one) for one in reversed(BEFORE) if left <= one), "")


def _draft(one: ObligationLine, to: str, step: str, day: date | None) -> Draft:
    obligation = one.obligation
    name = obligation.customer.name
    what = "is broken" if step == "broken" else f"is due by {day_words(day)}" if day else "is due"
    lost = f"\n\nA breach leads to: {obligation.consequence}" if obligation.consequence else ""
    why = f"\n\nAs it stands: {one.met.why}." if one.met else ""
    return Draft(
        key=f"customers:{obligation.pk}:{step}:{day or ''}",
        to=to,
        subject=f"What {name} is owed {what}",
        text=f"{obligation.clause}{why}{lost}",
        path=address("customer", obligation.customer_id),
    )
