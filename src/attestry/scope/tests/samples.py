"""A system, people and resources for tests of scope."""

from __future__ import annotations

from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.controls.tests.samples import make_user
from attestry.journal.rules import Actor
from attestry.scope.actions.deciding import add_driver
from attestry.scope.actions.signing import sign_decision
from attestry.scope.models import ScopeDecision, System
from attestry.scope.queries.categories import undriven
from attestry.scope.queries.decisions import signing_page
from attestry.scope.rules.decision import DriverKind

HOUSE = Actor.system("tests")


def driven(system: System) -> None:
    """A driver for every category that has none."""
    for category in undriven(system):
        add_driver(HOUSE, system, category=category, kind=DriverKind.CONTRACT, words="Framework agreement")


def signed(system: System, by: User | None = None) -> ScopeDecision:
    """The scope as it stands, signed by the lead or whoever is named."""
    driven(system)
    signer = by or User.objects.filter(name="Sam").first() or make_user("Sam", Role.EXECUTIVE)
    return sign_decision(
        signer.actor(), system, digest=signing_page(system).digest, title="Chief operating officer"
    )
