"""Every declared table is a stream of its own, and a connection has exactly one."""

from __future__ import annotations

from pathlib import Path

import pytest

from attestry.connectors.rules.declaration import Manifest, Stream
from attestry.connectors.rules.observation import Reason, Session, SourceUnavailable
from attestry.connectors.sources.files.streams import STREAMS, declared_tables, streams_of
from attestry.connectors.sources.files.tests.handing_in import read
from attestry.kit import clock
from attestry.kit.content import load_yaml
from attestry.kit.errors import Invalid

HERE = Path(__file__).parent.parent
MANIFEST = load_yaml(HERE / "manifest.yaml", Manifest)


def test_streams_tables_and_choices_are_the_same_list() -> None:
    choices = next(field.choices for field in MANIFEST.settings if field.name == "table")
    assert list(STREAMS) == list(choices) == [stream.id for stream in MANIFEST.streams]
    assert set(STREAMS) == set(declared_tables())
    assert all(stream.tables == (f"files_{stream.id}",) for stream in MANIFEST.streams)


@pytest.mark.parametrize("stream", MANIFEST.streams, ids=lambda stream: stream.id)
def test_personal_columns_are_declared_columns(stream: Stream) -> None:
    known = {f"{shape.name}.{name}" for shape in declared_tables().values() for name in shape.column_names}
    assert set(stream.personal) <= known


def test_the_setting_decides_which_stream_a_connection_has() -> None:
    assert streams_of({"table": "vendor"}) == ["vendor"]
    for wrong in ({}, {"table": "vendors"}, {"table": None}):
        with pytest.raises(Invalid, match=r"^table: .* is not one of worker, account"):
            streams_of(wrong)


def test_another_stream_than_the_connections_own_is_unsupported(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="does not list vendor") as refusal:
        list(STREAMS["vendor"](Session({"table": "worker"}, {}, clock.now(), tmp_path)))
    assert refusal.value.reason is Reason.UNSUPPORTED


def test_a_format_that_the_name_does_not_tell_has_to_be_named(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("account_id,system\na,crm\n")
    with pytest.raises(Invalid, match=r"^format: cannot be told"):
        read(path)
    assert read(path, format="csv").rows == [{"account_id": "a", "system": "crm"}]
