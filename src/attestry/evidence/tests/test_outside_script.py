"""A stranger's check of the ledger: the script knows nothing of ours but the file."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings

from attestry.evidence.actions import hand_in_document, sign_checkpoint
from attestry.evidence.models import Checkpoint, Entry
from attestry.evidence.static.evidence import verify_ledger
from attestry.journal.rules import Actor

SCRIPT = Path(verify_ledger.__file__)
ACTOR = Actor.system("test")


@pytest.fixture
def backup(db, tmp_path):
    """The log and the sealed files as a backup holds them, in a folder to be changed."""
    since = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(11):
        hand_in_document(
            ACTOR,
            BytesIO(b"minutes %d" % number),
            filename="minutes.txt",
            title=f"Minutes {number}",
            period_from=since,
            period_until=since + timedelta(days=30),
        )
        if number % 2:
            sign_checkpoint(ACTOR)
    sign_checkpoint(ACTOR)
    folder = tmp_path / "home"
    folder.mkdir()
    with sqlite3.connect(folder / "attestry.sqlite3") as copy:
        copy.execute("CREATE TABLE evidence_entry (seq INTEGER, body TEXT, leaf_hash TEXT)")
        entries = Entry.objects.values_list("seq", "body", "leaf_hash")
        copy.executemany("INSERT INTO evidence_entry VALUES (?, ?, ?)", entries)
        copy.execute("CREATE TABLE evidence_checkpoint (size INTEGER, note TEXT)")
        copy.executemany(
            "INSERT INTO evidence_checkpoint VALUES (?, ?)", Checkpoint.objects.values_list("size", "note")
        )
    sealed = {
        name for entry in Entry.objects.all() for name in verify_ledger.named_files(json.loads(entry.body))
    }
    for digest in sealed:
        path = settings.HOME.evidence / digest[:2] / digest[2:]
        kept = folder / "evidence" / path.parent.name / path.name
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(path.read_bytes())
    return folder


def check(folder, *options):
    """Pack the folder and run the script as an outsider would: nothing of ours on its path."""
    packed = folder.parent / "backup.tar"
    with tarfile.open(packed, "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.add(path, path.relative_to(folder).as_posix(), recursive=False)
    key = settings.HOME.keys / "ledger.public.pem"
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(SCRIPT), str(packed), "--key", str(key), *options],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder.parent,
    )
    assert not done.stderr
    return done.returncode, done.stdout.strip()


def change(folder, sql):
    with sqlite3.connect(folder / "attestry.sqlite3") as database:
        database.execute(sql)


def test_an_untouched_ledger_holds(backup):
    root = Checkpoint.objects.order_by("size").first().root

    assert check(backup, "--root", root) == (0, "11 entries, 6 signed roots, 11 sealed files: all hold")


def test_an_edited_entry_is_named_and_the_root_over_it_too(backup):
    change(backup, "UPDATE evidence_entry SET body = replace(body, 'Minutes 4', 'Minutes 5') WHERE seq = 4")

    code, said = check(backup)

    assert code == 1
    assert "entry 4: its body does not have the hash that was recorded" in said
    assert "entry 5: the entries up to it do not give the root that was signed" in said


def test_an_entry_removed_from_the_middle_or_from_the_end_is_missed(backup):
    change(backup, "DELETE FROM evidence_entry WHERE seq = 10")
    assert check(backup)[1] == "entry 10: is missing; a signed root covers 11 entries"
    change(backup, "DELETE FROM evidence_entry WHERE seq = 3")
    assert check(backup)[1] == "entry 3: is missing"


def test_a_flipped_byte_of_a_sealed_file_is_found_and_a_lost_file_too(backup):
    changed, lost = sorted((backup / "evidence").glob("??/*"))[:2]
    changed.write_bytes(b"something else")
    lost.unlink()

    code, said = check(backup)

    assert code == 1
    assert f"the sealed file {changed.parent.name}/{changed.name} was changed" in said
    assert f"the sealed file {lost.parent.name}{lost.name} is missing" in said


def test_a_note_that_another_key_signed_does_not_hold(backup):
    note = Checkpoint.objects.order_by("size").first().note
    forged = note[:-8] + ("AAAA" if note[-8:-4] != "AAAA" else "BBBB") + note[-4:]
    with sqlite3.connect(backup / "attestry.sqlite3") as database:
        database.execute("UPDATE evidence_checkpoint SET note = ? WHERE size = 2", [forged])

    assert check(backup) == (1, "entry 1: the signature of the root over it does not hold")


def test_a_ledger_written_anew_lacks_the_root_that_somebody_noted(backup):
    assert check(backup, "--root", "0" * 64) == (1, f"the log never had the root {'0' * 64}")


def test_what_is_no_backup_cannot_be_read(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear auditor")

    done = subprocess.run([sys.executable, str(SCRIPT), str(path)], capture_output=True, check=False)

    assert done.returncode == 2


def test_the_scripts_signatures_are_those_of_the_published_example():
    """RFC 8032 section 7.1, test 2."""
    key = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )

    assert verify_ledger.is_signed(key, b"\x72", signature)
    assert not verify_ledger.is_signed(key, b"\x73", signature)


def test_the_scripts_tree_gives_the_roots_that_were_signed(backup):
    tree, roots = verify_ledger.Tree(), {}
    for entry in Entry.objects.order_by("seq"):
        tree.append(bytes.fromhex(entry.leaf_hash))
        roots[entry.seq + 1] = tree.root().hex()

    assert {one.size: one.root for one in Checkpoint.objects.all()}.items() <= roots.items()


@pytest.mark.parametrize("data", [b"", b"-----BEGIN PUBLIC KEY-----", b"\x30\x2a\x30\x05"])
def test_a_key_that_is_none_is_refused_and_never_passed_over(backup, tmp_path, data, capsys, monkeypatch):
    check(backup)
    (tmp_path / "other.pem").write_bytes(data)
    monkeypatch.setattr(sys, "argv", ["", str(tmp_path / "backup.tar"), "--key", str(tmp_path / "other.pem")])
    assert verify_ledger.main() == 2
    assert "holds no public key" in capsys.readouterr().err


def test_without_a_key_it_is_said_that_no_signature_was_checked(backup, tmp_path, capsys, monkeypatch):
    check(backup)
    monkeypatch.setattr(sys, "argv", ["", str(tmp_path / "backup.tar")])
    assert verify_ledger.main() == 0
    assert "no signature was checked" in capsys.readouterr().out


def test_a_note_that_is_none_any_more_is_not_a_crash(backup, tmp_path, capsys, monkeypatch):
    change(backup, "UPDATE evidence_checkpoint SET note = 'x' WHERE size = 4")
    with suppress(AssertionError):
        check(backup)
    monkeypatch.setattr(sys, "argv", ["", str(tmp_path / "backup.tar")])
    assert verify_ledger.main() == 2
    assert "cannot be read" in capsys.readouterr().err
