"""Every list asks the database as often for a long list as for a short one."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from attestry import pipeline
from attestry.accounts.actions.users import add_user
from attestry.accounts.rules import Role
from attestry.connectors.actions import add_connection
from attestry.effectiveness.tests.world import FIRST, HOUSE, MFA, NOW, write_lists
from attestry.evidence.actions import hand_in_document
from attestry.kit import clock
from attestry.kit.secrets import SecretBox
from attestry.scope.actions.describing import add_service
from attestry.scope.actions.discovering import note_discovered
from attestry.scope.models import System

pytestmark = pytest.mark.django_db

LISTS = (
    "/",
    "/?since=month",
    "/as-of/",
    "/as-of/?as_of=2026-03-12",
    "/as-of/difference/?as_of=2026-03-12",
    "/assurance/",
    "/categories/",
    "/connections/",
    "/connections/accounts/",
    "/connections/tables/",
    "/controls/",
    "/controls/?as_of=2026-03-12",
    "/controls/IAM-02/",
    "/controls/IAM-02/coverage/",
    "/controls/IAM-02/exposure/",
    "/coverage/",
    "/criteria/",
    "/criteria/CC6.1/",
    "/effort/",
    "/evidence/",
    "/evidence/?q=access",
    "/evidence/0/",
    "/evidence/0/rows/files_account/",
    "/evidence/checkpoints/",
    "/exposure/",
    "/frameworks/",
    "/frameworks/iso27001/",
    "/glossary/",
    "/journal/",
    "/journal/?q=entry",
    "/program/",
    "/prove/CC6.1/",
    "/prove/IAM-02/",
    "/readiness/",
    "/readiness/assessments/",
    "/report-type/",
    "/reports/",
    "/scope/",
    "/scope/boundary/",
    "/scope/data-stores/",
    "/scope/resources/",
    "/scope/services/",
    "/search/?q=access",
    "/tests/",
    "/tests/?as_of=2026-03-12",
    f"/tests/{MFA}/",
    f"/tests/{MFA}/?outcome=pass",
    f"/tests/{MFA}/exposure/",
    f"/tests/{MFA}/sample/",
    f"/tests/{MFA}/items/?item=crm/ada",
    "/users/",
)


@pytest.fixture(scope="module")
def costs(world) -> tuple[dict[str, int], dict[str, int]]:
    """The queries of every list in the small company, and after it grew."""
    administrator = add_user(HOUSE, email="admin@example.org", name="Admin", role=Role.ADMINISTRATOR)
    reader = Client()
    reader.force_login(administrator)
    _grow(world, 1)
    with clock.simulated(NOW + timedelta(days=2)):
        before = {path: _cost(reader, path) for path in LISTS}
    _grow(world, 40)
    with clock.simulated(NOW + timedelta(days=6)):
        return before, {path: _cost(reader, path) for path in LISTS}


def _cost(reader: Client, path: str) -> int:
    assert reader.get(path).status_code == 200, path
    with CaptureQueriesContext(connection) as made:
        reader.get(path)
    return len(made)


def _grow(world, count: int) -> None:
    """More of everything, and days on the line; twice, so that the first of a kind is no difference."""
    start = FIRST + timedelta(days=4 if count == 1 else 6)
    system = System.objects.get()
    with clock.simulated(start):
        for number in range(count):
            _hand_in(world, f"Access report {count} {number}")
            add_user(HOUSE, email=f"{count}-{number}@example.org", name=f"{number}", role=Role.OWNER)
            add_service(
                HOUSE, system, name=f"Service {count} {number}", description="", customers="", data_classes=[]
            )
        note_discovered(HOUSE, system, source="aws", item_ids=[f"arn:{count}:{n}" for n in range(count)])
        for table in ("vendor",) if count == 1 else ("risk", "incident", "device"):
            add_connection(
                HOUSE,
                name=f"list-of-{table}",
                source_id="files",
                settings={"table": table, "path": str(world.folder / "none.csv")},
                secrets={},
                box=SecretBox(settings.HOME.keys),
            )
    for day in range(2):
        at = start + timedelta(days=day, hours=1)
        with clock.simulated(at):
            write_lists(world.folder, at, people=4 + count, ada_lacks=day == 0)
            pipeline.collect(HOUSE, progress=lambda _: None)
            pipeline.test(HOUSE, progress=lambda _: None)


def _hand_in(world, title: str) -> None:
    hand_in_document(
        world.owner.actor(),
        io.BytesIO(title.encode()),
        filename="report.txt",
        title=title,
        period_from=FIRST,
        period_until=FIRST + timedelta(days=1),
        controls=("IAM-02",),
    )


@pytest.mark.parametrize("path", LISTS)
def test_a_longer_list_costs_no_further_query(costs, path):
    before, after = costs
    assert after[path] <= before[path]
