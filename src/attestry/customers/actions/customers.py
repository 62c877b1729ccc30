"""Adding customers and prospects, and changing how far the business got."""

from __future__ import annotations

from decimal import Decimal

from attestry.customers.errors import CustomerTaken
from attestry.customers.models import Customer, Stage
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Invalid

MOST_VALUE = Decimal("999999999999.99")


@act("customers.add")
def add_customer(
    actor: Actor, *, name: str, stage: Stage = Stage.CUSTOMER, annual_value: Decimal = Decimal(0)
) -> Customer:
    """Somebody who buys, or may. Raises Invalid and CustomerTaken."""
    called = name.strip()
    if not called:
        raise Invalid("A customer needs a name.", next_step="Give it one.")
    _check_value(annual_value)
    if Customer.objects.filter(name__iexact=called).exists():
        raise CustomerTaken(called)
    made = Customer.objects.create(
        name=called, stage=stage, annual_value=annual_value, recorded_at=clock.now()
    )
    record(made.subject, after=_told(made))
    return made


@act("customers.edit")
def edit_customer(
    actor: Actor, customer: Customer, *, stage: Stage | None = None, annual_value: Decimal | None = None
) -> Customer:
    """Another stage or value. Raises Invalid."""
    before = _told(customer)
    if annual_value is not None:
        _check_value(annual_value)
        customer.annual_value = annual_value
    customer.stage = stage or customer.stage
    customer.save(update_fields=["stage", "annual_value"])
    record(customer.subject, before=before, after=_told(customer))
    return customer


def _check_value(value: Decimal) -> None:
    if not 0 <= value <= MOST_VALUE:
        raise Invalid(f"{value} is no yearly value.", next_step="Give the amount a year, 0 or more.")


def _told(one: Customer) -> dict[str, str]:
    return {"stage": str(one.stage), "annual_value": str(one.annual_value)}
