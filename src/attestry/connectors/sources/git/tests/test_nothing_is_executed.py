"""A hostile repository can neither start a program nor be changed by being read."""

import hashlib
from pathlib import Path

import pytest

from attestry.connectors.sources.git.tests.made import MadeRepository, make_repository
from attestry.connectors.sources.git.tests.reading import read

_SETTINGS = (
    "core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.askPass", "core.gitProxy",
    "gpg.program", "gpg.openpgp.program", "gpg.ssh.program", "gpg.x509.program",
    "gpg.ssh.defaultKeyCommand", "diff.external", "uploadpack.packObjectsHook", "credential.helper",
    "alias.rev-list", "alias.log", "trailer.ticket.command", "trailer.ticket.cmd", "pager.log",
    "remote.origin.uploadpack",
)  # fmt: skip


@pytest.fixture
def hostile(tmp_path: Path) -> MadeRepository:
    made = make_repository(tmp_path / "app")
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\n: > {tmp_path}/sprung\n")
    trap.chmod(0o755)
    made.track("file.txt")
    raw = made.git("cat-file", "commit", "HEAD")
    for begin in ("PGP SIGNATURE", "SSH SIGNATURE", "SIGNED MESSAGE"):
        armour = f"gpgsig -----BEGIN {begin}-----\n \n x\n -----END {begin}-----\n\n"
        made.write_commit(raw.replace("\n\n", "\n" + armour, 1).encode() + b"\n\nTicket: PAY-1\n")
    made.git("tag", "-a", "v1", "-m", "x\n-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----")
    for setting in _SETTINGS:
        made.git("config", setting, str(trap))
    made.git("config", "log.showSignature", "true")
    made.git("config", "remote.origin.url", f"ext::{trap}")
    made.git("config", "protocol.ext.allow", "always")
    made.git("config", "remote.origin.promisor", "true")
    made.git("config", "remote.origin.partialCloneFilter", "blob:none")
    for hook in ("post-checkout", "reference-transaction", "pre-auto-gc", "post-index-change"):
        (made.path / ".git" / "hooks" / hook).write_text(trap.read_text())
        (made.path / ".git" / "hooks" / hook).chmod(0o755)
    return made


def digest_of(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        digest.update(str(path).encode())
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


@pytest.mark.parametrize("stream", ["repository", "commits", "merges", "tags"])
@pytest.mark.parametrize("is_object_missing", [False, True])
def test_no_program_the_repository_names_is_started_and_nothing_written(
    hostile: MadeRepository, tmp_path: Path, stream: str, *, is_object_missing: bool
) -> None:
    if is_object_missing:
        blob = hostile.git("hash-object", "file.txt")
        (hostile.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    (tmp_path / "sprung").unlink(missing_ok=True)
    before = digest_of(hostile.path)
    (tmp_path / "keyring").mkdir(mode=0o700)
    read(stream, hostile.path, keyring=str(tmp_path / "keyring"), allowed_signers=str(tmp_path / "none"))
    assert not (tmp_path / "sprung").exists()
    assert digest_of(hostile.path) == before


def test_the_trap_is_one_that_plain_git_would_step_into(hostile: MadeRepository, tmp_path: Path) -> None:
    hostile.git("log", "--format=%G?")
    assert (tmp_path / "sprung").exists()


def test_a_graft_file_does_not_change_history(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "app")
    made.commit("Hidden")
    made.commit("Start")
    (made.path / ".git" / "info").mkdir(exist_ok=True)
    (made.path / ".git" / "info" / "grafts").write_text(made.head() + "\n")
    assert [row["subject"] for row in read("commits", made.path).table("git_commit")] == ["Hidden", "Start"]
