"""The guides to writing a control test and a connector show files that work as they stand."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from attestry.connectors.collecting import read_stream
from attestry.connectors.queries import all_tables
from attestry.connectors.rules.declaration import Manifest
from attestry.connectors.rules.observation import Session
from attestry.connectors.rules.settings import checked_settings
from attestry.control_tests.cases import answer
from attestry.control_tests.mutation import measure
from attestry.control_tests.queries import read_definition
from attestry.kit.content import load_yaml
from attestry.kit.duck import shapes

GUIDES = Path(__file__).parents[4] / "docs" / "how-to"
SHOWN = re.compile(r"`\w+/(?P<name>[\w.-]+)`[^`]*```\w+\n(?P<text>.*?)```", re.DOTALL)


@pytest.fixture
def files(tmp_path, request):
    """The files that a guide shows, written to a folder."""
    guide = (GUIDES / request.param).read_text(encoding="utf-8")
    for shown in SHOWN.finditer(guide):
        (tmp_path / shown["name"]).write_text(shown["text"], encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("files", ["write-a-control-test.md"], indirect=True)
def test_the_guide_names_what_its_control_test_lets_through(files):
    definition = read_definition(files / "files-subprocessor-assured.yaml")
    guide = (GUIDES / "write-a-control-test.md").read_text(encoding="utf-8")
    assert measure(definition, all_tables()).survivors == tuple(
        re.findall("let through: ([a-z_. ]+):", guide)
    )


@pytest.mark.parametrize("files", ["write-a-control-test.md"], indirect=True)
def test_the_control_test_of_the_guide_answers_its_own_cases(files):
    definition = read_definition(files / "files-subprocessor-assured.yaml")

    for case in definition.meaning.cases:
        answered = answer(definition, case, all_tables())
        assert answered.outcomes == case.expect
        assert not set(case.outside) & set(answered.outcomes)


@pytest.mark.parametrize("files", ["write-a-connector.md"], indirect=True)
def test_the_connector_of_the_guide_reads_a_machine(files, tmp_path):
    manifest = load_yaml(files / "manifest.yaml", Manifest)
    declared = shapes((files / "tables.sql").read_text(), "resolver/tables.sql")
    module = ModuleType("resolver")
    exec(compile((files / "streams.py").read_text(), "streams.py", "exec"), module.__dict__)
    conf = tmp_path / "resolv.conf"
    conf.write_text("# ours\nnameserver 192.0.2.1\nnameserver 192.0.2.2\nnameserver\n")
    settings = checked_settings(manifest.settings, {"path": str(conf)})
    session = Session(settings=settings, secrets={}, now=datetime(2026, 1, 1, tzinfo=UTC), scratch=tmp_path)

    stream = manifest.stream("servers")
    snapshot = read_stream(manifest.id, stream, declared, module.STREAMS[stream.id], session)

    assert (snapshot.state, snapshot.row_counts, snapshot.gap_count) == ("partial", {"resolver_server": 2}, 1)
