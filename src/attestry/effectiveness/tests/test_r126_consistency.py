"""R126: of 25 expected access removals 24 came in time; the page says 96% and names the one."""

from __future__ import annotations

import csv
from datetime import timedelta

import pytest
from django.conf import settings

from attestry import pipeline
from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.connectors.actions import add_connection
from attestry.controls.actions.adopting import adopt_all_for_scope
from attestry.controls.actions.syncing import sync_control_library
from attestry.effectiveness.queries.consistency import population_figures
from attestry.effectiveness.rules.consistency import Consistency
from attestry.effectiveness.tests.reading import links, said
from attestry.effectiveness.tests.world import HOUSE, NOW, a_home
from attestry.frameworks.actions import sync_frameworks
from attestry.kit import clock
from attestry.kit.secrets import SecretBox
from attestry.scope.actions.setting_up import ensure_system

pytestmark = pytest.mark.django_db

LEAVERS = "files-leaver-accounts-disabled"
LATE = "person7"


def write(path, rows):
    """A list handed in."""
    with path.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def lists(folder, left):
    """25 people who left, and their accounts: one of them was disabled only after five days."""
    names = [f"person{number}" for number in range(25)]
    workers = [
        {
            "worker_id": name,
            "name": name.capitalize(),
            "email": f"{name}@example.org",
            "ended_on": left.isoformat(),
            "is_active": "no",
        }
        for name in names
    ]
    accounts = [
        {
            "account_id": f"crm/{name}",
            "system": "crm",
            "kind": "person",
            "person_email": f"{name}@example.org",
            "is_active": "no",
            "disabled_at": f"{left + timedelta(days=5 if name == LATE else 1)}T08:00:00Z",
        }
        for name in names
    ]
    write(folder / "people.csv", workers)
    write(folder / "accounts.csv", accounts)


@pytest.fixture
def auditor(tmp_path):
    """An auditor of a company that reads the two lists once, ten days after everybody left."""
    with a_home(tmp_path / "home"), clock.simulated(NOW):
        sync_frameworks(HOUSE)
        sync_control_library(HOUSE)
        adopt_all_for_scope(HOUSE, ensure_system(HOUSE, "Payroll"))
        lists(tmp_path, (NOW - timedelta(days=10)).date())
        for name, table in (("accounts", "account"), ("people", "worker")):
            add_connection(
                HOUSE,
                name=name,
                source_id="files",
                settings={"table": table, "path": str(tmp_path / f"{name}.csv")},
                secrets={},
                box=SecretBox(settings.HOME.keys),
                title=name.capitalize(),
            )
        pipeline.collect(HOUSE, progress=print)
        pipeline.test(HOUSE, progress=print)
        yield somebody("Ada", Role.AUDITOR)


def figure_of(**period):
    """The figure of the removals alone."""
    found = population_figures("IAM-06", **period)
    return next((line for line in found if line.test_id == LEAVERS), None)


def test_r126_24_of_25_removals_in_time_are_96_percent_and_the_one_is_named(auditor):
    one = figure_of(from_at=NOW - timedelta(days=90), at=NOW)
    assert one.figure == Consistency(expected=25, right=24)
    assert (one.figure.share, one.figure.wrong) == (0.96, 1)
    assert [item.item_name for item in one.wrong] == ["Person7"]


def test_r126_the_controls_calendar_says_so(auditor, client):
    client.force_login(auditor)
    answer = client.get("/controls/IAM-06/coverage/")
    assert "96% Accounts of people who left are disabled in time: 24 of 25 right, 1 not" in said(answer)
    assert "Person7" in said(answer)
    assert f"/tests/{LEAVERS}/items/?item={LATE}" in links(answer)


@pytest.mark.parametrize("period", ["?from=2026-01-01&until=2026-02-28", "?from=2026-06-01&until=2026-06-30"])
def test_r126_a_period_that_ended_before_or_begins_later_counts_no_removal(auditor, client, period):
    client.force_login(auditor)
    answer = client.get(f"/controls/IAM-06/coverage/{period}")
    assert "Accounts of people who left" not in said(answer)
    assert "Person7" not in said(answer)


def test_r126_the_one_has_its_exposure(auditor, client):
    client.force_login(auditor)
    page = said(client.get(f"/tests/{LEAVERS}/exposure/"))
    assert "1 item failed once" in page
    assert "Person7" in page


def test_r126_where_nothing_was_expected_there_is_no_share(auditor):
    assert figure_of(from_at=NOW - timedelta(days=90), at=NOW - timedelta(days=1)) is None
    assert Consistency(expected=0, right=0).share is None
