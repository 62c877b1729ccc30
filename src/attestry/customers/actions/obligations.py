"""Writing down what contracts ask for, and that something of it ended or was fulfilled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attestry.accounts.models import User
from attestry.customers.errors import ObligationChanged
from attestry.customers.models import Customer, Obligation
from attestry.customers.rules.report import Report
from attestry.frameworks.rules import Category
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid

MOST_MONTHS = 60


@act("customers.add_obligation")
def add_obligation(
    actor: Actor,
    customer: Customer,
    *,
    clause: str,
    contract: str = "",
    consequence: str = "",
    report: Report | None = None,
    categories: Sequence[Category] = (),
    max_age_months: int | None = None,
    wants_unmodified: bool = False,
    due_on: date | None = None,
    owner: User | None = None,
    next_review_on: date | None = None,
) -> Obligation:
    """One clause of a customer's contract. Raises Invalid."""
    _refuse_wrong(clause, report, categories, max_age_months, wants_unmodified=wants_unmodified)
    if next_review_on is not None and next_review_on < clock.now().date():
        raise Invalid("next_review_on: this day is over.", next_step="Choose a day that is to come.")
    made = Obligation.objects.create(
        customer=customer,
        contract=contract.strip(),
        clause=clause.strip(),
        consequence=consequence.strip(),
        report=report or "",
        categories=sorted(Category(one).value for one in categories),
        max_age_months=max_age_months,
        wants_unmodified=wants_unmodified,
        due_on=due_on,
        owner=owner,
        next_review_on=next_review_on,
        recorded_at=clock.now(),
    )
    record(customer.subject, after={"obligation": made.pk, "clause": made.clause, "report": made.report})
    return made


@act("customers.edit_obligation")
def edit_obligation(
    actor: Actor,
    obligation: Obligation,
    *,
    clause: str,
    contract: str = "",
    consequence: str = "",
    report: Report | None = None,
    categories: Sequence[Category] = (),
    max_age_months: int | None = None,
    wants_unmodified: bool = False,
    due_on: date | None = None,
    owner: User | None = None,
    next_review_on: date | None = None,
    seen: str = "",
) -> Obligation:
    """Write a clause anew; ``seen`` is the digest of what one read. Raises ObligationChanged, Invalid."""
    kept = Obligation.objects.select_for_update(of=("self",)).select_related("customer", "owner")
    one = kept.get(pk=obligation.pk)
    if seen and seen != one.digest():
        raise ObligationChanged
    if one.ended_on is not None:
        raise Conflict("This obligation has ended.", next_step="Write it down anew where it is owed again.")
    _refuse_wrong(clause, report, categories, max_age_months, wants_unmodified=wants_unmodified)
    before = one.record()
    one.clause, one.contract, one.consequence = clause.strip(), contract.strip(), consequence.strip()
    one.report, one.categories = report or "", sorted(Category(each).value for each in categories)
    one.max_age_months, one.wants_unmodified = max_age_months, wants_unmodified
    one.due_on, one.owner, one.next_review_on = due_on, owner, next_review_on
    one.save()
    record(one.customer.subject, before=before, after=one.record())
    return one


@act("customers.review_obligation")
def review_obligation(actor: Actor, obligation: Obligation, *, next_review_on: date) -> Obligation:
    """It was read again; when next. Raises Invalid for a day that is over."""
    if next_review_on <= clock.now().date():
        raise Invalid("next_review_on: this day is over.", next_step="Choose a day that is to come.")
    before = {"next_review_on": str(obligation.next_review_on or "")}
    obligation.next_review_on = next_review_on
    obligation.save(update_fields=["next_review_on"])
    record(obligation.customer.subject, before=before, after={"next_review_on": str(next_review_on)})
    return obligation


@act("customers.fulfil_obligation")
def fulfil_obligation(actor: Actor, obligation: Obligation, *, fulfilled_on: date) -> Obligation:
    """Something other than a report was done. Raises Conflict for a report, which fulfils by itself."""
    if obligation.report:
        raise Conflict("A report fulfils this by itself, as long as it is young enough.")
    if fulfilled_on > clock.now().date():
        raise Invalid("fulfilled_on: this day is to come.", next_step="Say it once it is done.")
    obligation.fulfilled_on = fulfilled_on
    obligation.save(update_fields=["fulfilled_on"])
    record(
        obligation.customer.subject, after={"obligation": obligation.pk, "fulfilled_on": str(fulfilled_on)}
    )
    return obligation


@act("customers.end_obligation")
def end_obligation(actor: Actor, obligation: Obligation, *, reason: str) -> Obligation:
    """The contract asks for it no longer. Raises Invalid without a reason, Conflict for one that ended."""
    if not reason.strip():
        raise Invalid("An obligation ends for a reason.", next_step="Say why nobody is owed it any more.")
    if obligation.ended_on is not None:
        raise Conflict("This obligation has ended before.")
    obligation.ended_on = clock.now().date()
    obligation.save(update_fields=["ended_on"])
    record(obligation.customer.subject, after={"obligation": obligation.pk, "ended": reason.strip()})
    return obligation


def _refuse_wrong(
    clause: str,
    report: Report | None,
    categories: Sequence[Category],
    max_age_months: int | None,
    *,
    wants_unmodified: bool,
) -> None:
    if not clause.strip():
        raise Invalid("clause: an obligation needs its words.", next_step="Say what the contract asks for.")
    if max_age_months is not None and not 1 <= max_age_months <= MOST_MONTHS:
        raise Invalid(f"max_age_months: {max_age_months} is not 1 to {MOST_MONTHS}.")
    if report is None and (categories or max_age_months or wants_unmodified):
        raise Invalid(
            "report: categories, an age and an opinion are asked of a report.",
            next_step="Choose which report.",
        )
