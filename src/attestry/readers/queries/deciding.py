"""What is known of whoever asks, for rules and for the person who decides."""

from __future__ import annotations

from django.db.models import Q

from attestry.customers.models import Customer, Obligation, Stage
from attestry.readers.models import AccessRequest, AccessRule, Reader, UserEntity
from attestry.readers.rules.deciding import Known, deciding
from attestry.readers.rules.kinds import RuleKind
from attestry.readers.rules.mailbox import domain_of, reads_like


def rule_for(request: AccessRequest) -> AccessRule | None:
    """The rule that lets the maker of a proved request in; None where a person decides.

    No rule undoes what a person ended: whoever was closed or revoked is decided on by a person.
    """
    rules = [(RuleKind(one.kind), one.domain, one) for one in AccessRule.objects.filter(ended_at=None)]
    domain = domain_of(request.email)
    if not rules or was_ended(request.email):
        return None
    return deciding(rules, Known(domain, has_contract(domain)))


def was_ended(email: str) -> bool:
    """Whether somebody ended the access of this mailbox, or of everybody of its company."""
    over = Q(closed_at__isnull=False) | Q(grants__revoked_at__isnull=False)
    if Reader.objects.filter(over, email=email).exists():
        return True
    theirs = Reader.objects.filter(user_entity__domain=domain_of(email)).exclude(user_entity__domain="")
    return theirs.exists() and not theirs.filter(closed_at=None).exists()


def has_contract(domain: str) -> bool:
    """Whether the company of the domain is a customer whose contract asks for a report."""
    asks = Obligation.objects.filter(ended_on=None, customer__stage=Stage.CUSTOMER).exclude(report="")
    return (
        asks.filter(customer__user_entity__domain=domain).exclude(customer__user_entity__domain="").exists()
    )


def look_alike(request: AccessRequest) -> str:
    """A known domain that the mailbox's can be taken for; empty where there is none."""
    known = set(UserEntity.objects.exclude(domain="").values_list("domain", flat=True))
    known |= set(AccessRule.objects.exclude(domain="").values_list("domain", flat=True))
    return reads_like(domain_of(request.email), known)


def customer_named(company: str) -> Customer | None:
    """The customer of that name, for the person who decides."""
    return Customer.objects.filter(name__iexact=company.strip()).first()
