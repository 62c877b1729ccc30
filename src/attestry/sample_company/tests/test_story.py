"""The story itself: days keep their weekday, chance falls the same way, rows fit what sources declare."""

from __future__ import annotations

from datetime import date

import pytest

from attestry.connectors.queries import all_tables
from attestry.connectors.rules.rows import RowWriter
from attestry.sample_company.company import company
from attestry.sample_company.rules.calendar import Calendar
from attestry.sample_company.rules.chance import between, share
from attestry.sample_company.scenario.repository import FIRST_DAY, changes_of
from attestry.sample_company.scenario.told import tables_of

CALENDAR = Calendar(date(2026, 1, 5))


def rows(table, day, connection="any"):
    return list(tables_of(company(), connection)[table](company(), CALENDAR.moment(CALENDAR.at(day, 5))))


@pytest.mark.parametrize("last_on", [date(2026, 11, day) for day in range(9, 16)])
def test_the_first_day_is_a_monday_and_the_last_is_the_day_asked_for(last_on):
    calendar = Calendar.ending(last_on, 274)
    assert calendar.day_zero.weekday() == 0
    assert 274 <= (last_on - calendar.day_zero).days <= 280


def test_chance_falls_the_same_way_each_time():
    assert share("a", 1) == share("a", 1) != share("a", 2)
    assert {between(1, 3, "die", throw) for throw in range(60)} == {1, 2, 3}


@pytest.mark.parametrize("connection", ["wr-app-1", "any"])
@pytest.mark.parametrize("day", [0, 60, 219, 274, 300])
def test_every_row_of_every_table_is_one_that_its_source_may_say(connection, day):
    for table, told in tables_of(company(), connection).items():
        said = list(told(company(), CALENDAR.moment(CALENDAR.at(day, 10))))
        writer, shape = RowWriter(all_tables()[table]), all_tables()[table]
        written = [writer.written(row) for row in said]
        keys = [tuple(row[key] for key in shape.key) for row in written]
        assert len(set(keys)) == len(keys), table


def test_sixty_people_work_there_at_the_end_and_some_have_left():
    assert len(company().working(company().story.last_day)) == 60
    assert len(company().people) > 60


def test_about_six_hundred_changes_were_merged_and_one_without_review():
    days = range(FIRST_DAY, company().story.last_day + 1)
    changes = [change for day in days for change in changes_of(company(), CALENDAR, day)]
    assert 560 <= len(changes) <= 660
    assert [change.day for change in changes if change.reviewer is None] == [141]


def test_nobody_reviews_their_own_change():
    changes = [change for day in range(100) for change in changes_of(company(), CALENDAR, day)]
    assert all(change.reviewer is not change.author for change in changes)


def test_the_old_key_is_120_days_old_on_the_last_day():
    key = next(row for row in rows("aws_iam_access_key", 274) if row["user_name"] == "ledger-import")
    assert (CALENDAR.at(274, 12) - key["rotated_at"]).days == 120


def test_the_administrator_was_without_a_second_factor_for_a_week():
    def factor(day):
        found = {row["account_id"]: row.get("mfa_factor") for row in rows("files_account", day)}
        return found["aws-console/ruben.peeters"]

    without = [day for day in range(50, 80) if factor(day) == "none"]
    assert without == list(range(58, 65))
