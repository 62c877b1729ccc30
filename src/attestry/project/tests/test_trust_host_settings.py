"""The trust center's own host name, as the environment gives it to the settings of a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

ASKED = (
    "import json; from attestry.project import settings as s;"
    "print(json.dumps([s.TRUST_HOST, s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS]))"
)


def settings_with(home, **said):
    """Host, hosts that are answered, and origins that forms may come from."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith("ATTESTRY_")}
    told = {f"ATTESTRY_{key}": value for key, value in said.items()}
    environment = {**ours, **told, "ATTESTRY_HOME": str(home)}
    command = [sys.executable, "-c", ASKED]
    return json.loads(subprocess.run(command, env=environment, check=True, capture_output=True).stdout)


@pytest.mark.parametrize(
    ("said", "origins"),
    [
        ({}, []),
        ({"ORIGINS": "https://a.example", "TLS": "1"}, ["https://a.example", "https://trust.example.org"]),
        ({"ORIGINS": "http://a.example"}, ["http://a.example", "http://trust.example.org"]),
    ],
)
def test_its_host_is_answered_and_forms_of_readers_may_come_from_there(tmp_path, said, origins):
    host, hosts, found = settings_with(tmp_path, TRUST_HOST=" Trust.Example.org. ", **said)
    assert host == "trust.example.org"
    assert host in hosts
    assert found == origins


def test_without_one_nothing_is_added(tmp_path):
    assert settings_with(tmp_path, ORIGINS="https://a.example")[::2] == ["", ["https://a.example"]]
