"""A package that nobody touched holds, and every replay of it is the same."""

from __future__ import annotations

from attestry.audit_packages.rules.answer import Replay
from attestry.audit_packages.rules.report import text
from attestry.audit_packages.tests.conftest import silent
from attestry.audit_packages.verifying import verify_package


def test_every_byte_holds_and_every_replay_is_the_same(packaged):
    answer = verify_package(packaged(), progress=silent)
    print(text(answer))
    assert answer.findings == []
    assert {one.replay for one in answer.replayed if one.kind == "test"} == {Replay.SAME}


def test_the_same_period_gives_the_same_bytes(packaged):
    assert packaged("one.attestry").read_bytes() == packaged("two.attestry").read_bytes()
