"""The package as it is built, on a machine where nothing but the machine itself can be reached."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from attestry.cli.tests.shell import environment

pytestmark = pytest.mark.slow

TOP = Path(__file__).parents[4]
NO_NETWORK = '''\
"""Refuses every way out of this machine, and writes down who tried."""

import os
import socket
import sys

LOOPBACK = {"", "0.0.0.0", "127.0.0.1", "::1", "localhost", None}


def refuse(event, arguments):
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and arguments[0].family in (socket.AF_INET, socket.AF_INET6):
        host = arguments[1][0]
    else:
        return
    if host not in LOOPBACK:
        with open(os.environ["WHO_TRIED"], "a") as tried:
            tried.write(f"{host}\\n")
        raise OSError("this machine has no network")


sys.addaudithook(refuse)
'''


@pytest.fixture(scope="module")
def offline(tmp_path_factory):
    """Runs the command from a built wheel in a process that reaches nothing but its own machine."""
    folder = tmp_path_factory.mktemp("offline")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=TOP, check=True, capture_output=True)
    package = folder / "package"
    for wheel in folder.glob("*.whl"):
        zipfile.ZipFile(wheel).extractall(package)
    (package / "sitecustomize.py").write_text(NO_NETWORK)
    tried = folder / "tried"
    tried.touch()
    around = environment(folder / "home") | {"PYTHONPATH": str(package), "WHO_TRIED": str(tried)}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments], env=around, cwd=folder, capture_output=True, text=True, check=False
        )

    run.tried = tried
    run.package = package
    return run


def test_r168_the_package_holds_everything_and_runs_without_a_network(offline):
    where = offline("-c", "import attestry; print(attestry.__file__)")
    assert where.stdout.startswith(str(offline.package))

    done = offline("-m", "attestry", "up", "--no-serve")
    assert done.returncode == 0, done.stderr
    assert "This machine: users: complete" in done.stdout

    proved = offline("-m", "attestry", "prove", "CC6.1")
    assert (proved.returncode, "bytes:" in proved.stdout) == (0, True), proved.stderr

    verified = offline("-m", "attestry", "verify")
    assert verified.returncode == 0, verified.stdout
    assert offline.tried.read_text() == ""


def test_the_network_is_really_refused(offline):
    there = offline("-c", "import socket; socket.create_connection(('192.0.2.1', 9), timeout=1)")

    assert "this machine has no network" in there.stderr
    assert offline.tried.read_text() == "192.0.2.1\n"
