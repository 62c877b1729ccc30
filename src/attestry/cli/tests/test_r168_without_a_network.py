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
    around = {"PYTHONPATH": str(package), "WHO_TRIED": str(tried)}

    def run(*arguments: str, home: str = "home", **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            env=environment(folder / home) | around | more,
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
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


ONE_DAY = """
import django
django.setup()
from datetime import date
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from attestry.accounts.queries import first_administrator
from attestry.sample_company.actions.telling import begin
from attestry.sample_company.company import company
from attestry.sample_company.rules.calendar import Calendar
call_command("migrate", interactive=False, verbosity=0)
begin(company(), Calendar(date(2026, 1, 5)), range(219, 220), print)
client = Client(SERVER_NAME="localhost")
client.force_login(first_administrator())
for path in ("/", "/scope/", "/criteria/", "/controls/IAM-02/", "/readiness/", "/tests/", "/evidence/",
             "/connections/", "/reports/", "/prove/CC6.1/", "/journal/", "/glossary/"):
    answer = client.get(path)
    print(path, answer.status_code, b"Everything here is made up" in answer.content)
"""


def test_r168_the_sample_company_is_told_and_looked_at_without_a_network(offline):
    told = offline("-c", ONE_DAY, home="sample", DJANGO_SETTINGS_MODULE="attestry.project.settings")
    assert told.returncode == 0, told.stderr
    pages = [line for line in told.stdout.splitlines() if line.startswith("/")]
    assert len(pages) == 12
    assert all(line.endswith("200 True") for line in pages), pages
    assert offline.tried.read_text() == ""


def test_the_network_is_really_refused(offline):
    there = offline("-c", "import socket; socket.create_connection(('192.0.2.1', 9), timeout=1)")

    assert "this machine has no network" in there.stderr
    assert offline.tried.read_text() == "192.0.2.1\n"
