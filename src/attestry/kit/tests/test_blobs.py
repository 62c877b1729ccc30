import errno
import io
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attestry.kit.blobs import Store, disk_refusal
from attestry.kit.digest import sha256_hex
from attestry.kit.errors import NotFound, Unavailable


@pytest.fixture
def store(tmp_path):
    (tmp_path / "evidence").mkdir()
    return Store(tmp_path / "evidence")


def left_over(store):
    return sorted(path.name for path in store.root.glob("tmp-*"))


def test_bytes_lie_under_their_own_digest(store):
    digest = store.put(b"seen")
    assert digest == sha256_hex(b"seen")
    assert store.read(digest) == store.path(digest).read_bytes() == b"seen"
    assert list(store.digests()) == [digest]


@given(st.lists(st.binary(max_size=200), max_size=8))
@settings(max_examples=25, deadline=None)
def test_whatever_is_put_is_read_again_and_put_twice_is_kept_once(tmp_path_factory, pieces):
    store = Store(tmp_path_factory.mktemp("evidence"))
    digests = [store.put(piece) for piece in [*pieces, *pieces]]
    assert [store.read(digest) for digest in digests[: len(pieces)]] == pieces
    assert list(store.digests()) == sorted(set(digests))


def test_a_file_that_is_moved_in_is_gone_where_it_was(store, tmp_path):
    for _ in range(2):
        source = tmp_path / "rows.parquet"
        source.write_bytes(b"rows")
        assert store.read(store.put_file(source)) == b"rows"
        assert not source.exists()


def test_a_stream_is_kept_with_its_size_and_refused_past_its_bound(store):
    assert store.put_stream(io.BytesIO(b"12345"), limit_bytes=5) == (sha256_hex(b"12345"), 5)
    with pytest.raises(Unavailable, match="larger than"):
        store.put_stream(io.BytesIO(b"123456"), limit_bytes=5)
    assert list(store.digests()) == [sha256_hex(b"12345")]
    assert left_over(store) == []


def test_missing_bytes_are_named_with_what_to_do(store):
    with pytest.raises(NotFound) as refusal:
        store.read("0" * 64)
    assert "0" * 64 in refusal.value.message
    assert "backup" in refusal.value.next_step


def test_a_source_that_breaks_off_leaves_nothing(store):
    class Torn(io.RawIOBase):
        def read(self, _size=-1):
            raise ConnectionResetError(errno.ECONNRESET, "reset")

    with pytest.raises(ConnectionResetError):
        store.put_stream(Torn(), limit_bytes=100)
    assert list(store.root.iterdir()) == []


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_is_told_as_one_and_leaves_nothing(store, tmp_path, monkeypatch, call):
    source = tmp_path / "rows.parquet"
    source.write_bytes(b"rows")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    if call == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr("pathlib.Path.replace", full)
    for put in (lambda: store.put(b"seen"), lambda: store.put_file(source)):
        with pytest.raises(Unavailable) as refusal:
            put()
        assert refusal.value.code == "DiskFull"
    monkeypatch.undo()
    assert list(store.digests()) == left_over(store) == []


def test_another_refusal_of_the_disk_is_not_called_full():
    refusal = disk_refusal(OSError(errno.EROFS, "Read-only file system"))
    assert refusal.code == "Unavailable"
    assert "Read-only" in refusal.message
