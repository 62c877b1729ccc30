import http.client
import os
import socket
import subprocess
import sys

import pytest

from attestry.cli.serving import lock
from attestry.cli.serving.address import Page, free_port, reachable, wait_for
from attestry.cli.serving.web_server import WebServer
from attestry.kit import file_lock
from attestry.kit.errors import Conflict, Unavailable
from attestry.project.home import Home


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


def test_a_home_is_held_by_one_process_at_a_time(home):
    with lock.hold(home) as first, lock.hold(home) as second:
        assert (first, second) == (True, False)
    with lock.hold(home) as again:
        assert again


def test_a_home_is_free_again_when_its_holder_was_killed(home):
    script = (
        "import sys; from pathlib import Path; from attestry.cli.serving import lock\n"
        "from attestry.project.home import Home\n"
        "with lock.hold(Home(Path(sys.argv[1]))) as ours: print(ours, flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(home.root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout.readline() == b"True\n"
    with lock.hold(home) as ours:
        assert not ours
    holder.kill()
    holder.communicate()
    with lock.hold(home) as ours:
        assert ours


def test_where_the_holder_answers_is_told_only_while_it_holds(home):
    with lock.hold(home):
        assert lock.announced(home) is None
        lock.announce(home, lock.Listening(os.getpid(), "http://127.0.0.1:1"))
        assert lock.announced(home).address == "http://127.0.0.1:1"
    assert lock.announced(home) is None


def test_a_holder_that_never_answers_is_not_waited_for_for_ever(home):
    home.prepare()
    with pytest.raises(Unavailable, match="does not answer yet"):
        lock.wait_until_announced(home, patience_seconds=0.2)


def test_a_taken_port_is_refused_when_asked_for_and_stepped_round_when_not(monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr("attestry.cli.serving.address.USUAL_PORT", port)
        with pytest.raises(Conflict, match=f"Port {port} is taken"):
            free_port("127.0.0.1", port)
        assert free_port("127.0.0.1", None) not in (port, 0)


def test_waiting_ends_when_the_server_has_ended():
    page = Page("127.0.0.1", 9, "localhost", "/")
    with pytest.raises(Unavailable, match="does not serve /"):
        wait_for(page, is_running=lambda: False)


def test_a_server_on_every_address_is_reached_by_loopback():
    assert (reachable("0.0.0.0"), reachable("::"), reachable("192.0.2.7")) == (
        "127.0.0.1",
        "::1",
        "192.0.2.7",
    )


def test_the_web_servers_process_ends_with_its_parent(tmp_path):
    script = (
        "import os, subprocess, sys, time\n"
        "from attestry.cli.serving import children\n"
        "child = children.start('attestry.cli.tests.leashed')\n"
        "print(child.pid, flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    pid = int(parent.stdout.readline())
    assert parent.stdout.readline() == "leashed\n"
    parent.kill()
    # The child holds the other end of the pipe: reading ends when both are gone.
    assert parent.stdout.read() == "ended by signal 15\n"
    parent.communicate()
    assert pid > 0


def test_http_is_asked_by_the_name_that_the_server_knows(monkeypatch):
    asked = {}

    class Connection:
        def __init__(self, host, port, timeout):
            asked["at"] = (host, port)

        def request(self, method, path, headers):
            asked["for"] = (method, path, headers["Host"])

        def getresponse(self):
            return type("Answer", (), {"status": 200})

        def close(self):
            asked["closed"] = True

    monkeypatch.setattr(http.client, "HTTPConnection", Connection)
    wait_for(Page("0.0.0.0", 8400, "soc.example.org", "/sign-in/"), is_running=lambda: True)
    assert asked == {
        "at": ("127.0.0.1", 8400),
        "for": ("GET", "/sign-in/", "soc.example.org"),
        "closed": True,
    }


def test_two_homes_that_start_at_one_moment_do_not_share_a_port():
    """A server shares its port with others of its user; the second to come takes another."""
    with WebServer("127.0.0.1", None) as first, WebServer("127.0.0.1", None) as second:
        assert first.port != second.port
        with pytest.raises(Conflict, match="is taken"):
            WebServer("127.0.0.1", first.port)


def test_another_users_file_in_the_way_of_a_port_leads_to_another_port(monkeypatch):
    refused, held = [], file_lock.held

    def refuse_the_first(path, *, busy):
        if not refused:
            refused.append(path.name)
            raise PermissionError(13, "Permission denied", str(path))
        return held(path, busy=busy)

    monkeypatch.setattr(file_lock, "held", refuse_the_first)
    with WebServer("127.0.0.1", None) as server:
        assert f"-port-{server.port}.lock" not in refused[0]
    refused.clear()
    with pytest.raises(Conflict, match="is taken"):
        WebServer("127.0.0.1", free_port("127.0.0.1", None))
