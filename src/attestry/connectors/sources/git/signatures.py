"""Signature states: who signed is checked only against keys that the settings name.

Without a keyring or a file of allowed signers no checking program is started at all, and every
signature is ``unknown``. A key being in the keyring is what makes its signature good; OpenPGP's
web of trust is not asked.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace

from attestry.connectors.rules.observation import Session
from attestry.connectors.sources.git.commits import Commit
from attestry.connectors.sources.git.program import Repository

_STATES = {
    "openpgp": {"G": "good", "U": "good", "B": "bad", "R": "bad"},
    "ssh": {"G": "good", "B": "bad"},
}
_REVOKED = re.compile(r"\[GNUPG:\] (BADSIG|REVKEYSIG)")


@dataclass(frozen=True)
class Signatures:
    """The repository with signature checking switched on for the kinds that have keys."""

    repository: Repository
    kinds: frozenset[str]

    def of_commits(self, commits: Iterable[Commit]) -> dict[str, str]:
        """The state of each commit by its digest: good, bad, none or unknown."""
        states: dict[str, str] = {}
        checked: dict[str, str] = {}
        for commit in commits:
            states[commit.sha] = "none" if commit.signature_kind is None else "unknown"
            if commit.signature_kind in self.kinds:
                checked[commit.sha] = str(commit.signature_kind)
        if checked:
            printed = self.repository.answer(
                "log", "--no-walk=unsorted", "--stdin", "--format=%H %G?", given="\n".join(checked) + "\n"
            )
            for sha, _, grade in (line.partition(" ") for line in printed.splitlines()):
                states[sha] = _STATES[checked[sha]].get(grade, "unknown")
        return states

    def of_tag(self, sha: str, kind: str | None) -> str:
        """The state of one annotated tag."""
        if kind is None:
            return "none"
        if kind not in self.kinds:
            return "unknown"
        code, printed, complaint = self.repository.ask("verify-tag", "--raw", sha)
        if code == 0:
            return "good"
        said = printed + complaint
        return "bad" if _REVOKED.search(said) or "incorrect signature" in said.lower() else "unknown"


def open_signatures(session: Session, repository: Repository) -> Signatures:
    """Checking as far as the settings give keys and the checking program is there.

    Git calls an SSH signature bad where ``ssh-keygen`` is missing; that must not become a verdict.
    """
    overrides: list[str] = []
    environment: dict[str, str] = {}
    kinds: set[str] = set()
    keyring = str(session.settings.get("keyring") or "")
    if keyring and shutil.which("gpg"):
        kinds.add("openpgp")
        overrides += ["gpg.program=gpg", "gpg.openpgp.program=gpg", "gpg.minTrustLevel=undefined"]
        environment["GNUPGHOME"] = keyring
    signers = str(session.settings.get("allowed_signers") or "")
    if signers and os.access(signers, os.R_OK) and shutil.which("ssh-keygen"):
        kinds.add("ssh")
        overrides += ["gpg.ssh.program=ssh-keygen", f"gpg.ssh.allowedSignersFile={signers}",
                      "gpg.ssh.revocationFile=/dev/null/none"]  # fmt: skip
    checking = replace(repository, overrides=tuple(overrides), environment=environment)
    return Signatures(checking, frozenset(kinds))
