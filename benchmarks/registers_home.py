"""A home of a whole program's registers, and every page of it that needs no record named.

    python benchmarks/registers_home.py HOME [--people 500] [--tasks 5000] ...

Makes the home unless it is there, and prints one JSON object: the session's cookie, the pages, and how
many queries each makes. Rows are written at once, since what is measured is reading them.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import sys
from contextlib import closing
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOMS = (
    "access_reviews", "continuity", "customers", "incidents", "notices", "people", "policies", "program",
    "readiness", "remediation", "risks", "scope", "today", "training", "vendors",
)  # fmt: skip
ADMINISTRATOR = "administrator@example.com"


def main() -> None:
    """Make the registers, and say what there is to ask for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("home", type=Path)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--vendors", type=int, default=300)
    parser.add_argument("--risks", type=int, default=1000)
    parser.add_argument("--tasks", type=int, default=5000)
    parser.add_argument("--customers", type=int, default=200)
    parser.add_argument("--controls", type=int, default=200)
    asked = parser.parse_args()
    os.environ.update(ATTESTRY_HOME=str(asked.home), DJANGO_SETTINGS_MODULE="attestry.project.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction
    from django.test import Client

    call_command("migrate", verbosity=0)
    from attestry.accounts.models import User

    if not User.objects.exists():
        with transaction.atomic():
            fill(asked)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(email=ADMINISTRATOR))
    pages = addresses(client)
    queries = {name: queries_of(client, path, asked.home) for name, path in pages.items()}
    print(json.dumps({"cookie": client.cookies["sessionid"].value, "pages": pages, "queries": queries}))


def fill(asked: argparse.Namespace) -> None:
    """Every register, as large as asked for."""
    from attestry.accounts.actions.users import add_user
    from attestry.accounts.rules import Role
    from attestry.controls.actions.adopting import adopt_all_for_scope
    from attestry.controls.actions.syncing import sync_control_library
    from attestry.frameworks.actions import sync_frameworks
    from attestry.journal.rules import Actor
    from attestry.policies.actions.syncing import sync_policy_templates
    from attestry.scope.actions.setting_up import ensure_system

    house = Actor.system("benchmark")
    sync_frameworks(house)
    sync_control_library(house)
    sync_policy_templates(house)
    system = ensure_system(house, "Payroll")
    adopt_all_for_scope(house, system)
    add_user(house, email=ADMINISTRATOR, name="Administrator", role=Role.ADMINISTRATOR)
    own_controls(asked.controls)
    people = workforce(asked.people)
    policies(house, system)
    customers(asked.customers)
    tasks(people, asked.tasks)
    vendors(asked.vendors)
    risks(people, asked.risks)


def own_controls(count: int) -> None:
    """Controls of one's own until there are so many."""
    from attestry.controls.models import Control

    library = list(Control.objects.order_by("pk"))
    made = []
    for number in range(max(count - len(library), 0)):
        like = library[number % len(library)]
        own = Control(
            **{f.attname: getattr(like, f.attname) for f in Control._meta.concrete_fields if f.name != "id"}
        )
        own.key, own.origin = f"OWN-{number + 1:02d}", "own"
        made.append(own)
    Control.objects.bulk_create(made)


def workforce(count: int) -> list[Any]:
    """People in ten teams, each reporting to somebody before them; one in ten has left."""
    from attestry.kit import clock
    from attestry.people.models import Person, Team

    now = clock.now()
    teams = [Team.objects.create(name=f"Team {number}") for number in range(10)]
    people = [
        Person(
            email=f"person{number}@example.com",
            name=f"Person {number}",
            team=teams[number % 10],
            started_on=now.date() - timedelta(days=900 - number),
            ended_on=now.date() - timedelta(days=30) if number % 10 == 9 else None,
            recorded_at=now,
        )
        for number in range(count)
    ]
    made = Person.objects.bulk_create(people)
    for number, one in enumerate(made[1:], start=1):
        one.manager = made[number // 8]
    Person.objects.bulk_update(made, ["manager"], batch_size=200)
    return made


def policies(house: Any, system: Any) -> None:
    """Every template adopted, its places filled, approved and in force."""
    from attestry.journal.rules import Actor
    from attestry.policies.actions.adopting import adopt_policy
    from attestry.policies.actions.deciding import approve_policy, publish_policy, submit_policy
    from attestry.policies.models import PolicyTemplate
    from attestry.policies.queries.policies import latest_version

    for template in PolicyTemplate.objects.all():
        policy = adopt_policy(house, system, templates=template.key, contact="security@example.com")
        digest = latest_version(policy).digest
        submit_policy(house, policy, digest=digest)
        approve_policy(Actor.operator("approver"), policy, digest=digest)
        publish_policy(house, policy, digest=digest)


def customers(count: int) -> None:
    """Customers who are each owed a report, and two that are held."""
    from attestry.customers.models import Customer, HeldReport, Obligation
    from attestry.kit import clock

    now = clock.now()
    made = Customer.objects.bulk_create(
        Customer(name=f"Customer {number:04d}", annual_value=Decimal(number * 100), recorded_at=now)
        for number in range(count)
    )
    Obligation.objects.bulk_create(
        Obligation(
            customer=one, clause="A report is provided.", report="soc2_type2", max_age_months=6 + one.pk % 18,
            recorded_at=now,
        )
        for one in made
    )  # fmt: skip
    for months in (4, 16):
        until = now.date() - timedelta(days=30 * months)
        HeldReport.objects.create(
            title=f"Report to {until}", report="soc2_type2", categories=["security"], opinion="unmodified",
            period_from=until - timedelta(days=364), period_until=until, available_on=until, recorded_at=now,
        )  # fmt: skip


def tasks(people: list[Any], count: int) -> None:
    """Tasks of everybody, due over a year, a third of them closed."""
    from attestry.kit import clock
    from attestry.remediation.models import Task

    now = clock.now()
    working = [one for one in people if one.ended_on is None]
    Task.objects.bulk_create(
        (
            Task(
                title=f"Task {number}",
                kind="missing",
                controls=["IAM-01"],
                criteria=["CC6.1"],
                owner=working[number % len(working)],
                verifier=working[(number + 1) % len(working)],
                due_on=now.date() + timedelta(days=number % 365 - 90),
                effort_hours=Decimal(4),
                priority=number % 3 + 1,
                state="closed" if number % 3 == 0 else "open",
                verified_by="user:v@example.com" if number % 3 == 0 else "",
                verified_at=now if number % 3 == 0 else None,
                closed_at=now - timedelta(days=number % 60) if number % 3 == 0 else None,
                opened_at=now - timedelta(days=100),
                moved_at=now,
                changed_at=now,
            )
            for number in range(count)
        ),
        batch_size=500,
    )


def vendors(count: int) -> None:
    """Vendors of every tier, half of them reviewed within the year."""
    from attestry.kit import clock
    from attestry.vendors.models import Vendor
    from attestry.vendors.rules.tiering import Access, DataHeld, Dependence, tier_of

    today = clock.now().date()
    held, access, dependence = list(DataHeld), list(Access), list(Dependence)
    made = []
    for number in range(count):
        facts = held[number % len(held)], access[number % len(access)], dependence[number % len(dependence)]
        made.append(
            Vendor(
                name=f"Vendor {number:03d}",
                data_held=facts[0],
                access=facts[1],
                dependence=facts[2],
                tier=tier_of(*facts),
                started_on=today - timedelta(days=800),
                reviewed_on=today - timedelta(days=number) if number % 2 else None,
                recorded_at=clock.now(),
            )
        )
    Vendor.objects.bulk_create(made)


def risks(people: list[Any], count: int) -> None:
    """Risks of every level, each evaluated and owned, reviews due over a year."""
    from attestry.kit import clock
    from attestry.risks.models import Risk
    from attestry.risks.rules.scale import Treatment

    today = clock.now().date()
    treatments = list(Treatment)
    Risk.objects.bulk_create(
        Risk(
            title=f"Risk {number:04d}",
            owner=people[number % len(people)],
            identified_on=today - timedelta(days=400),
            analysed_on=today - timedelta(days=390),
            evaluated_on=today - timedelta(days=380),
            inherent_likelihood=number % 5 + 1,
            inherent_impact=number // 5 % 5 + 1,
            residual_likelihood=number % 3 + 1,
            residual_impact=number // 3 % 3 + 1,
            treatment=treatments[number % len(treatments)],
            review_on=today + timedelta(days=number % 365 - 60),
            recorded_at=clock.now(),
        )
        for number in range(count)
    )


def addresses(client: Any) -> dict[str, str]:
    """Every page of these rooms that needs no record named and answers, by its address's name."""
    from django.urls import get_resolver
    from django.urls.resolvers import URLPattern

    found = {}
    for pattern in get_resolver().url_patterns:
        path = f"/{pattern.pattern}"
        if not isinstance(pattern, URLPattern) or "<" in path:
            continue
        room = pattern.callback.__module__.split(".")[1]
        if room in ROOMS and is_page(client.get(path)):
            found[str(pattern.name)] = path
    return found


def is_page(answer: Any) -> bool:
    """Whether it is a page that is read, and no form that is only sent."""
    return answer.status_code == 200 and answer["Content-Type"].startswith("text/html")


def queries_of(client: Any, path: str, home: Path) -> int:
    """How many queries a page makes in a warm process of which nothing that was found counts any more."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    write(home)
    with CaptureQueriesContext(connection) as made:
        client.get(path)
    return len(made)


def write(home: Path) -> None:
    """Commit something that no page shows, as another process would."""
    with closing(sqlite3.connect(home / "attestry.sqlite3")) as database:
        (before,) = database.execute("PRAGMA user_version").fetchone()
        database.execute(f"PRAGMA user_version = {before + 1}")


if __name__ == "__main__":
    sys.exit(main())
