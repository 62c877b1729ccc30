"""Whatever bytes are handed in: they are rows or they are refused, never anything else."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attestry.connectors.sources.files.tests.handing_in import taken
from attestry.kit.errors import Invalid

CSV = b'account_id,system,is_active\r\na,"one, ""two""",yes\r\nb,\xc3\xbc,no\r\n'
JSON = b'[{"account_id": "a", "is_active": true}, {"account_id": "b", "system": "\\u00fc"}]'
LINES = b'{"account_id": "a", "is_active": true}\n{"account_id": "b", "system": null}\n'


def parquet() -> bytes:
    written = io.BytesIO()
    pq.write_table(pa.table({"account_id": ["a", "b"], "is_active": [True, None]}), written)
    return written.getvalue()


WHOLE = {
    "x.csv": CSV,
    "x.json": JSON,
    "x.ndjson": LINES,
    "x.csv.gz": gzip.compress(CSV, mtime=0),
    "x.parquet": parquet(),
}
BENT = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)


def rows_or_refusal(folder: Path, content: bytes, name: str) -> None:
    try:
        found = taken(folder, content, name).rows
    except Invalid as refusal:
        assert refusal.message.startswith(f"{name}:")  # noqa: PT017 to be refused is as right as to be read
    else:
        assert all(row["account_id"] for row in found)


@pytest.mark.parametrize("name", WHOLE)
def test_the_whole_file_is_read(tmp_path: Path, name: str) -> None:
    assert [row["account_id"] for row in taken(tmp_path, WHOLE[name], name).rows] == ["a", "b"]


@pytest.mark.parametrize("name", WHOLE)
@BENT
@given(content=st.binary(max_size=200))
def test_any_bytes_are_rows_or_refused(tmp_path: Path, name: str, content: bytes) -> None:
    rows_or_refusal(tmp_path, content, name)


@pytest.mark.parametrize("name", WHOLE)
@BENT
@given(data=st.data())
def test_a_bent_file_is_rows_or_refused(tmp_path: Path, name: str, data: st.DataObject) -> None:
    whole = WHOLE[name]
    start = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(start, min(len(whole), start + 12)))
    inserted = data.draw(st.binary(max_size=6) | st.sampled_from([b'"', b"\n", b"[", b"{", b"\x00", b"=1"]))
    rows_or_refusal(tmp_path, whole[:start] + inserted + whole[end:], name)
