"""Whatever the machine: the one the tests run on, an empty one, a damaged one."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attestry.connectors.rules.observation import Reason, SourceUnavailable
from attestry.connectors.sources.host.machine import Machine
from attestry.connectors.sources.host.programs import run_program
from attestry.connectors.sources.host.streams import STREAMS
from attestry.connectors.sources.host.tests.reading import declared, read
from attestry.connectors.sources.host.tests.trees import RECORDINGS, recorded
from attestry.connectors.sources.host.unseen import Unseen

ALL = pytest.mark.parametrize("stream", sorted(STREAMS))


@ALL
def test_this_very_machine_is_read(stream: str) -> None:
    seen = read(stream, "/", name="here")
    (provenance,) = seen.provenance
    assert provenance.endpoint == "here:/"
    assert seen.rows or seen.gaps


def test_this_very_machine_has_a_superuser_and_a_kernel() -> None:
    assert read("users", "/").table("host_user")["root"]["uid"] == 0
    assert read("system", "/").only("host_kernel")["kernel_release"] == os.uname().release
    assert read("system", "/").only("host_system")["architecture"] == os.uname().machine


@ALL
def test_an_empty_machine_is_all_gaps(stream: str, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    seen = read(stream, tmp_path / "bare")
    told = {
        column
        for table, rows in seen.rows.items()
        for row in rows
        for column, value in row.items()
        if value not in (None, False) and column not in ("hostname", *declared()[table].key)
    }
    assert told == set()


@ALL
@pytest.mark.parametrize("recording", sorted(path.name for path in RECORDINGS.iterdir()))
def test_a_machine_read_twice_gives_the_same(stream: str, recording: str, tmp_path: Path) -> None:
    root = recorded(tmp_path, recording)
    assert read(stream, root) == read(stream, root)


@ALL
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(garbage=st.binary(max_size=200), seed=st.integers(0, 10))
def test_garbage_in_any_file_never_ends_the_reading(
    stream: str, tmp_path: Path, garbage: bytes, seed: int
) -> None:
    root = recorded(tmp_path, "debian-12")
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    for place, file in enumerate(files):
        if place % 3 == seed % 3:
            file.write_bytes(garbage)
    read(stream, root)
    shutil.rmtree(root)


@ALL
def test_folders_and_pipes_in_place_of_files_never_end_the_reading(stream: str, tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    for place, file in enumerate(files):
        file.unlink()
        if place % 2:
            os.mkfifo(file)
        else:
            file.mkdir()
    read(stream, root)


@ALL
def test_a_root_that_is_not_there_is_unavailable(stream: str, tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable):
        read(stream, tmp_path / "missing")


def test_a_file_that_may_not_be_read_is_a_matter_of_permission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    machine = Machine(recorded(tmp_path, "debian-12"), "db-1")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(Unseen) as unseen:
        machine.text("/etc/shadow")
    assert unseen.value.reason == Reason.PERMISSION


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (("no-such-program",), Reason.UNSUPPORTED),
        (("sh", "-c", "echo must be root >&2; exit 1"), Reason.PERMISSION),
        (("sh", "-c", "exit 3"), Reason.UNSUPPORTED),
        (("sh", "-c", "sleep 60 & sleep 60"), Reason.UNREACHABLE),
        (("head", "-c", "9000000", "/dev/zero"), Reason.MALFORMED),
    ],
)
def test_a_program_that_does_not_answer_is_told_with_its_reason(
    command: tuple[str, ...], reason: Reason
) -> None:
    with pytest.raises(Unseen) as unseen:
        run_program(command, 1, (0,))
    assert unseen.value.reason == reason


def test_a_program_sees_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_OURS", "x")
    assert "SECRET_OF_OURS" not in run_program(("env",), 10, (0,))
