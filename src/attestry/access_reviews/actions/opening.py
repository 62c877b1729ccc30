"""Opening an access review: every account of a system is frozen as one sealed list has it."""

from __future__ import annotations

from datetime import date
from typing import Any

from attestry.access_reviews.errors import ReviewRefused
from attestry.access_reviews.models import AccessReview, ReviewItem
from attestry.access_reviews.queries.population import account_list, accounts_of
from attestry.access_reviews.rules.review import Account, flags
from attestry.accounts.models import User
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import canonical_json, sha256_hex
from attestry.people.models import Person


@act("access_reviews.open_review")
def open_review(
    actor: Actor, *, connection: str, system: str, reviewer: User, due_on: date, name: str = ""
) -> AccessReview:
    """Freeze every account of a system that can sign in, as the latest sealed list has them.

    Raises ReviewRefused where that list may lack rows, the system has no account, the day is over or
    the name is taken.
    """
    source = account_list(connection)
    now = clock.now()
    if source.is_short:
        raise ReviewRefused(
            "The last reading did not see every account, so the population would not be whole.",
            next_step="See the connection, and read it again.",
        )
    everyone = [one for one in accounts_of(source) if one.system == system]
    frozen = [one for one in everyone if one.is_active is not False]
    named = name.strip() or f"{system or source.title}, {now:%Y-%m-%d}"
    _refuse_unfit(frozen, due_on, named)
    made = AccessReview.objects.create(
        name=named[:200],
        system=system,
        connection=connection,
        table=source.table,
        entry_seq=source.entry.seq,
        observed_at=source.entry.observed_at,
        population_digest=sha256_hex(canonical_json([_said(one) for one in frozen])),
        disabled_count=len(everyone) - len(frozen),
        reviewer=reviewer,
        due_on=due_on,
        opened_at=now,
        opened_by_name=actor.name,
    )
    last_days = {email.lower(): last for email, last in Person.objects.values_list("email", "ended_on")}
    ReviewItem.objects.bulk_create((_item(made, one, last_days) for one in frozen), batch_size=500)
    after = {"entry": made.entry_seq, "accounts": len(frozen), "population": made.population_digest}
    record(made.subject, after={**after, "reviewer": reviewer.email, "due": due_on.isoformat()})
    return made


def _refuse_unfit(frozen: list[Account], due_on: date, named: str) -> None:
    if not frozen:
        raise ReviewRefused("This system has no account to review.", next_step="See which systems have.")
    if due_on < clock.now().date():
        raise ReviewRefused("The day by which it is due is over.", next_step="Give a day to come.")
    if AccessReview.objects.filter(name=named[:200]).exists():
        raise ReviewRefused(f"There already is a review “{named}”.", next_step="Give it another name.")


def _said(one: Account) -> list[Any]:
    used = clock.to_text(one.last_used_at) if one.last_used_at else None
    return [one.account_id, one.person_email, one.is_privileged, one.rights, used]


def _item(review: AccessReview, one: Account, last_days: dict[str, date | None]) -> ReviewItem:
    return ReviewItem(
        review=review,
        account_id=one.account_id[:500],
        account_name=one.name[:300],
        person_email=one.person_email[:254],
        is_privileged=one.is_privileged,
        rights=one.rights,
        last_used_at=one.last_used_at,
        flags=[flag.value for flag in flags(one, last_days, review.opened_at)],
    )
