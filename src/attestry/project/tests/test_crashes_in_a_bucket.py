"""The line killed between its bytes, which are in a bucket by then, and the ledger's line about them."""

import signal

import pytest

from attestry.kit.tests.object_server import BUCKET, PREFIX, credentials, served
from attestry.project.tests.crashing import ROWS, rows_on
from attestry.project.tests.test_crashes import Home, is_sound

pytestmark = pytest.mark.slow


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home in a bucket, with one day in it."""
    with served(tmp_path) as server:
        settings = {
            "ATTESTRY_EVIDENCE_BUCKET": f"s3://{BUCKET}/{PREFIX}",
            "ATTESTRY_EVIDENCE_ENDPOINT": server.address,
            "ATTESTRY_EVIDENCE_LOCK_DAYS": "1",
            **credentials("attestry"),
        }
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        made = Home(tmp_path / "home")
        made.done("prepare")
        made.done("both", 0)
        yield made


@pytest.mark.parametrize("what", ["collect", "test"])
def test_a_kill_between_bytes_and_line_leaves_blobs_of_no_entry_and_the_next_run_is_whole(home, what):
    if what == "test":
        home.done("collect", 1)
    before = home.report()
    assert is_sound(before)
    killed = home.start(what, 1, "--pause-before-the-line")
    while killed.stdout.readline() != "bytes are kept\n":
        assert killed.poll() is None
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    after = home.report()
    assert is_sound(after)
    assert len(after["blobs"]) > len(before["blobs"])
    assert {**after, "blobs": []} == {**before, "blobs": []}
    home.done("both", 1)
    found = home.report()
    assert is_sound(found)
    assert found["rows"] == {row["account_id"]: row["mfa_factor"] for row in rows_on(1)}
    assert sum(outcome == "fail" for outcome in found["items"].values()) == ROWS // 10
