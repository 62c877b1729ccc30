"""A small company that the tests of pages are about: two lists handed in, read on four days.

Ada has no second factor on the third day. Nothing is read on the second day.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.test import override_settings

from attestry import pipeline
from attestry.accounts.actions.users import add_user
from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.connectors.actions import add_connection
from attestry.control_tests.actions.judging import record_manual_result
from attestry.control_tests.models import Aspect
from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.actions.adopting import adopt_all_for_scope, assign_owner
from attestry.controls.actions.syncing import sync_control_library
from attestry.controls.models import Control
from attestry.evidence.actions import hand_in_document
from attestry.frameworks.actions import sync_frameworks
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.secrets import SecretBox
from attestry.project.home import Home
from attestry.scope.actions.setting_up import ensure_system

HOUSE = Actor.system("test")
FIRST = datetime(2026, 3, 10, 9, tzinfo=UTC)
NOW = FIRST + timedelta(days=3, hours=1)
DOCUMENT = b"# Access review\n<script>alert(1)</script>\n"
MFA = "files-mfa-on-active-accounts"


@dataclass(frozen=True, slots=True)
class World:
    """The people of the small company, and its folder of lists."""

    lead: User
    owner: User
    employee: User
    auditor: User
    folder: Path
    document: int
    finding: int


@contextmanager
def a_home(folder: Path) -> Iterator[Home]:
    """A home of its own, so that no other test's evidence is in it."""
    home = Home(folder)
    home.prepare()
    with override_settings(HOME=home):
        yield home


def a_small_company(folder: Path, *, people: int = 4) -> World:
    """Build it in the home of the settings."""
    with clock.simulated(FIRST - timedelta(days=1)):
        sync_frameworks(HOUSE)
        sync_control_library(HOUSE)
        system = ensure_system(HOUSE, "Payroll")
        users = {role: _user(role) for role in (Role.LEAD, Role.OWNER, Role.EMPLOYEE, Role.AUDITOR)}
        adopt_all_for_scope(HOUSE, system)
        assign_owner(HOUSE, Control.objects.get(key="IAM-02"), owner=users[Role.OWNER])
        for name, table in (("accounts", "account"), ("people", "worker")):
            add_connection(
                HOUSE,
                name=name,
                source_id="files",
                settings={"table": table, "path": str(folder / f"{name}.csv")},
                secrets={},
                box=SecretBox(settings.HOME.keys),
                title=name.capitalize(),
            )
    document = finding = -1
    for day in range(4):
        at = FIRST + timedelta(days=day)
        with clock.simulated(at):
            write_lists(folder, at, people=people, ada_lacks=day == 2)
            if day != 1:
                pipeline.collect(HOUSE, progress=print)
                pipeline.test(HOUSE, progress=print)
            if day == 2:
                document, finding = _documented(users, at)
    return World(
        users[Role.LEAD],
        users[Role.OWNER],
        users[Role.EMPLOYEE],
        users[Role.AUDITOR],
        folder,
        document,
        finding,
    )


def write_lists(folder: Path, at: datetime, *, people: int, ada_lacks: bool) -> None:
    """The two lists as they stand at an instant."""
    names = ["ada", "ben", "cleo", "dan", *(f"p{number}" for number in range(4, people))][:people]
    accounts = [
        {
            "account_id": f"crm/{name}",
            "system": "crm",
            "sign_in_name": name,
            "kind": "person",
            "person_email": f"{name}@example.org",
            "is_active": "yes",
            "mfa_factor": "none" if name == "ada" and ada_lacks else "app",
            "last_sign_in_at": (at - timedelta(hours=2)).isoformat(),
        }
        for name in names
    ]
    workers = [
        {"worker_id": name, "email": f"{name}@example.org", "started_on": "2025-01-01", "is_active": "yes"}
        for name in names
    ]
    for file, rows in (("accounts", accounts), ("people", workers)):
        with (folder / f"{file}.csv").open("w", newline="") as stream:
            writer = csv.DictWriter(stream, rows[0])
            writer.writeheader()
            writer.writerows(rows)


def _user(role: Role) -> User:
    return add_user(HOUSE, email=f"{role.value}@example.org", name=role.label, role=role)


def _documented(users: dict[Role, User], at: datetime) -> tuple[int, int]:
    document = hand_in_document(
        users[Role.OWNER].actor(),
        io.BytesIO(DOCUMENT),
        filename="review.html",
        title="Access review report",
        period_from=at - timedelta(days=2),
        period_until=at,
        controls=("IAM-07",),
    )
    result = record_manual_result(
        users[Role.LEAD].actor(),
        control_id="IAM-07",
        aspect=Aspect.OPERATION,
        outcome=Outcome.PASS,
        conclusion="The review was done in full and in time.",
        evidence=[document.seq],
        holds_until=at + timedelta(days=300),
    )
    pipeline.sign_checkpoint(HOUSE)
    return document.seq, result.entry_seq
