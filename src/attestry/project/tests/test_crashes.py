"""The line, really killed, really out of disk, really run twice at once."""

import contextlib
import os
import shutil
import subprocess
import sys

import orjson
import pytest

from attestry.project.tests.crashing import ROWS, rows_on

KILLS = 30
pytestmark = pytest.mark.slow


class Home:
    """A home of its own, and the processes that work in it."""

    def __init__(self, root):
        self.root = root
        self.environment = {**os.environ, "ATTESTRY_HOME": str(root)}

    def start(self, *words, **environment):
        return subprocess.Popen(
            [sys.executable, "-m", "attestry.project.tests.crashing", *map(str, words)],
            env={**self.environment, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words, **environment):
        process = self.start(*words, **environment)
        said, complaint = process.communicate(timeout=120)
        return process.returncode, said, complaint

    def done(self, *words, **environment):
        code, said, complaint = self.run(*words, **environment)
        assert code == 0, complaint
        return said

    def report(self):
        return orjson.loads(self.done("report"))


def is_sound(found):
    return (found["intact"], found["findings"], found["journal"], found["half"]) == ("ok", [], "", [])


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A home with one day in it, to be copied."""
    home = Home(tmp_path_factory.mktemp("prepared") / "home")
    home.done("prepare")
    home.done("both", 0)
    return home


@pytest.fixture
def home(prepared, tmp_path):
    shutil.copytree(prepared.root, tmp_path / "home")
    return Home(tmp_path / "home")


@pytest.fixture(scope="module")
def undisturbed(prepared, tmp_path_factory):
    """What the home holds after a second day on which nothing happened to it."""
    other = Home(tmp_path_factory.mktemp("undisturbed") / "home")
    shutil.copytree(prepared.root, other.root)
    other.done("both", 1)
    found = other.report()
    assert is_sound(found)
    assert found["rows"] == {row["account_id"]: row["mfa_factor"] for row in rows_on(1)}
    assert sum(outcome == "fail" for outcome in found["items"].values()) == ROWS // 10
    return found


def test_thirty_kills_at_any_moment_lose_nothing_and_the_next_run_is_whole(home, undisturbed):
    ends = []
    for _ in range(3):
        ends += home.done("killed", KILLS // 3).split()
        assert is_sound(home.report())
    assert len(ends) == KILLS
    assert ends.count("killed") > KILLS // 3
    home.done("both", 1)
    found = home.report()
    assert is_sound(found)
    assert (found["rows"], found["items"]) == (undisturbed["rows"], undisturbed["items"])


def test_two_readings_of_one_stream_at_once_give_one_conflict_and_lose_nothing(home, undisturbed):
    first = home.start("both", 1, "--pause")
    assert first.stdout.readline() == "reading\n"
    code, _said, complaint = home.run("collect", 1)
    assert code != 0
    assert "Conflict" in complaint
    assert "is being collected right now" in complaint
    said, complaint = first.communicate("go on\n", timeout=120)
    assert first.returncode == 0, complaint
    assert said.endswith("done\n")
    found = home.report()
    assert is_sound(found)
    assert found["snapshots"] == 2
    assert (found["rows"], found["items"]) == (undisturbed["rows"], undisturbed["items"])


def test_two_runs_of_the_tests_at_once_give_one_run_or_two_and_no_harm(home):
    home.done("collect", 1)
    both = [home.start("test", 1), home.start("test", 1)]
    ended = [(process.communicate(timeout=120)[1], process.returncode) for process in both]
    assert any(code == 0 for _, code in ended)
    for complaint, code in ended:
        assert code == 0 or "The control tests are being run right now" in complaint
    assert is_sound(home.report())


@pytest.fixture
def small_disk(tmp_path):
    """A disk of a few megabytes that really fills."""
    root = tmp_path / "disk"
    root.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", root], capture_output=True)
    if mounted.returncode:
        yield None
        return
    yield root
    subprocess.run(["umount", root], check=True)


def filled(root, leave):
    """Fill the disk but for ``leave`` bytes."""
    with (root / "ballast").open("wb") as stream, contextlib.suppress(OSError):
        while shutil.disk_usage(root).free > leave:
            stream.write(b"x" * 4096)
            stream.flush()


@pytest.mark.parametrize("leave", [8_192, 200_000])
@pytest.mark.parametrize("what", ["collect", "test"])
def test_a_disk_that_fills_is_told_clearly_and_the_line_goes_on_after_space_is_made(
    small_disk, prepared, undisturbed, leave, what
):
    if small_disk is None:
        return is_limited_instead(prepared, what)
    shutil.copytree(prepared.root, small_disk / "home")
    home = Home(small_disk / "home")
    if what == "test":
        home.done("collect", 1)
    filled(small_disk, leave)
    code, _said, complaint = home.run(what, 1)
    (small_disk / "ballast").unlink()
    if leave == 8_192:
        assert code != 0
    if code:
        assert "DiskFull" in complaint or "The disk that holds the home is full" in complaint, complaint
    assert is_sound(home.report())
    home.done("both", 1)
    found = home.report()
    assert is_sound(found)
    assert (found["rows"], found["items"]) == (undisturbed["rows"], undisturbed["items"])
    return None


def is_limited_instead(prepared, what):
    """Where nothing may be mounted: the process may write no file past a size."""
    limited = f"ulimit -f 16; exec {sys.executable} -m attestry.project.tests.crashing {what} 1"
    ended = subprocess.run(["sh", "-c", limited], env=prepared.environment, capture_output=True, check=False)
    assert ended.returncode != 0
    assert is_sound(prepared.report())
