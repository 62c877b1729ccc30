"""Faults, how they are put in, and that a weak test is found out by what it lets through."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from attestry.connectors.queries import all_tables
from attestry.control_tests.mutation import measure, try_faults
from attestry.control_tests.rules.damage import BLANK, UNRELATED, moved, spans_of
from attestry.control_tests.rules.fault import Fault, FaultKind, faults
from attestry.control_tests.rules.mutation import Answer, Score, Tried, faultless, score
from attestry.control_tests.tests.asking import asked

ACCOUNTS, WORKERS = "files_account", "files_worker"
READS = {ACCOUNTS: ("account_id", "person_email", "mfa_factor", "is_active"), WORKERS: ("worker_id", "email")}
CASE = {
    "name": "of a worker, with a factor",
    "given": {
        ACCOUNTS: (
            {"account_id": "a", "person_email": "Ada@example.com", "mfa_factor": "totp", "is_active": True},
            {"account_id": "b", "person_email": "ben@example.com", "mfa_factor": "none", "is_active": True},
        ),
        WORKERS: (
            {"worker_id": "1", "email": "ada@example.com"},
            {"worker_id": "2", "email": "ben@example.com"},
        ),
    },
    "expect": {"a": "pass", "b": "fail"},
}
SOUND = """
SELECT a.account_id AS item_id, a.account_id AS item_name,
  CASE WHEN a.mfa_factor = 'none' THEN 'fail' WHEN w.email IS NULL OR trim(a.mfa_factor) = '' THEN 'fail'
    WHEN a.mfa_factor IS NULL OR a.is_active IS NULL THEN 'unknown' ELSE 'pass' END AS outcome,
  'said' AS reason
FROM files_account AS a LEFT JOIN files_worker AS w ON lower(w.email) = lower(a.person_email)
WHERE a.is_active IS NULL OR a.is_active
"""


def written(sql: str, **meaning: object):
    return asked("weak", sql, reads=READS, cases=(CASE,), **meaning)


def scored(sql: str, **meaning: object) -> Score:
    return measure(written(sql, **meaning), all_tables())


def test_a_sound_test_notices_every_fault():
    found = scored(SOUND)
    assert (found.survivors, found.share) == ((), 1.0)
    assert found.injected == 9


def test_a_test_that_always_passes_notices_nothing():
    found = scored(SOUND.replace("'fail'", "'pass'").replace("'unknown'", "'pass'"))
    assert found.answers == {"left the population": 1}
    assert found.survivors[0] == "changed files_account.mfa_factor"
    assert found.share < 0.2


def test_a_partner_that_the_outcome_forgets_may_be_lost_unnoticed():
    forgetful = SOUND.replace("WHEN w.email IS NULL OR trim(a.mfa_factor) = '' THEN 'fail'", "")
    found = scored(forgetful)
    assert {"dropped files_worker", "unjoined files_worker.email"} <= set(found.survivors)


def test_a_join_that_loses_items_is_seen_to_lose_them():
    losing = SOUND.replace("LEFT JOIN", "JOIN")
    answers = {one.fault.key: one.answer for one in try_faults(written(losing), all_tables())}
    assert answers["dropped files_worker"] is Answer.LEFT
    assert answers["nulled files_account.mfa_factor"] is Answer.UNKNOWN


def test_a_threshold_that_is_asked_the_wrong_way_round_lets_a_late_day_through():
    reads = {ACCOUNTS: ("account_id", "created_at")}
    case = {"name": "new", "given": {ACCOUNTS: ({"account_id": "a", "created_at": "2025-12-01T00:00:00Z"},)}}
    sql = (
        "SELECT account_id AS item_id, account_id AS item_name, 'said' AS reason, "
        "CASE WHEN created_at IS NULL THEN 'unknown' "
        "WHEN date_diff('day', created_at, $as_of) {} THEN 'pass' ELSE 'fail' END AS outcome "
        "FROM files_account"
    )
    days = {"days": {"kind": "integer", "default": 90, "title": "Longest", "unit": "days"}}
    for asks, survivors in (("<= $days", ()), ("IS NOT NULL", ("moved files_account.created_at",))):
        one = asked("aged", sql.format(asks), reads=reads, cases=(case,), parameters=days)
        assert measure(one, all_tables()).survivors == survivors


def test_what_only_describes_is_not_damaged():
    keys = {one.fault.key for one in try_faults(asked(cases=(CASE,)), all_tables())}
    assert keys == {
        "nulled files_account.mfa_factor",
        "changed files_account.mfa_factor",
        "nulled files_account.is_active",
        "flipped files_account.is_active",
    }


def test_only_rows_behind_what_passes_are_damaged():
    hit = {(one.fault.table, one.fault.row) for one in try_faults(written(SOUND), all_tables())}
    assert hit == {(ACCOUNTS, 0), (WORKERS, 0)}


def test_a_case_in_which_nothing_passes_has_no_faults():
    definition = written(SOUND)
    deciding = {table: frozenset(columns) for table, columns in READS.items()}
    assert list(faults(definition, definition.meaning.cases[0], [], all_tables(), deciding)) == []


def test_an_explained_survivor_still_counts_against_the_score():
    always = SOUND.replace("a.mfa_factor IS NULL OR ", "")
    key = "nulled files_account.mfa_factor"
    bare, explained = scored(always), scored(always, survivors={key: "It is right."})
    assert bare.unexplained == (key,)
    assert explained.unexplained == ()
    assert bare.share == explained.share < 1
    assert not faultless([explained, bare])


def test_an_explanation_of_a_fault_that_is_noticed_is_stale():
    found = scored(SOUND, survivors={"nulled files_account.mfa_factor": "It was right once."})
    assert found.stale == ("nulled files_account.mfa_factor",)
    assert not faultless([found])
    assert faultless([scored(SOUND)])


def test_a_fault_is_noticed_when_one_row_shows_it():
    def tried(row, answer):
        return Tried(Fault(FaultKind.NULLED, "case", ACCOUNTS, row, "mfa_factor"), answer)

    found = score(
        [tried(0, None), tried(1, Answer.FAIL), tried(2, None)],
        test_id="t",
        version="v",
        basis="b",
        survivors={},
    )
    assert (found.injected, found.noticed, found.answers) == (1, 1, {"fail": 1})
    assert (found.places, found.seen_places) == (3, 1)


def test_nothing_tried_is_nothing_shown():
    nothing = score([], test_id="t", version="v", basis="b", survivors={})
    assert nothing.share == 0.0
    assert not faultless([nothing])


def test_a_score_is_of_one_version_and_its_cases():
    other = {**CASE, "name": "another"}
    first, second = asked(cases=(CASE,)), asked(cases=(other,))
    assert first.version == second.version
    assert first.basis != second.basis
    assert first.basis == asked(cases=(CASE,), survivors={"nulled x": "Said."}).basis


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.lists(st.integers(0, 3650), max_size=4))
def test_a_day_is_moved_beyond_every_span_both_ways(day, spans):
    found = moved("DATE", day.isoformat(), [(float(span), float(span)) for span in spans])
    assert day not in found
    for span in [*spans, 3650]:
        assert any((day - one).days > span for one in found)
        assert any((one - day).days > span for one in found)


@given(st.integers(-(10**6), 10**6), st.lists(st.integers(0, 10**6), max_size=4))
def test_a_number_is_moved_to_both_sides_of_every_threshold(value, thresholds):
    found = moved("BIGINT", value, [(float(one), 0.0) for one in thresholds])
    assert value not in found
    assert all(type(one) is int for one in found)
    for threshold in thresholds:
        assert any(one < threshold for one in found)
        assert any(one > threshold for one in found)


def test_an_instant_is_moved_by_hours_where_the_threshold_is_in_hours():
    hours = {"hours": {"kind": "integer", "default": 36, "title": "Longest", "unit": "hours"}}
    definition = written(SOUND, parameters=hours)
    spans = spans_of(definition, definition.parameters({}))
    assert spans == ((36.0, 1.5),)
    assert datetime(2025, 12, 29) in moved("TIMESTAMP", "2026-01-01T00:00:00Z", spans)


def test_a_text_is_changed_into_others_that_are_known_and_two_that_are_not():
    found = {
        one.fault.values
        for one in try_faults(written(SOUND), all_tables())
        if one.fault.key == "changed files_account.mfa_factor"
    }
    assert found == {("none", "a", "Ada@example.com", UNRELATED, BLANK)}
