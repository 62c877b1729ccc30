"""Somebody who has the database's password, or the disk, changes what was sealed; it is found and named."""

import io
import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from attestry.control_tests.models import Result, Run
from attestry.control_tests.tests.asking import asked, library  # noqa: F401
from attestry.control_tests.verification import findings
from attestry.evidence.actions import hand_in_document
from attestry.evidence.inclusion import inclusion
from attestry.evidence.models import Checkpoint, Entry, Segment
from attestry.evidence.queries import body, store
from attestry.evidence.tests.line import DAY_ONE, HOUSE, account, made_line, sealed, table_gap
from attestry.evidence.verification import verify_home
from attestry.journal.models import JournalEntry
from attestry.journal.queries import broken_at
from attestry.kit import clock, merkle

pytestmark = pytest.mark.django_db

GUARDED = {
    "evidence_entry": Entry,
    "evidence_segment": Segment,
    "evidence_checkpoint": Checkpoint,
    "control_tests_run": Run,
    "control_tests_result": Result,
    "journal_journalentry": JournalEntry,
}


@pytest.fixture
def told(library, tmp_path, monkeypatch):
    """Four entries of accounts, one document, two runs, each signed over."""
    from django.conf import settings as django

    (tmp_path / "evidence").mkdir()
    monkeypatch.setattr(type(django.HOME), "evidence", property(lambda _: tmp_path / "evidence"))
    library(asked())
    line = made_line()
    for day in range(2):
        line.read(
            account(1, mfa_factor="totp"),
            account(2, mfa_factor=["totp", "none"][day]),
            *[table_gap()] * day,
            on=day,
        )
        line.test(on=day)
    with clock.simulated(DAY_ONE + timedelta(days=3)):
        hand_in_document(
            HOUSE,
            io.BytesIO(b"minutes"),
            filename="minutes.txt",
            title="Minutes",
            period_from=DAY_ONE,
            period_until=DAY_ONE + timedelta(days=1),
        )
    line.sign(on=3)
    assert [one.kind for one in Entry.objects.order_by("seq")] == [
        "snapshot",
        "run",
        "snapshot",
        "run",
        "document",
    ]
    yield line
    transaction.set_rollback(True)  # what was broken on purpose is not held to its foreign keys


def found():
    return [(one.entry_seq, one.where, one.what) for one in [*verify_home().findings, *findings()]]


def named():
    return {seq for seq, _, _ in found()}


def as_someone_with_the_password(sql, *values):
    """Drop the triggers, run the statement; foreign keys are looked at by nobody."""
    with connection.cursor() as cursor:
        names = cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in names:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("PRAGMA defer_foreign_keys=ON")
        cursor.execute(sql, values)


def test_an_untouched_home_has_no_finding(told):
    report = verify_home()
    assert found() == []
    assert report.ok
    assert (report.entries, report.checkpoints) == (5, Checkpoint.objects.count())
    assert report.blobs == len(list(store().digests()))


@pytest.mark.parametrize("table", GUARDED)
@pytest.mark.parametrize("how", ["update", "delete", "raw update", "raw delete"])
def test_the_database_itself_refuses_to_change_what_was_written(told, table, how):
    rows = GUARDED[table].objects
    column = GUARDED[table]._meta.pk.name
    assert rows.exists()
    ways = {
        "update": lambda: rows.update(**{column: 99}),
        "delete": lambda: rows.all()._raw_delete("default"),
        "raw update": lambda: connection.cursor().execute(f"UPDATE {table} SET {column} = {column}"),
        "raw delete": lambda: connection.cursor().execute(f"DELETE FROM {table}"),
    }
    count = rows.count()
    with pytest.raises(DatabaseError, match=f"{table} is append-only"), transaction.atomic():
        ways[how]()
    assert rows.count() == count


def test_every_entry_is_tied_to_a_signed_root(told):
    for one in Entry.objects.all():
        proof = inclusion(one)
        assert proof.holds
        assert proof.checkpoint.size > one.seq


@pytest.mark.parametrize("seq", range(5))
def test_a_flipped_byte_of_any_blob_is_found_at_the_entry_that_named_it_first(told, seq):
    said = body(Entry.objects.get(seq=seq))
    tables = said.get("tables", [])
    digest = said.get("digest") or said.get("segment") or tables[0]["segment"]
    path = store().path(digest)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert [(seq, f"the sealed bytes {digest} were changed")] == [(one, what) for one, _, what in found()]
    path.unlink()
    assert [(seq, f"the sealed bytes {digest} are missing")] == [(one, what) for one, _, what in found()]


@pytest.mark.parametrize("seq", range(5))
def test_a_removed_entry_is_found(told, seq):
    as_someone_with_the_password("DELETE FROM evidence_entry WHERE seq = %s", seq)
    assert any(one == seq or (seq == 4 and "5 entries" in what) for one, _, what in found())


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("title", "Another"),
        ("state", "failed"),
        ("stream", "other"),
        ("observed_at", "2026-01-01 00:00:00"),
        ("recorded_at", "2026-01-01 00:00:00"),
        ("row_count", 7),
        ("ordinal", 40),
        ("kind", "document"),
        ("period_from", "2026-01-01 00:00:00"),
        ("leaf_hash", "0" * 64),
        ("connection_id", 2),
    ],
)
def test_a_changed_column_of_an_entry_is_found_at_it(told, column, value):
    made_line(name="second")
    as_someone_with_the_password(f"UPDATE evidence_entry SET {column} = %s WHERE seq = 2", value)
    assert 2 in named()


@pytest.mark.parametrize(
    "bend",
    [
        lambda said: {**said, "detail": "nothing was denied"},
        lambda said: {**said, "tables": [1]},
        lambda said: {**said, "tables": None},
        lambda _: [],
        lambda said: {name: value for name, value in said.items() if name != "seq"},
    ],
)
def test_a_body_that_is_written_anew_with_its_hash_is_found_by_the_root(told, bend):
    written = json.dumps(bend(body(Entry.objects.get(seq=2))), sort_keys=True, separators=(",", ":"))
    leaf = merkle.leaf_hash(written.encode()).hex()
    as_someone_with_the_password(
        "UPDATE evidence_entry SET body = %s, leaf_hash = %s WHERE seq = 2", written, leaf
    )
    assert any(where == "root" and seq >= 2 for seq, where, _ in found())


def test_a_body_that_is_no_json_any_more_is_found_at_it(told):
    as_someone_with_the_password("UPDATE evidence_entry SET body = 'gone' WHERE seq IN (2, 3)")
    assert {2, 3} <= named()


def test_two_entries_that_changed_places_are_found(told):
    for number, place in ((0, 90), (2, 0), (90, 2)):
        as_someone_with_the_password("UPDATE evidence_entry SET seq = %s WHERE seq = %s", place, number)
    assert {0, 2} <= named()


@pytest.mark.parametrize("position", range(5))
def test_a_removed_checkpoint_is_found_by_what_the_journal_says(told, position):
    one = Checkpoint.objects.order_by("size")[position:].first() or Checkpoint.objects.last()
    as_someone_with_the_password("DELETE FROM evidence_checkpoint WHERE size = %s", one.size)
    assert (one.size - 1, "checkpoint", f"the root signed over {one.size} entries was removed") in found()


@pytest.mark.parametrize(
    ("column", "value"), [("root", "0" * 64), ("note", "nothing\n\n— x y\n"), ("size", 77)]
)
def test_a_replaced_root_is_found(told, column, value):
    last = Checkpoint.objects.order_by("-size").first()
    as_someone_with_the_password(
        f"UPDATE evidence_checkpoint SET {column} = %s WHERE size = %s", value, last.size
    )
    assert 4 in named() or 5 in named()


def test_a_root_signed_by_another_key_is_found(told, tmp_path):
    from attestry.kit.signed_note import signer

    other = signer(tmp_path, "other")
    last = Checkpoint.objects.order_by("-size").first()
    text = last.note.rpartition("\n\n")[0] + "\n"
    as_someone_with_the_password(
        "UPDATE evidence_checkpoint SET note = %s WHERE size = %s", other.sign(text), last.size
    )
    assert [(seq, where) for seq, where, _ in found()] == [(4, "signature")]


@pytest.mark.parametrize(
    ("column", "value"), [("digest", "0" * 64), ("is_keyframe", 1), ("shape", "0" * 64), ("row_count", 50)]
)
def test_a_changed_segment_is_found_at_its_entry(told, column, value):
    assert sealed(Entry.objects.get(seq=2))["keyframe"] is False or column != "is_keyframe"
    as_someone_with_the_password(f"UPDATE evidence_segment SET {column} = %s WHERE entry_id = 2", value)
    assert (2, "segment of files_account") in {(seq, where) for seq, where, _ in found()}


def test_a_segment_that_is_gone_or_was_slipped_in_is_found(told):
    as_someone_with_the_password(
        'INSERT INTO evidence_segment (entry_id, "table", digest, is_keyframe, row_count, shape) '
        "VALUES (4, 'files_account', %s, 1, 1, %s)",
        "0" * 64,
        "0" * 64,
    )
    assert 4 in named()
    as_someone_with_the_password("DELETE FROM evidence_segment WHERE entry_id = 2")
    assert {2, 4} <= named()


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("result", "verdict = 'pass'"),
        ("result", "failed = failed + 1"),
        ("result", "inputs = '[]'"),
        ("result", "version = 'other'"),
        ("result", "unseen = '[\"x\"]'"),
        ("result", "error = 'x'"),
        ("result", "test_id = 'another-test'"),
        ("run", "segment = 'other'"),
        ("run", "ordinal = 7"),
    ],
)
def test_a_changed_result_or_run_is_found_at_the_entry_that_sealed_it(told, table, change):
    as_someone_with_the_password(f"UPDATE control_tests_{table} SET {change} WHERE entry_seq = 3")
    assert 3 in named()


def test_a_removed_result_and_one_that_no_run_brought_are_found(told):
    as_someone_with_the_password("DELETE FROM control_tests_result WHERE entry_seq = 3")
    assert (3, "result of accounts-have-factor", "the row is missing") in found()
    as_someone_with_the_password("UPDATE control_tests_result SET entry_seq = 0 WHERE entry_seq = 1")
    assert {0, 1, 3} <= named()


@pytest.mark.parametrize(
    "change", ["subject = 'x'", "actor_key = 'x'", "after = NULL", "previous_hash = 'x'"]
)
def test_an_edited_line_of_the_journal_is_found_at_its_place(told, change):
    as_someone_with_the_password(f"UPDATE journal_journalentry SET {change} WHERE seq = 2")
    assert broken_at().position == 2


def test_a_journal_that_was_written_anew_is_found_by_the_root_that_was_signed_over_it(told):
    as_someone_with_the_password("UPDATE journal_journalentry SET hash = 'x' || hash")
    assert any(where == "journal" for _, where, _ in found())
