"""Signed roots are stamped by an authority outside; one that is down is asked again, and holds nothing up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from attestry import pipeline
from attestry.control_tests.tests.asking import asked, library  # noqa: F401
from attestry.effectiveness.tests.world import a_home
from attestry.evidence.actions import stamp_due
from attestry.evidence.models import Checkpoint, Entry, Stamp, StampAttempt
from attestry.evidence.queries import store
from attestry.evidence.rules.patience import FIRST_WAIT, LONGEST_WAIT, ask_again_at
from attestry.evidence.stamp_checking import checked
from attestry.evidence.stamp_state import Standing, stamp_state
from attestry.evidence.stamps import is_due, stamp_over, waiting
from attestry.evidence.tests.line import HOUSE, account, made_line
from attestry.evidence.tests.time_stamp_authority import NAME, certificates, served
from attestry.evidence.verification import verify_home
from attestry.journal.models import JournalEntry
from attestry.journal.queries import broken_at
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.blobs import Folder
from attestry.kit.errors import Invalid, NotAllowed
from attestry.kit.timestamp_request import request
from attestry.kit.timestamps import trusted, verify
from attestry.project.health.records import evidence_store
from attestry.project.health.time_stamps import time_stamps
from attestry.project.home import Organization

pytestmark = pytest.mark.django_db

NOON = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return certificates(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def home(tmp_path):
    with a_home(tmp_path / "home") as one:
        yield one
        transaction.set_rollback(True)


@pytest.fixture
def authority(home, made, settings):
    with served(made) as one:
        settings.STAMP_AUTHORITY, settings.STAMP_ROOTS = one.address, str(made.roots)
        yield one


@pytest.fixture
def line(home):
    """One list, read and signed on two days: roots over one and over two entries."""
    one = made_line()
    for day in range(2):
        one.read(account(1, mfa_factor=["totp", "none"][day]), on=day)
        one.sign(on=day)
    return one


def stamp(after=timedelta(), said=None):
    with time_machine.travel(NOON + after, tick=False):
        return stamp_due(HOUSE, progress=(said if said is not None else []).append)


def as_someone_with_the_password(sql, *values):
    with connection.cursor() as cursor:
        for (name,) in cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("PRAGMA defer_foreign_keys=ON")
        cursor.execute(sql, values)


def found():
    return [(one.entry_seq, one.where, one.what) for one in verify_home().findings]


def test_the_newest_root_is_stamped_over_its_signed_note_and_the_journal_says_so(line, authority):
    made_stamp = stamp()
    newest = Checkpoint.objects.order_by("-size").first()
    assert (made_stamp.checkpoint, made_stamp.authority) == (newest, authority.address)
    facts = checked(made_stamp)
    assert (facts.authority, facts.gen_time) == (NAME, made_stamp.stamped_at)
    said = JournalEntry.objects.get(act="evidence.stamp")
    assert (said.subject, said.after["authority"]) == ("checkpoint:2", NAME)
    assert store().has(said.after["certificates"])
    assert (stamp(), len(authority.queries)) == (None, 1)


@pytest.mark.parametrize("table", ["evidence_stamp", "evidence_stampattempt"])
@pytest.mark.parametrize("change", ["UPDATE {} SET authority = 'x'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_a_stamp_or_an_attempt(line, authority, table, change):
    authority.is_down()
    stamp()
    authority.is_up_again()
    stamp(timedelta(hours=1))
    with pytest.raises(DatabaseError, match=f"{table} is append-only"), transaction.atomic():
        connection.cursor().execute(change.format(table))


def test_one_stamp_covers_every_entry_under_its_root(line, authority):
    stamp()
    assert [stamp_over(entry.seq).checkpoint_id for entry in Entry.objects.order_by("seq")] == [2, 2]
    assert Checkpoint.objects.count() == 2


def test_each_newer_root_is_stamped_in_its_turn(line, authority):
    stamp()
    line.read(account(1, mfa_factor="webauthn"), on=2)
    line.sign(on=2)
    assert stamp_over(2) is None
    stamp(timedelta(minutes=1))
    assert [stamp_over(seq).checkpoint_id for seq in range(3)] == [2, 2, 3]


def test_the_line_stamps_what_it_signs(line, authority, library):
    library(asked())
    one = made_line(name="real")
    with time_machine.travel(NOON, tick=False):
        one.test(at=NOON)  # a clock that is set by hand
    assert not Stamp.objects.exists()
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        pipeline.test(HOUSE, progress=lambda _: None)
    assert Stamp.objects.get().checkpoint.size == Entry.objects.count()


DOWN = {
    "503": (lambda _: (503, b""), "it answered 503"),
    "garbage": (lambda _: (200, b"<html>Welcome</html>"), "it is not a time stamp"),
    "nothing": (lambda _: (200, b""), "it is not a time stamp"),
    "too long": (lambda _: (200, b"0" * (300 << 10)), "longer than 256 KB"),
}


@pytest.mark.parametrize("how", DOWN)
def test_an_authority_that_is_down_is_an_attempt_and_no_error(line, authority, how):
    answers, words = DOWN[how]
    authority.is_down(answers)
    attempt = stamp()
    assert isinstance(attempt, StampAttempt)
    assert (words in attempt.refusal, attempt.at, attempt.checkpoint_id) == (True, NOON, 2)
    assert not Stamp.objects.exists()
    assert verify_home().ok


def test_an_authority_that_nobody_listens_for_is_an_attempt(line, authority, settings):
    settings.STAMP_AUTHORITY = "http://127.0.0.1:9/"
    assert stamp().refusal == "it was not reached: Connection refused"


def test_an_old_answer_or_one_over_other_bytes_is_an_attempt(line, authority, made):
    first = made.answer(_query(Checkpoint.objects.get(size=2).note.encode()))
    authority.is_down(lambda _: (200, first))
    assert stamp().refusal == "the stamp answers another request"
    other = made.answer(_query(b"other bytes"))
    authority.is_down(lambda _: (200, other))
    assert stamp(timedelta(hours=1)).refusal == "the stamp answers another request"


def _query(message):
    return request(message).as_bytes()


def test_an_answer_under_another_root_is_an_attempt(line, authority, tmp_path):
    other = certificates(tmp_path / "other")
    authority.is_down(lambda query: (200, other.answer(query)))
    assert stamp().refusal == "the authority is not one of those trusted"


def test_an_authority_that_came_back_stamps_the_newest_root_and_the_missed_ones_with_it(line, authority):
    authority.is_down()
    stamp()
    line.read(account(1, mfa_factor="sms"), on=2)
    line.sign(on=2)
    authority.is_up_again()
    assert (stamp(timedelta(seconds=59)), is_due(NOON + timedelta(seconds=59))) == (None, False)
    assert stamp(timedelta(minutes=1)).checkpoint_id == 3
    assert [stamp_over(seq).checkpoint_id for seq in range(3)] == [3, 3, 3]
    assert verify_home().ok


def test_each_attempt_waits_twice_as_long_and_never_more_than_an_hour():
    waits = [ask_again_at(NOON, count) - NOON for count in range(1, 9)]
    assert waits[:6] == [FIRST_WAIT * 2**number for number in range(6)]
    assert waits[6:] == [LONGEST_WAIT, LONGEST_WAIT]
    assert ask_again_at(NOON, 10**9) == NOON + LONGEST_WAIT


def test_an_authority_that_stays_down_is_asked_at_those_instants_and_no_others(line, authority):
    authority.is_down()
    for minute in range(200):
        stamp(timedelta(minutes=minute))
    instants = [(one.at - NOON) // timedelta(minutes=1) for one in StampAttempt.objects.all()]
    assert instants == [0, 1, 3, 7, 15, 31, 63, 123, 183]


def test_another_authority_in_the_settings_is_asked_at_once(line, authority, settings):
    authority.is_down()
    stamp()
    authority.is_up_again()
    settings.STAMP_AUTHORITY = authority.address.replace("/tsa", "/other")
    assert isinstance(stamp(timedelta(seconds=1)), Stamp)


def test_while_it_is_down_the_state_says_since_when_and_what_it_answered(line, authority):
    authority.is_down()
    stamp()
    state = stamp_state()
    assert state.standing is Standing.WAITING
    assert state.waiting.since == Checkpoint.objects.get(size=1).signed_at
    assert state.waiting.last.refusal.startswith("it answered 503")
    (finding,) = time_stamps(None)
    assert (finding.severity.value, "it answered 503" in finding.found) == ("look", True)


def test_without_an_authority_nothing_is_asked(line, home):
    assert (stamp(), waiting() is not None) == (None, True)
    assert stamp_state().standing is Standing.OFF
    assert time_stamps(None)[0].severity.value == "well"


def test_a_made_up_company_is_never_stamped_and_says_so(line, authority, home):
    home.belongs_to(Organization("Sample", is_sample=True))
    assert (stamp(), authority.queries) == (None, [])
    assert stamp_state().standing is Standing.MADE_UP
    assert "made-up" in time_stamps(None)[0].found


def test_instants_set_by_hand_are_never_stamped(line, authority):
    with clock.simulated(NOON):
        assert stamp_due(HOUSE, progress=lambda _: None) is None
    assert authority.queries == []


@pytest.mark.parametrize(
    ("address", "roots", "words"),
    [
        ("ftp://127.0.0.1/", "", "not the address"),
        ("tsa.example.org", "", "not the address"),
        ("http://[", "", "not the address"),
        ("http://127.0.0.1:port/", "", "not the address"),
        ("http://127.0.0.1/zeit-für-alle", "", "not the address"),
        ("http://127.0.0.1/a b", "", "not the address"),
        ("http://ada:secret@127.0.0.1/", "", "holds a password"),
        ("http://127.0.0.1/", "", "ATTESTRY_STAMP_ROOTS is not"),
        ("http://127.0.0.1/", "/nowhere/roots.pem", "cannot be read"),
        ("http://127.0.0.1/", "garbage", "holds no certificate"),
        ("http://127.0.0.1/", "between", "holds no root certificate"),
    ],
)
def test_wrong_settings_are_said_and_hold_nothing_up(line, home, made, settings, address, roots, words):
    (home.root / "garbage").write_text("garbage")
    files = {"garbage": home.root / "garbage", "between": made.folder / "between.pem"}
    settings.STAMP_AUTHORITY, settings.STAMP_ROOTS = address, str(files.get(roots, roots))
    said = []
    assert (stamp(said=said), is_due(NOON)) == (None, False)
    assert words in said[0]
    assert "secret" not in said[0]
    assert (stamp_state().standing, words in stamp_state().wrong) == (Standing.WRONG, True)
    (finding,) = time_stamps(None)
    assert (finding.severity.value, words in finding.found) == ("broken", True)


def test_the_certificates_of_a_stamp_are_missed_where_they_are_gone(line, authority, home):
    one = stamp()
    assert "belong to no entry" not in evidence_store(home)[0].found
    store().path(one.certificates).unlink()
    assert one.certificates in evidence_store(home)[0].found


def test_the_certificates_are_kept_before_the_database_is_held(line, authority, monkeypatch):
    """A bucket may take seconds to take them, and nobody else could write meanwhile."""
    held = []
    put = Folder.put
    monkeypatch.setattr(
        Folder, "put", lambda self, data: held.append(len(connection.savepoint_ids)) or put(self, data)
    )
    outside = len(connection.savepoint_ids)
    assert isinstance(stamp(), Stamp)
    assert held == [outside]


@pytest.mark.parametrize("act", ["evidence.stamp", "evidence.sign_checkpoint"])
@pytest.mark.parametrize(
    "change", ["subject = 'checkpoint:x'", "subject = ''", """after = '"words"'""", "after = '[]'"]
)
def test_an_edited_journal_line_is_a_finding_and_ends_no_verification(line, authority, act, change):
    stamp()
    as_someone_with_the_password(f"UPDATE journal_journalentry SET {change} WHERE act = %s", act)
    assert found() or change.startswith("subject")
    assert broken_at() is not None


def test_who_may_not_stamp_is_told_so(line, authority):
    with pytest.raises(NotAllowed):
        stamp_due(Actor("user", "eve", "Eve"), progress=lambda _: None)


def test_a_stamp_is_checked_offline_years_later_with_what_is_kept(line, authority, settings):
    stamp()
    settings.STAMP_AUTHORITY = settings.STAMP_ROOTS = ""
    with time_machine.travel(NOON + timedelta(days=20 * 365)):
        report = verify_home()
    assert report.ok
    ((named, root),) = report.stamps.held
    assert (named, root, report.stamps.held.total()) == (NAME, checked(Stamp.objects.get()).root, 1)


def test_whoever_trusts_other_roots_than_ours_finds_the_stamp(line, authority, settings, tmp_path):
    stamp()
    settings.STAMP_ROOTS = str(certificates(tmp_path / "other").roots)
    assert found() == [
        (
            1,
            "time stamp",
            "under the roots of ATTESTRY_STAMP_ROOTS, the authority is not one of those trusted",
        )
    ]
    settings.STAMP_ROOTS = "/nowhere"
    with pytest.raises(Invalid, match="cannot be read"):
        verify_home()


def test_a_stamp_for_other_bytes_is_found_at_the_last_entry_under_its_root(line, authority, made):
    stamp()
    as_someone_with_the_password("UPDATE evidence_stamp SET answer = %s", made.answer(_query(b"other")))
    assert found() == [(1, "time stamp", "the stamp is over other bytes")]


def test_a_stamp_moved_to_another_root_is_found(line, authority):
    stamp()
    as_someone_with_the_password("UPDATE evidence_stamp SET checkpoint_id = 1")
    assert found() == [
        (0, "time stamp", "the stamp is over other bytes"),
        (1, "time stamp", "the stamp of the root over 2 entries was removed"),
    ]


def test_a_forged_stamp_is_found_by_its_authority(line, authority, tmp_path):
    stamp()
    forger = certificates(tmp_path / "forger")
    note = Checkpoint.objects.get(size=2).note.encode()
    as_someone_with_the_password("UPDATE evidence_stamp SET answer = %s", forger.answer(_query(note)))
    assert found() == [(1, "time stamp", "the authority is not one of those trusted")]


def test_a_forged_stamp_that_brings_a_root_of_its_own_is_found_by_the_journal(
    line, authority, settings, tmp_path
):
    stamp()
    settings.STAMP_AUTHORITY = settings.STAMP_ROOTS = ""
    forger = certificates(tmp_path / "forger")
    answer = forger.answer(_query(Checkpoint.objects.get(size=2).note.encode()))
    facts = _facts(answer, forger)
    as_someone_with_the_password(
        "UPDATE evidence_stamp SET answer = %s, certificates = %s, stamped_at = %s",
        answer,
        store().put(forger.roots.read_bytes()),
        facts.gen_time.replace(tzinfo=None),
    )
    assert found() == [(1, "time stamp", "it is not the one that the journal says was recorded")]


def _facts(answer, of):
    return verify(answer, Checkpoint.objects.get(size=2).note.encode(), trusted(of.roots.read_bytes()))


def test_a_stamp_that_no_act_recorded_is_found(line, authority, made):
    note = Checkpoint.objects.get(size=2).note.encode()
    answer = made.answer(_query(note))
    Stamp.objects.create(
        checkpoint_id=2,
        authority="x",
        answer=answer,
        certificates=store().put(made.roots.read_bytes()),
        stamped_at=_facts(answer, made).gen_time,
        recorded_at=NOON,
    )
    assert found() == [(1, "time stamp", "no journal entry says that it was recorded")]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("stamped_at = '2026-01-01 00:00:00'", "the row says"),
        ("certificates = 'ab'", "are missing"),
        ("answer = x'3003020102'", "not a time stamp"),
    ],
)
def test_a_changed_row_is_found(line, authority, change, words):
    stamp()
    as_someone_with_the_password(f"UPDATE evidence_stamp SET {change}")
    ((seq, where, what),) = found()
    assert (seq, where, words in what) == (1, "time stamp", True)
    assert stamp_state().shown.broken == what
    assert time_stamps(None)[0].severity.value == "broken"


def test_changed_certificates_and_a_removed_stamp_are_found(line, authority, tmp_path):
    one = stamp()
    store().path(one.certificates).write_bytes(certificates(tmp_path / "other").roots.read_bytes())
    assert found() == [(1, "time stamp", "the certificates kept with it were changed")]
    as_someone_with_the_password("DELETE FROM evidence_stamp")
    assert found() == [(1, "time stamp", "the stamp of the root over 2 entries was removed")]
    assert broken_at() is None


def test_a_bit_flipped_anywhere_in_an_answer_is_found(line, authority):
    stamp()
    answer = bytes(Stamp.objects.get().answer)
    as_someone_with_the_password("SELECT 1")
    for place in range(0, len(answer), 37):
        bent = bytearray(answer)
        bent[place] ^= 1 << place % 8
        with connection.cursor() as cursor:
            cursor.execute("UPDATE evidence_stamp SET answer = %s", [bytes(bent)])
        assert [seq for seq, _, _ in found()] == [1], place
