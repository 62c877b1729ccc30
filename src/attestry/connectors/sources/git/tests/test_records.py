"""Records out of a byte stream, whatever the size of its pieces."""

import io

from hypothesis import given
from hypothesis import strategies as st

from attestry.connectors.sources.git.records import KEPT_BYTES, nul_records


@given(st.lists(st.binary(max_size=40).map(lambda data: data.replace(b"\0", b"")), max_size=20))
def test_records_come_out_as_they_went_in(records: list[bytes]) -> None:
    stream = io.BytesIO(b"".join(record + b"\0" for record in records))
    assert [record.data for record in nul_records(stream)] == records


def test_an_unfinished_last_record_is_a_record() -> None:
    assert [record.data for record in nul_records(io.BytesIO(b"one\0two"))] == [b"one", b"two"]


def test_a_record_that_is_too_long_keeps_its_ends() -> None:
    huge = b"begin" + b"x" * (20 * KEPT_BYTES) + b"end"
    first, second = nul_records(io.BytesIO(huge + b"\0small\0"))
    assert first.is_cut
    assert len(first.data) <= 2 * KEPT_BYTES
    assert first.data.startswith(b"begin")
    assert first.data.endswith(b"end")
    assert (second.data, second.is_cut) == (b"small", False)
