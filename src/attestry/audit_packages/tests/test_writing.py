"""Writing a package: killed for real, out of disk for real, asked for twice, in little memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from attestry.audit_packages import actions
from attestry.audit_packages.rules.container import header
from attestry.audit_packages.writing import PackageWriter
from attestry.kit.errors import Conflict, Unavailable

WRITE = """
import sys
from pathlib import Path
from attestry.audit_packages.writing import PackageWriter
target, folder = Path(sys.argv[1]), Path(sys.argv[2])
with PackageWriter(target) as written:
    for path in sorted(folder.iterdir()):
        written.add_file("blobs/" + path.name, path)
        print(path.name, flush=True)
    written.close("attestry/test", lambda text: text)
"""


@pytest.fixture
def folder(tmp_path):
    """Forty files of about 100 KB."""
    made = tmp_path / "files"
    made.mkdir()
    for number in range(40):
        (made / f"n{number:02}").write_bytes(bytes([number]) * (100_000 + number * 37))
    return made


def written(target, folder):
    with PackageWriter(target) as package:
        for path in sorted(folder.iterdir()):
            package.add_file("blobs/" + path.name, path)
        package.close("attestry/test", lambda text: text)
    return target.read_bytes()


def draft_of(target):
    return target.with_name(f".{target.name}.part")


@pytest.mark.parametrize("after", [0, 1, 7, 23, 39])
def test_a_writer_that_was_really_killed_goes_on_and_gives_the_same_bytes(tmp_path, folder, after):
    whole = written(tmp_path / "whole", folder)
    target = tmp_path / "killed"
    child = subprocess.Popen([sys.executable, "-c", WRITE, target, folder], stdout=subprocess.PIPE, text=True)
    for _ in range(after):
        child.stdout.readline()
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert not target.exists()
    assert written(target, folder) == whole
    assert not draft_of(target).exists()


def test_what_a_killed_writer_left_is_kept_where_it_is_right(tmp_path, folder):
    whole = written(tmp_path / "whole", folder)
    target = tmp_path / "half"
    draft_of(target).write_bytes(whole[: len(whole) // 2 + 13])
    before = draft_of(target).stat().st_ino
    assert written(target, folder) == whole
    assert target.stat().st_ino == before


@pytest.mark.parametrize("place", [0, 300, 600, 150_000, -2000])
def test_a_draft_that_holds_something_else_is_written_anew_from_there(tmp_path, folder, place):
    whole = written(tmp_path / "whole", folder)
    spoiled = bytearray(whole + b"more behind the end")
    spoiled[place] ^= 0xFF
    target = tmp_path / "spoiled"
    draft_of(target).write_bytes(spoiled)
    assert written(target, folder) == whole


def test_two_writers_of_one_file_do_not_meet(tmp_path, folder):
    target = tmp_path / "one"
    with PackageWriter(target) as first:
        first.add_bytes("plan.json", b"{}")
        with pytest.raises(Conflict, match="being written by another process"), PackageWriter(target):
            pass


def test_a_disk_that_is_really_full_is_a_refusal_and_the_draft_goes_on_later(tmp_path, folder):
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.fail(f"this test fills a small disk and needs the right to mount one: {mounted.stderr!r}")
    try:
        with pytest.raises(Unavailable, match="full"):
            written(small / "package", folder)
        subprocess.run(["mount", "-o", "remount,size=16m", small], check=True)
        assert written(small / "package", folder) == written(tmp_path / "whole", folder)
    finally:
        subprocess.run(["umount", small], check=True)


def test_memory_does_not_grow_with_what_is_written(tmp_path):
    """Two hundred megabytes go through a process that may not hold a quarter of them."""
    large = tmp_path / "large"
    large.mkdir()
    with (large / "sparse").open("wb") as stream:
        stream.truncate(200 << 20)
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_DATA, (96 << 20, 96 << 20))\n{WRITE}"
    done = subprocess.run(
        [sys.executable, "-c", limited, tmp_path / "package", large],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "package").stat().st_size > 200 << 20


def test_a_name_that_is_none_is_refused():
    for name in ("", "/plan", "../plan", "a/../b", "a//b", "ünder", "a" * 101, ".hidden"):
        with pytest.raises(ValueError, match="no name of a member"):
            header(name, 1)


def test_the_time_of_day_leaves_no_trace(tmp_path, folder):
    first = written(tmp_path / "first", folder)
    time.sleep(0.01)
    for path in Path(folder).iterdir():
        os.utime(path, (1, 1))
    assert written(tmp_path / "second", folder) == first


def test_a_scratch_that_is_really_full_is_a_refusal(tmp_path, monkeypatch):
    @contextmanager
    def full(**_named):
        (tmp_path / "lines").symlink_to("/dev/full")
        yield str(tmp_path)

    monkeypatch.setattr("tempfile.TemporaryDirectory", full)
    with actions._spooled(None) as add, pytest.raises(Unavailable, match="full"):
        add("ledger/entries.ndjson", [b"x" * 100_000])
