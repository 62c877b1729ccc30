import os
import signal
import sqlite3
import subprocess
import sys
import tarfile
from io import BytesIO

import pytest

from attestry.kit.errors import Broken, Conflict, Invalid
from attestry.project.backup import manifest
from attestry.project.backup.create import create
from attestry.project.backup.restore import restore, verify
from attestry.project.home import Home, Organization


def silent(_text):
    """Progress that nobody watches."""


def nothing_found(_home):
    return []


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home with a database of one table, two blobs, a key and a name."""
    made = Home(tmp_path / "home")
    made.prepare()
    with sqlite3.connect(made.database) as database:
        database.execute("CREATE TABLE fact (said TEXT)")
        database.execute("INSERT INTO fact VALUES ('kept')")
    database.close()
    for digest, content in (("ab12", b"first"), ("cd34", b"second")):
        (made.evidence / digest[:2]).mkdir()
        (made.evidence / digest[:2] / digest[2:]).write_bytes(content)
    (made.keys / "ledger.key").write_text("secret")
    made.belongs_to(Organization("Example Ltd", is_sample=False))
    monkeypatch.setattr("attestry.project.backup.create.head", lambda: (7, "f" * 64))
    return made


@pytest.fixture
def backup(home, tmp_path):
    file = tmp_path / "home.backup"
    create(home, file, with_keys=True, progress=silent)
    return file


def rewritten(file, change):
    """The same backup after somebody's ``change(members)``; members are (name, bytes) pairs."""
    with tarfile.open(file) as archive:
        members = [(one.name, archive.extractfile(one).read()) for one in archive]
    change(members)
    with tarfile.open(file, "w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, BytesIO(data))


def test_a_restored_home_is_what_was_backed_up(home, backup, tmp_path):
    other = Home(tmp_path / "other")
    made = restore(backup, other, check=nothing_found, progress=silent)
    assert (made.journal_seq, made.journal_hash) == (7, "f" * 64)
    assert sqlite3.connect(other.database).execute("SELECT said FROM fact").fetchall() == [("kept",)]
    assert (other.evidence / "ab" / "12").read_bytes() == b"first"
    assert (other.keys / "ledger.key").read_text() == "secret"
    assert other.organization().name == "Example Ltd"


def test_a_backup_is_its_owners_alone(backup):
    assert backup.stat().st_mode & 0o077 == 0


def test_a_backup_without_keys_holds_none_but_what_checks_signatures(home, tmp_path):
    (home.keys / "ledger.public.pem").write_text("no secret")
    made = create(home, tmp_path / "no-keys", with_keys=False, progress=silent)
    assert [name for name in made.files if name.startswith("keys/")] == ["keys/ledger.public.pem"]
    with tarfile.open(tmp_path / "no-keys") as archive:
        assert [name for name in archive.getnames() if name.startswith("keys")] == ["keys/ledger.public.pem"]


def test_what_is_written_while_a_backup_runs_does_not_tear_it(home, tmp_path, monkeypatch):
    live = sqlite3.connect(home.database)
    live.execute("PRAGMA journal_mode=WAL")
    live.execute("BEGIN IMMEDIATE")
    live.execute("INSERT INTO fact VALUES ('not yet committed')")
    create(home, tmp_path / "b", with_keys=True, progress=silent)
    live.commit()
    live.close()
    other = Home(tmp_path / "other")
    restore(tmp_path / "b", other, check=nothing_found, progress=silent)
    assert sqlite3.connect(other.database).execute("SELECT count(*) FROM fact").fetchone() == (1,)


def test_an_existing_file_is_never_written_over(home, backup):
    before = backup.read_bytes()
    with pytest.raises(Conflict):
        create(home, backup, with_keys=True, progress=silent)
    assert backup.read_bytes() == before


def test_a_home_that_is_not_empty_is_not_restored_over(home, backup):
    with pytest.raises(Conflict, match="not empty"):
        restore(backup, home, check=nothing_found, progress=silent)
    assert (home.keys / "ledger.key").read_text() == "secret"


def test_a_changed_byte_is_found_and_its_file_named(backup, tmp_path):
    data = backup.read_bytes()
    backup.write_bytes(data.replace(b"second", b"sEcond"))
    with pytest.raises(Broken, match="evidence/cd/34"):
        verify(backup, progress=silent)
    with pytest.raises(Broken, match="evidence/cd/34"):
        restore(backup, Home(tmp_path / "other"), check=nothing_found, progress=silent)
    assert not (tmp_path / "other").exists()


def test_a_removed_member_is_found(backup):
    rewritten(backup, lambda members: members.remove(("evidence/cd/34", b"second")))
    with pytest.raises(Invalid, match="evidence/cd/34"):
        verify(backup, progress=silent)


@pytest.mark.parametrize("name", ["../outside", "evidence/../../outside", "extra"])
def test_a_member_that_does_not_belong_is_refused_and_written_nowhere(backup, tmp_path, name):
    rewritten(backup, lambda members: members.insert(0, (name, b"evil")))
    with pytest.raises(Invalid, match="does not belong"):
        restore(backup, Home(tmp_path / "deep" / "other"), check=nothing_found, progress=silent)
    assert not list(tmp_path.rglob("*outside*"))


@pytest.mark.parametrize("kept", [0.1, 0.4])
def test_a_backup_cut_short_is_none(backup, kept):
    data = backup.read_bytes()
    backup.write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(Invalid, match="not a whole backup"):
        verify(backup, progress=silent)


def test_a_backup_whose_ledger_does_not_hold_makes_no_home(backup, tmp_path):
    other = Home(tmp_path / "other")
    with pytest.raises(Broken, match="entry 3"):
        restore(backup, other, check=lambda _home: ["entry 3: rows were changed"], progress=silent)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "home.backup"]


def test_names_that_leave_the_folder_are_not_plain():
    assert manifest.is_plain_name("evidence/ab/12")
    assert not any(map(manifest.is_plain_name, ["", "/etc/passwd", "../x", "a/../b", "a//b", "./a"]))


_KILLED = """
import sys
from pathlib import Path
from attestry.project.backup import create as module
from attestry.project.home import Home
module.head = lambda: (0, "")
add = module._add
def slowly(archive, name, path):
    digest = add(archive, name, path)
    print(name, flush=True)
    sys.stdin.readline()
    return digest
module._add = slowly
module.create(Home(Path(sys.argv[1])), Path(sys.argv[2]), with_keys=True, progress=lambda text: None)
"""


def test_a_backup_that_was_killed_leaves_no_file_of_its_name(home, tmp_path):
    target = tmp_path / "killed"
    prelude = "import django; django.setup()\n"
    process = subprocess.Popen(
        [sys.executable, "-c", prelude + _KILLED, str(home.root), str(target)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "ATTESTRY_HOME": str(tmp_path / "unrelated")},
    )
    process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not target.exists()
    create(home, target, with_keys=True, progress=silent)
    assert verify(target, progress=silent).files
