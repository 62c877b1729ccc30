"""The proof of a period: intervals from answers held to what was sealed, down to bytes, root and stamp."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection

from attestry.cli.verbs import prove as verb
from attestry.control_tests.models import Result
from attestry.effectiveness.queries.proof_period import prove_period
from attestry.effectiveness.tests.world import FIRST, HOUSE, MFA, NOW
from attestry.evidence.actions import stamp_due
from attestry.evidence.models import Entry
from attestry.evidence.queries import store
from attestry.evidence.tests.time_stamp_authority import NAME, certificates, served
from attestry.kit import clock
from attestry.kit.errors import Broken, Invalid

pytestmark = pytest.mark.django_db

FROM = datetime(2026, 3, 10, tzinfo=FIRST.tzinfo)
UNTIL = NOW


def walk(reference="IAM-02", **asked):
    return prove_period(reference, **{"from_at": FROM, "until_at": UNTIL, **asked})


def nodes(found, kind):
    return [one for one in found.root.walk() if one.kind == kind]


def open_to_change(table):
    """Let a row be changed, as somebody with the database's password could."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {table}_no_update")


def test_a_period_is_proved_interval_by_interval_down_to_bytes(world):
    found = walk("CC6.1")
    assert {"criterion", "control", "test", "interval", "opened by", "entry", "bytes"} <= {
        one.kind for one in found.root.walk()
    }
    assert (found.broken, found.is_signed) == ((), True)
    assert all(one.holds for one in nodes(found, "opened by"))


def test_each_interval_names_the_answer_that_opened_it_and_the_failure_closes_the_one_before(world):
    test = next(one for one in nodes(walk(), "test") if "account" in one.url or MFA in one.url)
    told = [(one.outcome, one.holds, len(one.children)) for one in test.children]
    assert [outcome for outcome, _, _ in told] == ["unknown", "pass", "unknown", "fail", "pass"]
    assert [holds for _, holds, _ in told] == [None, True, None, True, True]


def test_the_words_say_how_many_answers_entries_and_files_were_checked(world):
    found = walk()
    text = str(found)
    assert found.answers_checked >= 3
    assert f"from {found.answers_checked} answers held to what was sealed" in text
    assert "No time stamp covers any of them." in text


def test_as_known_on_an_earlier_day_the_period_ends_in_what_was_known(world):
    known = walk(known_at=FIRST + timedelta(hours=2))
    assert {one.outcome for one in nodes(known, "interval")} == {"unknown", "pass"}


def test_changed_bytes_are_named_and_end_the_command_with_seven(world, monkeypatch, capsys):
    digest = nodes(walk(), "bytes")[-1].digest
    path = store().path(digest)
    kept = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    monkeypatch.setattr(verb, "ready", lambda: None)
    try:
        with pytest.raises(Broken) as refusal:
            verb.prove("IAM-02", from_="2026-03-10", until="2026-03-14")
    finally:
        path.write_bytes(kept)
    assert refusal.value.exit_code == 7
    assert digest in capsys.readouterr().out


def test_an_answer_changed_in_the_database_is_told_from_the_sealed_one(world):
    open_to_change("control_tests_result")
    Result.objects.filter(test_id=MFA, verdict="fail").update(verdict="pass", failed=0)
    found = walk()
    assert any(MFA in one and "verdict" in one for one in found.broken)
    assert any(one.holds is False for one in nodes(found, "interval"))


def test_an_entry_changed_in_the_database_breaks_its_leaf_and_the_root(world):
    open_to_change("evidence_entry")
    seq = Result.objects.filter(test_id=MFA).latest("as_of").entry_seq
    entry = Entry.objects.get(seq=seq)
    Entry.objects.filter(seq=seq).update(body=entry.body.replace('"fail"', '"pass"') + " ")
    assert {f"entry {seq} does not match its leaf"} <= set(walk().broken)


def test_a_time_stamp_over_the_entries_is_checked_and_a_changed_one_does_not_hold(
    world, tmp_path, settings, monkeypatch
):
    monkeypatch.setattr(clock, "is_simulated", lambda: False)
    made = certificates(tmp_path)
    with served(made) as authority:
        settings.STAMP_AUTHORITY, settings.STAMP_ROOTS = authority.address, str(made.roots)
        stamp = stamp_due(HOUSE, progress=lambda _: None)
    found = walk()
    assert f"A time stamp by {NAME} proves that all entries were there" in str(found)
    assert found.broken == ()
    open_to_change("evidence_stamp")
    type(stamp).objects.update(answer=bytes(stamp.answer)[:-1] + b"\x00")
    assert any("time stamp over" in one for one in walk().broken)


@pytest.mark.parametrize("from_at", [UNTIL, UNTIL + timedelta(days=1)])
def test_a_period_that_ends_before_it_begins_is_refused(world, from_at):
    with pytest.raises(Invalid):
        walk(from_at=from_at)


def test_an_instant_and_a_period_are_not_asked_at_once(world):
    with pytest.raises(Invalid, match="about a period"):
        verb.prove("IAM-02", as_of="2026-03-12", until="2026-03-14")


def test_a_proof_of_a_period_costs_the_same_queries_however_long_it_is(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(26):
        walk("CC6.1", from_at=FROM - timedelta(days=300))
