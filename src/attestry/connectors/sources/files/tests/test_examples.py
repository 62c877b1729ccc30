"""Every table has an example file, named for it, that the guide's settings load."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copy
from typing import Any

import pytest

from attestry.connectors.rules.rows import RowWriter
from attestry.connectors.sources.files.streams import STREAMS, declared_tables
from attestry.connectors.sources.files.tests.handing_in import Taken, read

HERE = Path(__file__).parent.parent
EXAMPLES = {path.name.partition(".")[0]: path for path in sorted((HERE / "recordings").iterdir())}
SETTINGS: dict[str, dict[str, Any]] = {
    "worker": {
        "date_format": "%d/%m/%Y",
        "mapping": [
            "Employee ID=worker_id",
            "Full name=name",
            "Work e-mail=email",
            "Type=kind",
            "Job title=job_title",
            "Team=department",
            "Manager=manager_id",
            "First day=started_on",
            "Last day=ended_on",
            "Active=is_active",
        ],
    },
    "account": {"id_prefix": "crm/", "constants": ["system=crm"], "zone": "Europe/Berlin"},
    "policy_acknowledgement": {"delimiter": ";"},
}


def example(table: str, folder: Path) -> Taken:
    path = folder / EXAMPLES[table].name
    copy(EXAMPLES[table], path)
    os.utime(path)
    return read(path, table, **SETTINGS.get(table, {}))


def test_every_table_has_an_example() -> None:
    assert set(EXAMPLES) == set(STREAMS)


@pytest.mark.parametrize("table", STREAMS)
def test_an_example_loads_with_every_column_of_its_table(table: str, tmp_path: Path) -> None:
    found, shape = example(table, tmp_path), declared_tables()[table]
    assert not found.gaps
    assert found.rows
    writer = RowWriter(shape)
    assert all(list(writer.written(row)) == list(shape.column_names) for row in found.rows)


def test_the_workers_example_is_read_with_its_own_names_and_dates(tmp_path: Path) -> None:
    dev = next(row for row in example("worker", tmp_path).rows if row["worker_id"] == "1004")
    assert (dev["name"], dev["started_on"], dev["is_active"]) == ("Singh, Dev", date(2025, 3, 3), False)


def test_the_accounts_example_is_read_in_its_zone_and_with_its_prefix(tmp_path: Path) -> None:
    ada = example("account", tmp_path).rows[0]
    assert (ada["account_id"], ada["system"]) == ("crm/ada", "crm")
    assert ada["last_sign_in_at"] == datetime(2026, 2, 27, 7, 12, 44, tzinfo=UTC)


@pytest.mark.parametrize("table", STREAMS)
def test_the_guide_shows_every_table(table: str) -> None:
    assert f"`{table}`" in (HERE / "guide.md").read_text(encoding="utf-8")
