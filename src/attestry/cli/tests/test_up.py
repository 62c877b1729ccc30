import signal
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from attestry.cli.tests.shell import Serving, attestry

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home that was prepared, collected and tested once."""
    made = tmp_path_factory.mktemp("up") / "home"
    done = attestry(made, "up", "--no-serve")
    assert done.returncode == 0, done.stderr
    assert "is ready" in done.stdout
    return made


def visit(opener, address):
    try:
        with opener.open(address) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode()


def browser():
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))


def is_gone(pid):
    """Whether a process has ended; one that only waits to be buried counts as ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def wait_until_gone(pids):
    deadline = time.monotonic() + 20
    while not all(map(is_gone, pids)):
        assert time.monotonic() < deadline, "a child outlived its parent"
        time.sleep(0.1)


def test_the_printed_link_signs_in_once(home):
    with Serving(home) as serving:
        link, visitor = serving.link(), browser()
        assert visit(visitor, link.group(1) + "/profile/")[1].count("Sign in") > 0
        visit(visitor, link.group(0))
        status, page = visit(visitor, link.group(1) + "/profile/")
        assert (status, "Your profile" in page) == (200, True)
        assert visit(browser(), link.group(0))[0] == 410


def test_a_second_up_finds_the_running_one_and_prints_a_fresh_link(home):
    with Serving(home) as serving:
        first = serving.link()
        second = attestry(home, "up")
        assert second.returncode == 0
        assert f"already (process {serving.process.pid})" in second.stdout
        assert first.group(1) in second.stdout
        assert first.group(3) not in second.stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_being_told_to_stop_ends_every_child_and_exits_well(home, number):
    with Serving(home) as serving:
        serving.link()
        children = serving.children()
        assert children
        serving.process.send_signal(number)
        assert serving.process.wait(timeout=30) == 0
        wait_until_gone(children)


def test_being_killed_leaves_no_child_and_the_home_can_be_served_again(home):
    with Serving(home) as serving:
        serving.link()
        children = serving.children()
        serving.process.kill()
        wait_until_gone(children)
    with Serving(home) as serving:
        assert serving.link()


def test_a_taken_port_is_said_at_once(home):
    with Serving(home) as serving:
        port = serving.link().group(2)
        other = home.parent / "other"
        done = attestry(other, "up", "--port", port)
    assert done.returncode == 5
    assert f"Port {port} is taken." in done.stderr


def test_the_home_holds_after_all_that(home):
    assert attestry(home, "verify").returncode == 0


def test_doctor_finds_a_healthy_home_and_then_a_removed_blob(home):
    well = attestry(home, "doctor")
    assert well.returncode == 0, well.stdout
    assert "broken" not in well.stdout
    blob = next(path for path in (home / "evidence").rglob("*") if path.is_file())
    kept = blob.read_bytes()
    blob.unlink()
    found = attestry(home, "doctor")
    verified = attestry(home, "verify")
    blob.write_bytes(kept)
    assert found.returncode == 1
    assert "broken  Evidence: 1 blobs are missing" in found.stdout
    assert verified.returncode == 7


def test_a_home_moves_to_another_place_by_backup_and_holds_there(home):
    file, moved = home.parent / "home.backup", home.parent / "moved" / "home"
    created = attestry(home, "backup", "create", str(file))
    assert created.returncode == 0, created.stderr
    assert "private keys" in created.stdout
    assert attestry(home, "backup", "verify", str(file)).returncode == 0
    moved.parent.mkdir()
    restored = attestry(moved, "backup", "restore", str(file))
    assert restored.returncode == 0, restored.stderr
    assert attestry(moved, "user", "list").stdout == attestry(home, "user", "list").stdout
    assert attestry(moved, "backup", "restore", str(file)).returncode == 5


def test_users_are_added_linked_and_deactivated_from_the_shell(home):
    added = attestry(home, "user", "add", "Bob@example.org", "--name", "Bob", "--role", "executive")
    assert added.stdout == "Added Bob <bob@example.org> as executive.\n"
    assert "bob@example.org\tBob\texecutive\tactive" in attestry(home, "user", "list").stdout
    assert "/sign-in/" in attestry(home, "user", "link", "bob@example.org").stdout
    assert attestry(home, "user", "deactivate", "bob@example.org").returncode == 0
    assert "bob@example.org\tBob\texecutive\tclosed" in attestry(home, "user", "list").stdout
    assert attestry(home, "user", "link", "bob@example.org").returncode == 4
    assert attestry(home, "user", "add", "c@example.org", "--name", "C", "--role", "king").returncode == 2
    assert attestry(home, "user", "add", "d@example.org", "--name", "D", "--role", "auditor").returncode == 3


def test_a_collection_that_did_not_see_everything_has_an_exit_code_of_its_own(home):
    done = attestry(home, "collect", "this-machine")
    assert done.returncode in (0, 10)
    assert (done.returncode == 10) == any(word in done.stdout for word in (": partial", ": failed"))


def test_r5_a_criterion_is_proved_down_to_the_bytes(home):
    done = attestry(home, "prove", "CC6.1")
    assert done.returncode == 0, done.stderr
    assert "CC6.1" in done.stdout
    assert attestry(home, "prove", "CC99.9").returncode == 4


def test_the_home_is_the_owners_alone(home):
    assert home.stat().st_mode & 0o077 == 0
