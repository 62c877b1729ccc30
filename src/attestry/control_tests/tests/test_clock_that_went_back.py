"""A run of the tests under a clock that went back: refused whole, and the next one goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry.control_tests.models import Result, Run
from attestry.evidence.errors import ClockWentBackwards
from attestry.evidence.models import Entry
from attestry.evidence.tests.line import DAY_ONE, account, made_line
from attestry.evidence.verification import verify_home

pytestmark = pytest.mark.django_db


def test_a_run_under_a_clock_that_went_back_is_refused_and_nothing_is_written():
    line = made_line()
    line.read(account(1, mfa_factor="app"))
    line.test(on=2)
    before = (Entry.objects.count(), Run.objects.count(), Result.objects.count())
    with pytest.raises(ClockWentBackwards) as refusal:
        line.test(at=DAY_ONE + timedelta(hours=2))
    assert "Set the machine's clock right" in refusal.value.next_step
    assert (Entry.objects.count(), Run.objects.count(), Result.objects.count()) == before
    assert line.test(on=3).ordinal == 1
    assert verify_home(lambda _: None).findings == []
