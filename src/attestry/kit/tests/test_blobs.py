"""What a store is asked for, of both kinds that there are: a folder, and a bucket of a real S3 server."""

import errno
import io
import itertools
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attestry.kit.blobs import Condition, Folder, disk_refusal, landing
from attestry.kit.digest import sha256_hex
from attestry.kit.errors import NotFound, Unavailable
from attestry.kit.tests.object_server import credentials, served
from attestry.kit.tests.storing import bucket_store

numbers = itertools.count()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with served(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(params=["folder", "bucket"])
def make_store(request, tmp_path_factory, monkeypatch):
    """Makes an empty store."""
    if request.param == "folder":
        return lambda: Folder(tmp_path_factory.mktemp("evidence"))
    address = request.getfixturevalue("server").address
    for name, value in credentials("attestry").items():
        monkeypatch.setenv(name, value)
    return lambda: bucket_store(address, tmp_path_factory.mktemp("cache"), prefix=f"example/{next(numbers)}/")


@pytest.fixture
def store(make_store):
    return make_store()


def spot(store):
    """Where a store's own files come and go."""
    return store.path("0" * 64).parent.parent


def left_over(store):
    return sorted(path.name for path in spot(store).glob("tmp-*"))


def test_bytes_lie_under_their_own_digest(store):
    digest = store.put(b"seen")
    assert digest == sha256_hex(b"seen")
    assert store.read(digest) == store.path(digest).read_bytes() == b"seen"
    assert store.has(digest)
    assert store.examine(digest) is Condition.SOUND
    assert list(store.digests()) == [digest]


@given(st.lists(st.binary(max_size=200), max_size=8))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_put_is_read_again_and_put_twice_is_kept_once(make_store, pieces):
    store = make_store()
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
    assert not store.has("0" * 64)
    assert store.examine("0" * 64) is Condition.MISSING
    with pytest.raises(NotFound):
        store.bring([store.path("0" * 64), store.path("1" * 64)])
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
    assert list(store.digests()) == left_over(store) == []


def test_files_that_are_brought_lie_at_their_paths(make_store):
    store = make_store()
    digests = [store.put(piece) for piece in (b"one", b"two", b"three")]
    store.bring([])
    store.bring(map(store.path, digests))
    assert list(store.examine_all([*digests, "0" * 64])) == [Condition.SOUND] * 3 + [Condition.MISSING]
    assert [store.path(digest).read_bytes() for digest in digests] == [b"one", b"two", b"three"]


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
    putting = [lambda: store.put(b"seen"), lambda: store.put_file(source)]
    if call == "fsync" and not isinstance(store, Folder):
        putting.pop()  # the file is a copy only: one that a power cut tears is seen by its digest
    for put in putting:
        with pytest.raises(Unavailable) as refusal:
            put()
        assert refusal.value.code == "DiskFull"
    assert left_over(store) == []
    if isinstance(store, Folder):
        assert list(store.digests()) == []


def test_another_refusal_of_the_disk_is_not_called_full():
    refusal = disk_refusal(OSError(errno.EROFS, "Read-only file system"))
    assert refusal.code == "Unavailable"
    assert "Read-only" in refusal.message


def test_a_disk_that_is_full_when_a_landing_is_begun_anew_is_told_as_one(tmp_path, monkeypatch):
    class Full:
        def seek(self, _place):
            raise OSError(errno.ENOSPC, "No space left on device")

    with landing(tmp_path) as copy, monkeypatch.context() as patched:
        patched.setattr(copy, "_file", Full())
        with pytest.raises(Unavailable) as refusal:
            copy.empty()
    assert refusal.value.code == "DiskFull"
