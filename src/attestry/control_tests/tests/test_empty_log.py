"""A log that holds no item yet is asked like any other: every test so far asked about nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry.control_tests.outcomes import ask_log, history
from attestry.control_tests.tests.asking import asked, items, library, result  # noqa: F401
from attestry.effectiveness.queries.populations import items as population
from attestry.evidence.tests.line import account, made_line

pytestmark = pytest.mark.django_db

ONE = "accounts-have-factor"


def test_a_log_without_any_item_answers_that_there_is_none(library, tmp_path, monkeypatch, settings):
    monkeypatch.setattr(type(settings.HOME), "cache", property(lambda _: tmp_path))
    library(asked())
    line = made_line()
    line.read()
    run = line.test()
    assert (result(run).verdict, run.segment) == ("empty", "")
    assert items(run) == {}
    assert population(ONE, at=run.as_of + timedelta(hours=1)).total == 0
    narrowed, values = "test_id = $test", {"test": ONE}
    assert history(narrowed=narrowed, values=values) == []
    assert ask_log(narrowed=narrowed, select="SELECT count(*) FROM {rows}", values=values) == [(0,)]
    line.read(account(1, mfa_factor="none"), on=1)
    assert items(line.test(on=1)) == {"okta/1": "fail"}
