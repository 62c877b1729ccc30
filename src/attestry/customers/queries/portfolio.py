"""The portfolio: every customer and prospect, what they ask for, and which report serves them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from attestry.customers.errors import UnknownCustomer
from attestry.customers.models import Customer, Obligation, Stage
from attestry.customers.queries.counting import reports_that_count
from attestry.customers.rules.at_risk import RiskOnDate, Stake, at_risk, at_risk_until
from attestry.customers.rules.report import Held, Met, Opinion, Standing, met, met_when_due, planned_for

AHEAD = timedelta(days=730)
SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ObligationLine:
    """One obligation with how it stands. ``planned`` is the report that will serve where none does.

    ``when_due`` is how what is held today meets it on the day on which it is due.
    """

    obligation: Obligation
    met: Met | None
    when_due: Met | None
    planned: Held | None
    on: date

    @property
    def is_served(self) -> bool:
        """Whether a report that is held today meets it, on the day on which it is due as well."""
        return self.when_due is not None and self.when_due.standing in (Standing.MET, Standing.LAPSES_SOON)

    @property
    def is_overdue(self) -> bool:
        """Whether something other than a report is owed, and its day is over."""
        one = self.obligation
        return (
            self.met is None and one.fulfilled_on is None and one.due_on is not None and one.due_on < self.on
        )

    @property
    def is_due_soon(self) -> bool:
        """Whether something that is not kept yet is owed within a month, today included."""
        day = self.obligation.due_on
        is_open = self.obligation.fulfilled_on is None if self.met is None else self._is_not_due
        return is_open and day is not None and self.on <= day <= self.on + SOON

    @property
    def _is_not_due(self) -> bool:
        return self.met is not None and self.met.standing is Standing.NOT_DUE

    @property
    def is_review_overdue(self) -> bool:
        """Whether somebody should have read it again by now."""
        return self.obligation.next_review_on is not None and self.obligation.next_review_on < self.on

    @property
    def is_breach(self) -> bool:
        """Whether the contract is broken as things stand."""
        return self.is_overdue or (self.met is not None and self.met.standing.is_breach)

    @property
    def next_day(self) -> date | None:
        """The day that matters next: when it is due, or when what serves it is too old."""
        if self.met is None:
            return None if self.obligation.fulfilled_on else self.obligation.due_on
        if self.met.standing in (Standing.MET, Standing.LAPSES_SOON):
            return self.met.lapses_on
        return self.obligation.due_on


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """A customer with its obligations; ``served`` says by what: today, planned, neither, or nothing asked."""

    customer: Customer
    obligations: tuple[ObligationLine, ...]

    @property
    def served(self) -> str:
        """By which report all that they ask for is met: today's, a planned one, or neither."""
        asked = [one for one in self.obligations if one.met is not None]
        if not asked:
            return "nothing asked"
        if all(one.is_served for one in asked):
            return "today"
        if all(one.is_served or one.planned for one in asked):
            return "planned"
        return "neither"

    @property
    def worst(self) -> Standing | None:
        """The worst standing of its report obligations."""
        order = list(Standing)
        return min((one.met.standing for one in self.obligations if one.met), key=order.index, default=None)

    @property
    def is_breach(self) -> bool:
        """Whether any of its obligations is broken."""
        return any(one.is_breach for one in self.obligations)

    @property
    def next_day(self) -> date | None:
        """The first day that matters next."""
        return min((one.next_day for one in self.obligations if one.next_day), default=None)


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Everybody by name as of a day, with the reports that they are held against."""

    on: date
    lines: tuple[CustomerLine, ...]
    reports: tuple[Held, ...]

    @property
    def at_risk(self) -> Decimal:
        """The yearly value of customers to whom a report is owed today that none serves."""
        broken = (
            one.customer.annual_value
            for one in self.lines
            if one.customer.stage == Stage.CUSTOMER and one.worst is not None and one.worst.is_breach
        )
        return sum(broken, Decimal(0))

    @property
    def risks(self) -> tuple[RiskOnDate, ...]:
        """What is at risk today, and on each later day that changes it; reckoned anew when asked."""
        return at_risk_until(self._stakes, self.reports, self.on, self.on + AHEAD)

    @property
    def _stakes(self) -> list[Stake]:
        return [
            Stake(
                one.customer.pk,
                one.customer.annual_value,
                tuple(need for each in one.obligations if (need := each.obligation.needed)),
            )
            for one in self.lines
            if one.customer.stage == Stage.CUSTOMER
        ]

    @property
    def at_risk_if_modified(self) -> Decimal:
        """The yearly value at risk today if the opinion of every report that is held were qualified."""
        held = [replace(one, opinion=Opinion.QUALIFIED) for one in self.reports if one.opinion]
        return at_risk(self._stakes, held, self.on).value

    @property
    def breaches(self) -> int:
        """How many customers' contracts are broken today."""
        return sum(one.is_breach for one in self.lines if one.customer.stage == Stage.CUSTOMER)

    @property
    def next_line(self) -> CustomerLine | None:
        """The customer whose day comes first, from today on."""
        ahead = [one for one in self.lines if one.next_day and one.next_day >= self.on]
        return min(ahead, key=lambda one: one.next_day or date.max, default=None)


def portfolio(on: date) -> Portfolio:
    """Everybody with how they stand on a day, in four queries."""
    found = reports_that_count()
    customers = {one.pk: one for one in Customer.objects.exclude(stage=Stage.ENDED)}
    asked: dict[int, list[Obligation]] = {pk: [] for pk in customers}
    for one in Obligation.objects.filter(ended_on=None).select_related("owner"):
        if one.customer_id in customers:
            one.customer = customers[one.customer_id]
            asked[one.customer_id].append(one)
    lines = tuple(_line(one, asked[pk], found, on) for pk, one in customers.items())
    return Portfolio(on, lines, tuple(found))


def obligation_numbered(pk: int) -> Obligation:
    """One clause. Raises UnknownCustomer."""
    found = Obligation.objects.select_related("customer", "owner").filter(pk=pk).first()
    if found is None:
        raise UnknownCustomer(f"with clause {pk}")
    return found


def customer_line(pk: int, on: date) -> CustomerLine:
    """One customer, whatever its stage, in four queries. Raises UnknownCustomer."""
    customer = Customer.objects.filter(pk=pk).first()
    if customer is None:
        raise UnknownCustomer(str(pk))
    asked = list(customer.obligations.select_related("owner"))
    return _line(customer, asked, reports_that_count(), on)


def _line(customer: Customer, asked: Sequence[Obligation], reports: Sequence[Held], on: date) -> CustomerLine:
    return CustomerLine(customer, tuple(_obligation(one, reports, on) for one in asked))


def _obligation(one: Obligation, reports: Sequence[Held], on: date) -> ObligationLine:
    needed = one.needed
    if needed is None or one.ended_on is not None:
        return ObligationLine(one, None, None, None, on)
    today = met(needed, reports, on)
    is_ahead = needed.due_on is not None and needed.due_on > on
    when_due = met_when_due(needed, reports, on) if is_ahead else today
    return ObligationLine(one, today, when_due, planned_for(needed, reports, on), on)
