"""Their columns become ours by name or by mapping; what is left over or lost is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from attestry.connectors.rules.observation import Reason
from attestry.connectors.sources.files.tests.handing_in import refusal, taken

TEXT = "login,state\nada,yes\n"
MAPPING = ["login=account_id", "state=is_active"]


def test_mapped_columns_get_our_names(tmp_path: Path) -> None:
    assert taken(tmp_path, TEXT, mapping=MAPPING).rows == [{"account_id": "ada", "is_active": True}]


def test_their_column_may_hold_an_equals_sign(tmp_path: Path) -> None:
    found = taken(tmp_path, "a=b,state\nada,yes\n", mapping=["a=b=account_id", "state=is_active"])
    assert found.rows[0]["account_id"] == "ada"


def test_a_column_that_nothing_maps_is_refused_by_name(tmp_path: Path) -> None:
    assert refusal(tmp_path, "account_id,system,shoe size\na,b,42\n") == (
        "handed.csv:1: shoe size: is not a column of files_account, and nothing maps it"
    )
    found = taken(tmp_path, "account_id,system,shoe size\na,b,42\n", ignore_other_columns=True)
    assert found.rows == [{"account_id": "a", "system": "b"}]


def test_a_file_without_the_id_is_refused(tmp_path: Path) -> None:
    message = refusal(tmp_path, "system,is_active\nb,yes\n")
    assert message.startswith("handed.csv:1: account_id: every row of files_account needs it")


def test_a_file_of_ids_alone_is_refused(tmp_path: Path) -> None:
    assert "is this the right table?" in refusal(tmp_path, "account_id\na\n")


def test_a_column_that_the_file_lacks_is_a_gap_of_every_row(tmp_path: Path) -> None:
    found = taken(tmp_path, "account_id,system,is_active\na,x,yes\nb,x,no\n")
    assert [(gap.item_id, gap.table, gap.reason) for gap in found.gaps] == [
        ("a", "files_account", Reason.INCOMPLETE),
        ("b", "files_account", Reason.INCOMPLETE),
    ]
    assert {"mfa_factor", "last_sign_in_at"} <= set(found.gaps[0].columns)
    assert not {"account_id", "system", "is_active"} & set(found.gaps[0].columns)
    assert found.coverage["columns of files_account"] == (12, 3)


def test_a_constant_fills_a_column_on_every_row_and_an_empty_one_says_there_is_no_value(
    tmp_path: Path,
) -> None:
    found = taken(
        tmp_path, "account_id,is_active\na,yes\n", constants=["system=crm", "is_admin=no", "disabled_at="]
    )
    assert found.rows == [
        {"account_id": "a", "is_active": True, "system": "crm", "is_admin": False, "disabled_at": None}
    ]
    assert not {"system", "is_admin", "disabled_at"} & set(found.gaps[0].columns)


def test_a_prefix_makes_ids_unique_over_systems(tmp_path: Path) -> None:
    found = taken(tmp_path, "account_id,is_active\na,yes\n", id_prefix="crm/")
    assert found.rows[0]["account_id"] == "crm/a"
    assert found.gaps[0].item_id == "crm/a"


@pytest.mark.parametrize(
    "settings, message",
    [
        ({"mapping": ["login"]}, "mapping: 'login' is not written as name=name"),
        ({"mapping": ["login=shoe"]}, "mapping: 'shoe' is not a column of files_account"),
        ({"mapping": [*MAPPING, "state=is_admin"]}, "mapping: 'state=is_admin' names a column twice"),
        ({"mapping": [*MAPPING, "x=system"]}, "handed.csv:1: x: is not in the file, which has login, state"),
        ({"mapping": MAPPING, "constants": ["is_active=yes"]}, "constants: is_active is in the file too"),
        ({"mapping": MAPPING, "constants": ["shoe=42"]}, "constants: 'shoe' is not a column"),
        ({"mapping": MAPPING, "constants": ["account_id=a"]}, "constants: 'account_id' is not a column"),
        (
            {"mapping": MAPPING, "constants": ["is_admin=perhaps"]},
            "constants: is_admin: 'perhaps' is none of",
        ),
        ({"mapping": MAPPING, "constants": ["system=a", "system=b"]}, "constants: 'system=b' names a column"),
        ({"delimiter": "ab"}, "delimiter: 'ab' is neither one sign"),
        ({"delimiter": '"'}, "delimiter: "),
        ({"date_format": "%d/%m/%H"}, "date_format: "),
        ({"date_format": "%d/%d/%Y"}, "date_format: "),
        ({"zone": "Atlantis/Capital"}, "zone: 'Atlantis/Capital' is not a time zone"),
        ({"zone": "../../etc/passwd"}, "zone: "),
        ({"encoding": "rot13"}, "encoding: "),
        ({"maximum_megabytes": 0}, "maximum_megabytes: 0 is not a whole number from 1"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(
    tmp_path: Path, settings: dict[str, object], message: str
) -> None:
    assert refusal(tmp_path, TEXT, **settings).startswith(message)


def test_a_count_that_differs_from_the_exported_one_is_refused(tmp_path: Path) -> None:
    text = "account_id,system\na,x\nb,x\n"
    assert taken(tmp_path, text, expected_rows=2).coverage["rows of handed.csv"] == (2, 2)
    assert refusal(tmp_path, text, expected_rows=3).endswith("has 2 rows, and 3 were exported")
