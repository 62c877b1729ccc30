"""Parquet brings its own types: they have to be the declared ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from attestry.connectors.sources.files.tests.handing_in import read, refusal
from attestry.kit.errors import Invalid


def parquet(folder: Path, **columns: Any) -> Path:
    path = folder / "handed.parquet"
    pq.write_table(pa.table(columns), path)
    return path


def test_typed_columns_are_taken_as_they_are(tmp_path: Path) -> None:
    made = [datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=2))), None]
    path = parquet(
        tmp_path,
        account_id=pa.array([7, 8], pa.int32()),
        is_active=[True, None],
        created_at=pa.array(made, pa.timestamp("us", tz="Europe/Athens")),
    )
    assert read(path).rows == [
        {"account_id": "7", "is_active": True, "created_at": datetime(2026, 1, 1, 10, tzinfo=UTC)},
        {"account_id": "8", "is_active": None, "created_at": None},
    ]


def test_times_without_a_zone_need_one_in_the_settings(tmp_path: Path) -> None:
    noon = datetime(2026, 7, 1, 12, tzinfo=UTC)
    path = parquet(tmp_path, account_id=["a"], created_at=pa.array([noon], pa.timestamp("us")))
    with pytest.raises(Invalid, match=r"handed.parquet:1: created_at: .* has no zone"):
        read(path)
    assert read(path, zone="Europe/Berlin").rows[0]["created_at"] == datetime(2026, 7, 1, 10, tzinfo=UTC)


def test_another_schema_is_refused_before_a_row_is_read(tmp_path: Path) -> None:
    path = parquet(tmp_path, account_id=["a"], is_active=pa.array([None], pa.int64()))
    with pytest.raises(Invalid, match=r"handed.parquet:1: is_active: is BIGINT, and BOOLEAN is declared"):
        read(path)


def test_lists_are_refused_in_a_declared_column_and_ignored_in_another(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"system: is VARCHAR\[\], and VARCHAR is declared"):
        read(parquet(tmp_path, account_id=["a"], system=[["crm"]]))
    path = parquet(tmp_path, account_id=["a"], system=["crm"], groups=[["x"]])
    with pytest.raises(Invalid, match="groups: is not a column of files_account"):
        read(path)
    assert read(path, ignore_other_columns=True).rows == [{"account_id": "a", "system": "crm"}]


def test_a_number_that_is_not_finite_is_refused(tmp_path: Path) -> None:
    path = parquet(tmp_path, completion_id=["a", "b"], score_percent=[1.0, float("nan")])
    with pytest.raises(Invalid, match=r"handed.parquet:2: score_percent: nan is not a finite number"):
        read(path, "training_completion")


def test_a_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    whole = parquet(tmp_path, account_id=["a"], system=["crm"]).read_bytes()
    assert "is not a readable Parquet file" in refusal(tmp_path, whole[:-9], "cut.parquet")
    assert "is not a readable Parquet file" in refusal(tmp_path, "account_id,system\n", "named.parquet")


def test_damaged_pages_are_refused(tmp_path: Path) -> None:
    whole = bytearray(parquet(tmp_path, account_id=["a" * 50] * 3, system=["crm"] * 3).read_bytes())
    whole[4:60] = b"\xff" * 56
    assert "is not a readable Parquet file" in refusal(tmp_path, bytes(whole), "bad.parquet")


def test_a_small_file_that_unfolds_into_long_texts_is_refused(tmp_path: Path) -> None:
    text = pa.DictionaryArray.from_arrays(pa.array([0] * 200, pa.int32()), ["x" * 5_000_000])
    path = tmp_path / "bomb.parquet"
    pq.write_table(
        pa.table({"account_id": [str(n) for n in range(200)], "system": text}), path, compression="zstd"
    )
    assert path.stat().st_size < 20_000
    with pytest.raises(Invalid, match=r"bomb.parquet:1: system: holds a text longer than 32,768 characters"):
        read(path)


def test_a_small_file_that_unfolds_into_too_many_rows_is_refused(tmp_path: Path) -> None:
    same = pa.array(["x"] * 1_000_001)
    path = parquet(tmp_path, account_id=same, system=same)
    assert path.stat().st_size < 20_000
    with pytest.raises(Invalid, match=r"handed.parquet:1: \(the file\): has more than 1,000,000 rows"):
        read(path)
