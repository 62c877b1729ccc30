"""Signatures: good, bad, missing or not to be checked, with real keys."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from attestry.connectors.sources.git.tests.made import MadeRepository, make_repository
from attestry.connectors.sources.git.tests.reading import read


@pytest.fixture
def made(tmp_path: Path) -> MadeRepository:
    """A repository whose commits and tags are signed with a fresh SSH key."""
    made = make_repository(tmp_path / "app")
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    made.git("config", "gpg.format", "ssh")
    made.git("config", "user.signingkey", str(key))
    made.git("config", "commit.gpgsign", "true")
    public = key.with_suffix(".pub").read_text()
    (tmp_path / "signers").write_text(f"ann@example.org {public}")
    (tmp_path / "nobody").write_text("")
    return made


def forge(made: MadeRepository) -> str:
    """A copy of the last commit under another message, its signature kept."""
    raw = made.git("cat-file", "commit", "HEAD").encode()
    return made.write_commit(raw.replace(b"Signed work", b"Other work") + b"\n")


def states(made: MadeRepository, **settings: str) -> dict[str, str]:
    rows = read("commits", made.path, **settings).table("git_commit")
    return {row["subject"]: row["signature_state"] for row in rows}


def test_signatures_are_checked_against_allowed_signers(made: MadeRepository, tmp_path: Path) -> None:
    made.git("config", "commit.gpgsign", "false")
    made.commit("Unsigned work")
    made.git("config", "commit.gpgsign", "true")
    made.commit("Signed work")
    assert states(made, allowed_signers=str(tmp_path / "signers")) == {
        "Unsigned work": "none", "Signed work": "good"
    }  # fmt: skip


def test_a_signature_of_another_content_is_bad(made: MadeRepository, tmp_path: Path) -> None:
    made.commit("Signed work")
    forge(made)
    assert states(made, allowed_signers=str(tmp_path / "signers"))["Other work"] == "bad"


def test_a_signature_by_a_key_nobody_named_is_unknown(made: MadeRepository, tmp_path: Path) -> None:
    made.commit("Signed work")
    assert states(made, allowed_signers=str(tmp_path / "nobody")) == {"Signed work": "unknown"}
    assert states(made) == {"Signed work": "unknown"}


def test_the_kind_of_signature_is_told(made: MadeRepository) -> None:
    made.commit("Signed work")
    assert read("commits", made.path).only("git_commit")["signature_kind"] == "ssh"


def test_changes_carry_the_state_of_their_commit(made: MadeRepository, tmp_path: Path) -> None:
    made.commit("Signed work")
    seen = read("merges", made.path, allowed_signers=str(tmp_path / "signers"))
    assert seen.only("git_change")["signature_state"] == "good"


def test_signed_tags_are_checked_too(made: MadeRepository, tmp_path: Path) -> None:
    made.commit("Signed work")
    made.git("tag", "-s", "v1", "-m", "Signed release")
    good = made.git("cat-file", "tag", "v1")
    bad = made.git("mktag", given=good.replace("Signed release", "Other release").encode() + b"\n")
    made.git("update-ref", "refs/tags/v2", bad)
    made.git("tag", "v3")
    tags = read("tags", made.path, allowed_signers=str(tmp_path / "signers")).table("git_tag")
    assert {row["tag_name"]: row["signature_state"] for row in tags} == {
        "v1": "good", "v2": "bad", "v3": "none"
    }  # fmt: skip
    assert {row["signature_state"] for row in read("tags", made.path).table("git_tag")} == {"unknown", "none"}


@pytest.fixture
def keyring(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Makes a GnuPG home that holds a fresh key of its own."""

    def make(address: str) -> Path:
        home = tmp_path_factory.mktemp("gnupg", numbered=True)
        home.chmod(0o700)
        subprocess.run(
            ["gpg", "--batch", "--quiet", "--passphrase", "", "--quick-generate-key", address, "ed25519"],
            check=True, capture_output=True, env={**os.environ, "GNUPGHOME": str(home)},
        )  # fmt: skip
        subprocess.run(
            ["gpgconf", "--kill", "gpg-agent"], check=True, env={**os.environ, "GNUPGHOME": str(home)}
        )
        return home

    return make


def test_openpgp_signatures_are_checked_against_the_keyring(
    tmp_path: Path, keyring: Callable[[str], Path]
) -> None:
    home, other = keyring("ann@example.org"), keyring("eve@example.org")
    made = make_repository(tmp_path / "app")
    signer = tmp_path / "signer"
    signer.write_text(f'#!/bin/sh\nGNUPGHOME={home} exec gpg --batch --pinentry-mode loopback "$@"\n')
    signer.chmod(0o755)
    made.git("config", "gpg.program", str(signer))
    made.git("config", "user.signingkey", "ann@example.org")
    made.git("config", "commit.gpgsign", "true")
    made.commit("Signed work")
    assert states(made, keyring=str(home)) == {"Signed work": "good"}
    assert states(made, keyring=str(other)) == {"Signed work": "unknown"}
    forge(made)
    assert states(made, keyring=str(home))["Other work"] == "bad"
    subprocess.run(["gpgconf", "--kill", "gpg-agent"], check=True, env={**os.environ, "GNUPGHOME": str(home)})
