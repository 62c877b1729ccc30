"""What a kill left half made of the short cuts through the log stands in nobody's way, and is dropped."""

from __future__ import annotations

import duckdb
import pytest

from attestry.control_tests.actions import running
from attestry.control_tests.tests.asking import asked, items, library  # noqa: F401
from attestry.evidence.tests.line import account, made_line

pytestmark = pytest.mark.django_db


def test_a_kill_half_way_through_a_short_cut_does_not_stop_the_next_one(
    library, tmp_path, monkeypatch, settings
):
    monkeypatch.setattr(type(settings.HOME), "cache", property(lambda _: tmp_path))
    library(asked())
    line = made_line()
    line.read(account(1, mfa_factor="none"))
    run = line.test()
    kept = sorted(path.name for path in tmp_path.glob("*.parquet"))
    for name in kept:
        (tmp_path / name).rename(tmp_path / name.replace(".parquet", ".half"))
        with duckdb.connect(tmp_path / name.replace(".parquet", ".gathered")) as gathered:
            gathered.execute("CREATE TABLE rows (test_id VARCHAR)")
    running.keep_short_cuts()
    assert sorted(path.name for path in tmp_path.iterdir()) == kept
    assert items(run) == {"okta/1": "fail"}
