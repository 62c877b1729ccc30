import errno
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attestry.connectors.models import Collection
from attestry.connectors.queries import source
from attestry.connectors.rules.observation import Gap, Reason
from attestry.evidence import chain
from attestry.evidence.errors import ClockWentBackwards
from attestry.evidence.models import Checkpoint, Entry, Segment
from attestry.evidence.queries import body, chains, gaps, stream_views
from attestry.evidence.rules.row_digest import row_digest, table_digest
from attestry.evidence.tests.line import (
    DAY_ONE,
    TABLE,
    account,
    blob_count,
    made_line,
    other_shape,
    rows_of,
    sealed,
    table_gap,
    unavailable,
)
from attestry.kit.errors import Unavailable

pytestmark = pytest.mark.django_db


@pytest.fixture
def line():
    return made_line()


def ids(rows):
    return sorted(rows)


def test_the_first_reading_is_a_keyframe_of_every_row(line):
    one = line.read(account(1), account(2))
    said = sealed(one)
    assert (said["rows"], said["added"], said["changed"], said["removed"]) == (2, 2, 0, 0)
    assert said["keyframe"]
    assert ids(rows_of(one)) == ["okta/1", "okta/2"]


@pytest.mark.parametrize("count", [3, 6000])
def test_an_unchanged_reading_costs_a_line_and_no_bytes(line, count):
    rows = [account(number) for number in range(count)]
    line.read(*rows)
    before = blob_count()
    again = line.read(*rows, on=1)
    assert blob_count() == before
    assert sealed(again)["segment"] is None
    assert Segment.objects.filter(entry=again).count() == 0
    assert len(rows_of(again)) == count


def test_a_changed_reading_seals_its_changed_rows_only(line):
    rows = [account(number) for number in range(20)]
    line.read(*rows)
    changed = line.read(account(0, is_active=False), *rows[2:], account(99), on=1)
    said = sealed(changed)
    assert (said["added"], said["changed"], said["removed"], said["keyframe"]) == (1, 1, 1, False)
    assert Segment.objects.get(entry=changed).row_count == 3
    after = rows_of(changed)
    assert "okta/1" not in after
    assert after["okta/0"]["is_active"] is False
    assert len(after) == 20


def test_a_reading_that_changes_much_is_a_keyframe(line):
    line.read(*[account(number) for number in range(9)])
    changed = line.read(*[account(number, is_active=False) for number in range(9)], on=1)
    assert sealed(changed)["keyframe"]


def test_a_long_chain_ends_in_a_keyframe(line, monkeypatch):
    monkeypatch.setattr(chain, "CHAIN_LIMIT", 3)
    rows = [account(number) for number in range(20)]
    frames = []
    for day in range(8):
        rows[0] = account(0, sign_in_name=f"day {day}")
        frames.append(sealed(line.read(*rows, on=day))["keyframe"])
    assert frames == [True, False, False, True, False, False, True, False]
    assert rows_of(Entry.objects.last())["okta/0"]["sign_in_name"] == "day 7"


def test_every_earlier_day_is_read_as_it_was_when_the_chain_is_folded(line):
    rows, entries = [account(number) for number in range(40)], []
    for day in range(30):
        rows[day] = account(day, sign_in_name=f"day {day}")
        entries.append(line.read(*rows, on=day))
    for day, one in enumerate(entries):
        found = rows_of(one, columns=("account_id", "sign_in_name"))
        assert [found[f"okta/{n}"]["sign_in_name"] == f"day {n}" for n in range(40)] == [
            n <= day for n in range(40)
        ]


def test_a_row_that_was_not_seen_this_time_is_kept_and_marked(line):
    line.read(account(1), account(2), account(3))
    partial = line.read(account(1, is_active=False), table_gap(), on=1)
    assert partial.state == "partial"
    assert ids(rows_of(partial)) == ["okta/1", "okta/2", "okta/3"]
    assert rows_of(partial)["okta/1"]["is_active"] is False
    assert sealed(partial)["removed"] == 0
    unseen = {one.item: one.detail for one in gaps(partial)}
    assert unseen == {
        None: "the second page was refused",
        "okta/2": "not seen this time: the second page was refused",
        "okta/3": "not seen this time: the second page was refused",
    }
    whole = line.read(account(1), on=2)
    assert ids(rows_of(whole)) == ["okta/1"]
    assert gaps(whole) == []


def test_a_gap_at_one_item_lets_absent_items_be_gone(line):
    line.read(account(1), account(2))
    seen = line.read(account(1), Gap(TABLE, Reason.PERMISSION, "denied", "okta/1", ("is_admin",)), on=1)
    assert ids(rows_of(seen)) == ["okta/1"]
    assert [(one.item, one.columns) for one in gaps(seen)] == [("okta/1", ("is_admin",))]


def test_a_failed_reading_loses_nothing_and_is_sealed_with_its_reason(line):
    line.read(account(1))
    failed = line.read(account(2), unavailable("no route to host"), on=1)
    assert failed.state == "failed"
    assert (body(failed)["reason"], body(failed)["detail"]) == ("unreachable", "no route to host")
    assert ids(rows_of(failed)) == ["okta/1"]
    assert [(one.table, one.item) for one in gaps(failed)] == [(TABLE, None)]
    (view,) = stream_views(DAY_ONE + timedelta(days=1))
    assert (view.unseen_reason, view.unseen) == ("unreachable", "no route to host")


@pytest.mark.parametrize(
    ("broken", "reason", "says"),
    [
        (KeyError("Users"), "malformed", "a mistake in the source: KeyError: 'Users'"),
        (RecursionError("deep"), "malformed", "a mistake in the source: RecursionError"),
        (ConnectionRefusedError(errno.ECONNREFUSED, "refused"), "unreachable", "ConnectionRefusedError"),
        (
            {"account_id": "okta/1", "colour": "red"},
            "malformed",
            "files_account.colour: is not a declared column",
        ),
        ({"account_id": "okta/1", "is_active": "yes"}, "malformed", "files_account.is_active: 'yes' (str)"),
        (Gap("git_commit", Reason.PERMISSION, "x"), "malformed", "git_commit: is not a table of stream"),
    ],
)
def test_a_source_that_breaks_is_a_failed_reading_and_the_line_goes_on(line, broken, reason, says):
    failed = line.read(account(2), broken)
    assert failed.state == "failed"
    assert body(failed)["reason"] == reason
    assert body(failed)["detail"].startswith(says)
    assert line.read(account(2), on=1).state == "complete"


def test_a_full_disk_while_reading_is_not_sealed_as_a_failure_of_the_source(line):
    with pytest.raises(Unavailable) as refusal:
        line.read(OSError(errno.ENOSPC, "No space left on device"))
    assert refusal.value.code == "DiskFull"
    assert Entry.objects.count() == 0
    assert Collection.objects.get().state == "abandoned"
    assert line.read(account(1), on=1).state == "complete"


def test_two_rows_of_one_key_make_the_reading_malformed(line):
    failed = line.read(account(1), account(1, is_active=False))
    assert failed.state == "failed"
    assert body(failed)["detail"] == "files_account: the key okta/1 stands twice in one reading"


def test_a_row_of_a_hundred_megabytes_is_refused_and_one_of_ten_is_sealed(line):
    failed = line.read(account(1, sign_in_name="x" * (100 << 20)))
    assert (failed.state, body(failed)["reason"]) == ("failed", "malformed")
    assert "is longer than 16 MB" in body(failed)["detail"]
    large = line.read(account(1, sign_in_name="y" * (10 << 20)), on=1)
    assert large.state == "complete"
    assert len(rows_of(large)["okta/1"]["sign_in_name"]) == 10 << 20


@pytest.fixture
def events():
    """Commits of a repository: an event stream."""
    return made_line("git_commit", "repository", source_id="git", settings={"repository": "/nowhere"})


def commit(name):
    return {"commit_id": name}


def test_an_event_stays_seen_whatever_is_not_seen_later(events):
    table = events.table
    assert events.read(commit("a"), commit("b"), cursor="2").state == "complete"
    second = events.read(commit("c"), on=1, cursor="3")
    assert [session.cursor for session in events.readings] == [None, "2"]
    assert ids(rows_of(second, table)) == ["a", "b", "c"]
    assert sealed(second, table)["rows"] == 1
    third = events.read(commit("c"), Gap(table, Reason.THROTTLED, "page 2"), on=2, cursor="4")
    assert ids(rows_of(third, table)) == ["a", "b", "c"]
    assert [one.item for one in gaps(third)] == [None]
    assert sealed(third, table)["segment"] is None
    events.read(unavailable(), on=3)
    again = events.read(on=4)
    assert events.readings[-1].cursor == "4"
    assert ids(rows_of(again, table)) == ["a", "b", "c"]


def test_a_column_declared_later_reads_as_missing_before(line, monkeypatch):
    first = line.read(account(1), account(2))
    with other_shape(monkeypatch, more={"colour": "VARCHAR"}):
        names = ("account_id", "colour")
        second = line.read(account(1, colour="red"), account(2), on=1)
        assert {k: v["colour"] for k, v in rows_of(second, columns=names).items()} == {
            "okta/1": "red",
            "okta/2": None,
        }
        assert rows_of(first, columns=names)["okta/1"]["colour"] is None
    third = line.read(account(1), account(2), on=2)
    assert ids(rows_of(third)) == ["okta/1", "okta/2"]


def test_a_column_declared_anew_with_another_type_is_read_as_far_as_it_fits(line, monkeypatch):
    line.read(account(1, sign_in_name="7"), account(2, sign_in_name="seven"))
    with other_shape(monkeypatch, types={"sign_in_name": "BIGINT"}):
        second = line.read(
            account(1, sign_in_name=7), account(2, sign_in_name=8), account(3, sign_in_name=9), on=1
        )
        found = rows_of(second)
        assert [found[f"okta/{n}"]["sign_in_name"] for n in (1, 2, 3)] == [7, 8, 9]


def test_a_table_told_apart_by_another_key_begins_anew(line, monkeypatch):
    first = line.read(account(1), account(2))
    with other_shape(monkeypatch, key=("account_id", "system")):
        second = line.read(account(1), account(1, system="github"), on=1)
        assert (sealed(second)["added"], sealed(second)["keyframe"]) == (2, True)
    assert ids(rows_of(first)) == ["okta/1", "okta/2"]


def test_evidence_is_seen_as_of_one_clock_and_as_known_on_the_other(line):
    early = line.read(account(1))
    late = line.read(account(2), on=5)

    def seen(as_of, known=None):
        (view,) = stream_views(DAY_ONE + timedelta(days=as_of), known and DAY_ONE + timedelta(days=known))
        return view.entry and view.entry.seq

    assert (seen(0), seen(4), seen(5)) == (early.seq, early.seq, late.seq)
    assert seen(6, known=1) == early.seq
    assert seen(-0.5) is None


def test_a_clock_that_went_back_stops_the_line_and_loses_nothing(line):
    line.read(account(1), on=3)
    with pytest.raises(ClockWentBackwards, match="entry 0 was recorded at 2026-03-04"):
        line.read(account(1), on=2)
    assert Entry.objects.count() == 1
    assert Collection.objects.filter(state="abandoned").count() == 1
    assert line.read(account(1), on=4).seq == 1


def test_signing_twice_signs_once(line):
    assert line.sign() is None
    line.read(account(1))
    assert line.sign().size == 1
    assert line.sign(on=1) is None
    assert Checkpoint.objects.count() == 1


VALUES = st.sampled_from(["a", "b", None])
SNAPSHOTS = st.lists(
    st.tuples(
        st.dictionaries(st.integers(0, 5), VALUES, max_size=6),
        st.sampled_from(["whole", "partial", "failed"]),
    ),
    min_size=1,
    max_size=7,
)


@given(SNAPSHOTS)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_tables_as_of_every_past_entry_are_what_was_collected(days):
    from django.db import transaction

    with transaction.atomic():
        line, known, expected = made_line(name="replayed"), {}, []
        for day, (snapshot, how) in enumerate(days):
            rows = [account(number, person_email=value) for number, value in snapshot.items()]
            ends = {"whole": [], "partial": [table_gap()], "failed": [unavailable()]}[how]
            seen = {row["account_id"]: row["person_email"] for row in rows}
            known = {"whole": seen, "partial": {**known, **seen}, "failed": known}[how]
            expected.append((line.read(*rows, *ends, on=day), dict(known)))
        shape = source("files").tables[TABLE]
        for one, wanted in expected:
            found = rows_of(one)
            assert {item: row["person_email"] for item, row in found.items()} == wanted
            assert sealed(one)["rows_digest"] == table_digest(
                row_digest(shape, row) for row in found.values()
            )
            assert sealed(one)["rows"] == len(wanted)
            assert set(chains(one)) <= {TABLE}
        transaction.set_rollback(True)
