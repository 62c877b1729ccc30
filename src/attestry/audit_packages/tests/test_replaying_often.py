"""A replay of a line that is read more often than it is tested."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from attestry.audit_packages.actions import request_package, write_package
from attestry.audit_packages.rules.answer import Replay
from attestry.audit_packages.rules.period import Period
from attestry.audit_packages.tests.conftest import silent
from attestry.audit_packages.tests.test_replaying import questions
from attestry.audit_packages.verifying import verify_package
from attestry.control_tests.tests.asking import library  # noqa: F401
from attestry.effectiveness.tests.world import a_home
from attestry.evidence import chain
from attestry.evidence.tests.line import DAY_ONE, HOUSE, account, made_line
from attestry.kit import clock

DAYS = 12
FACTORS = ["none", "app", "passkey", None]


def readings(seed):
    """Three readings a day, of which one in three changes most of the rows: a keyframe."""
    chance, rows = random.Random(seed), {number: account(number, mfa_factor="app") for number in range(8)}
    for _ in range(3 * DAYS):
        for number in chance.sample(range(10), chance.choice([1, 1, 6])):
            rows[number] = account(number, mfa_factor=chance.choice(FACTORS))
            if chance.random() < 0.3:
                del rows[number]
        yield list(rows.values()) or [account(1, mfa_factor="app")]


@pytest.mark.parametrize("seed", range(3))
def test_a_line_that_is_read_thrice_between_two_runs_is_replayed_the_same(
    db, library, tmp_path, monkeypatch, seed
):
    monkeypatch.setattr(chain, "CHAIN_LIMIT", 3)
    library(*questions())
    with a_home(tmp_path / "home"):
        line = made_line(name="often")
        for position, rows in enumerate(readings(seed)):
            at = DAY_ONE + timedelta(hours=8 * position)
            line.read(*rows, at=at)
            if position % 3 == 2:
                line.test(at=at + timedelta(hours=1))
        with clock.simulated(DAY_ONE + timedelta(days=DAYS, hours=3)):
            span = Period.of_days(date(2026, 3, 3), (DAY_ONE + timedelta(days=DAYS - 1)).date())
            target = tmp_path / "often.attestry"
            write_package(request_package(HOUSE, span, target=target), progress=silent)
        answer = verify_package(target, progress=silent)
    assert answer.findings == []
    assert {one.replay for one in answer.replayed if one.kind == "test"} == {Replay.SAME}, [
        (one.id, one.item, one.at, one.why) for one in answer.replayed
    ]
