"""Signatures: good, bad, missing or not to be checked, on commits that were really signed.

Where the checking program is not installed, every signature is unknown, and the tests say so.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from attestry.connectors.sources.git.tests.made import MadeRepository, make_repository
from attestry.connectors.sources.git.tests.reading import SOURCE, read

RECORDINGS = SOURCE / "recordings"
SIGNERS = str(RECORDINGS / "allowed_signers.txt")
HAS = {
    kind: shutil.which(program) is not None
    for kind, program in {"openpgp": "gpg", "ssh": "ssh-keygen"}.items()
}


@pytest.fixture
def made(tmp_path: Path) -> MadeRepository:
    return make_repository(tmp_path / "app")


@pytest.fixture
def keyring(tmp_path: Path) -> str:
    """A GnuPG home that holds the public key of the recorded signatures."""
    home = tmp_path / "keyring"
    home.mkdir(mode=0o700)
    if HAS["openpgp"]:
        key = RECORDINGS / "openpgp_public_key.txt"
        environment = {**os.environ, "GNUPGHOME": str(home)}
        subprocess.run(["gpg", "--batch", "--quiet", "--import", str(key)], check=True, env=environment)
    return str(home)


def checked(kind: str, state: str) -> str:
    return state if HAS[kind] else "unknown"


def record(made: MadeRepository, name: str, *, forged: bool = False) -> None:
    """The recorded commit, or a copy of it under another message with the signature kept."""
    raw = (RECORDINGS / name).read_bytes()
    made.write_commit(raw.replace(b"Signed work", b"Other work") if forged else raw)


def state(made: MadeRepository, **settings: str) -> str:
    return str(read("commits", made.path, **settings).only("git_commit")["signature_state"])


@pytest.mark.parametrize("kind", ["openpgp", "ssh"])
def test_a_signature_by_a_named_key_is_good_and_one_of_other_content_bad(
    made: MadeRepository, keyring: str, kind: str
) -> None:
    keys = {"keyring": keyring, "allowed_signers": SIGNERS}
    record(made, f"{kind}_commit.txt")
    assert state(made, **keys) == checked(kind, "good")
    record(made, f"{kind}_commit.txt", forged=True)
    assert state(made, **keys) == checked(kind, "bad")


@pytest.mark.parametrize("kind", ["openpgp", "ssh"])
def test_a_signature_by_a_key_nobody_named_is_unknown(
    made: MadeRepository, tmp_path: Path, kind: str
) -> None:
    record(made, f"{kind}_commit.txt")
    (tmp_path / "nobody").write_text("")
    (tmp_path / "empty").mkdir(mode=0o700)
    assert state(made) == "unknown"
    assert state(made, keyring=str(tmp_path / "empty"), allowed_signers=str(tmp_path / "nobody")) == "unknown"


def test_without_the_checking_program_a_signature_is_unknown_never_bad(
    made: MadeRepository, tmp_path: Path, keyring: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "git").symlink_to(str(shutil.which("git")))
    record(made, "ssh_commit.txt")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert state(made, keyring=keyring, allowed_signers=SIGNERS) == "unknown"


def test_keys_of_one_kind_say_nothing_of_the_other(made: MadeRepository, keyring: str) -> None:
    record(made, "ssh_commit.txt")
    assert state(made, keyring=keyring) == "unknown"


def test_a_commit_that_is_not_signed_has_no_signature(made: MadeRepository) -> None:
    made.commit("Unsigned work")
    assert state(made, allowed_signers=SIGNERS) == "none"


@pytest.mark.parametrize(
    ("begin", "kind"),
    [
        ("-----BEGIN PGP SIGNATURE-----", "openpgp"), ("-----BEGIN SSH SIGNATURE-----", "ssh"),
        ("-----BEGIN SIGNED MESSAGE-----", "x509"), ("whatever", "other"),
    ],
)  # fmt: skip
def test_the_kind_of_signature_is_told_and_what_cannot_be_checked_is_unknown(
    made: MadeRepository, keyring: str, begin: str, kind: str
) -> None:
    raw = (RECORDINGS / "ssh_commit.txt").read_text()
    made.write_commit(raw.replace("-----BEGIN SSH SIGNATURE-----", begin).encode())
    commit = read("commits", made.path, keyring=keyring).only("git_commit")
    assert (commit["signature_kind"], commit["signature_state"]) == (kind, "unknown")


def test_changes_carry_the_state_of_their_commit(made: MadeRepository) -> None:
    record(made, "ssh_commit.txt")
    change = read("merges", made.path, allowed_signers=SIGNERS).only("git_change")
    assert change["signature_state"] == checked("ssh", "good")


def test_signed_tags_are_checked_too(made: MadeRepository) -> None:
    record(made, "ssh_commit.txt")
    raw = (RECORDINGS / "ssh_tag.txt").read_bytes()
    for name, tag in {"v1": raw, "v2": raw.replace(b"Signed release", b"Other release")}.items():
        sha = made.git("hash-object", "-t", "tag", "-w", "--stdin", given=tag)
        made.git("update-ref", f"refs/tags/{name}", sha)
    made.git("tag", "v3", "main")
    tags = read("tags", made.path, allowed_signers=SIGNERS).table("git_tag")
    assert {row["tag_name"]: row["signature_state"] for row in tags} == {
        "v1": checked("ssh", "good"), "v2": checked("ssh", "bad"), "v3": "none"
    }  # fmt: skip
    assert {row["signature_state"] for row in read("tags", made.path).table("git_tag")} == {"unknown", "none"}
