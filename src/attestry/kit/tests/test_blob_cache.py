"""The bound on copies, and what is dropped first."""

import os
import time

import pytest

from attestry.kit.blob_cache import IN_USE_SECONDS, BlobCache
from attestry.kit.digest import sha256_hex


def kept(cache, data, *, idle_hours=0.0):
    source = cache.root.parent / "source"
    source.write_bytes(data)
    path = cache.keep(sha256_hex(data), source)
    used_at = time.time() - idle_hours * IN_USE_SECONDS
    os.utime(path, (used_at, path.stat().st_mtime))
    return sha256_hex(data)


@pytest.fixture
def cache(tmp_path):
    return BlobCache(tmp_path / "copies", limit_bytes=1000)


def test_past_the_bound_what_was_not_used_for_longest_goes_first(cache):
    digests = [kept(cache, bytes([number]) * 300, idle_hours=9 - number) for number in range(3)]
    kept(cache, b"x" * 300)
    assert [cache.held(digest) is None for digest in digests] == [True, True, False]


def test_what_was_used_within_the_hour_stays_even_past_the_bound(cache):
    digests = [kept(cache, bytes([number]) * 300) for number in range(6)]
    assert all(cache.held(digest) for digest in digests)


def test_using_a_copy_keeps_it_from_being_dropped(cache):
    first, second = kept(cache, b"1" * 400, idle_hours=9), kept(cache, b"2" * 400, idle_hours=3)
    assert cache.held(first)
    kept(cache, b"3" * 400)
    assert (cache.held(first) is None, cache.held(second) is None) == (False, True)


def test_half_a_file_that_a_killed_process_left_goes_as_well(cache):
    cache.root.mkdir()
    half = cache.root / "tmp-killed"
    half.write_bytes(b"x" * 2000)
    os.utime(half, (time.time() - 3 * IN_USE_SECONDS,) * 2)
    kept(cache, b"1" * 100)
    assert not half.exists()


def test_a_copy_with_other_bytes_is_dropped_whenever_they_came(cache):
    digest = kept(cache, b"sealed")
    assert cache.held(digest).read_bytes() == b"sealed"
    cache.path(digest).write_bytes(b"SEALED")
    assert cache.held(digest) is None
    assert not cache.path(digest).exists()


def test_a_copy_that_another_process_made_is_digested_before_it_is_used(cache):
    digest = kept(cache, b"sealed")
    cache.path(digest).write_bytes(b"SEALED")
    assert BlobCache(cache.root, 1000).held(digest) is None


def test_what_was_dropped_is_not_remembered_either(cache):
    first = kept(cache, b"1" * 600, idle_hours=9)
    kept(cache, b"2" * 600)
    assert cache.held(first) is None
    assert first not in cache._checked
