"""The ``git`` program, run so that nothing of the repository is executed, fetched or written.

A repository's own configuration can name programs (file monitors, signature checkers, remote
transports) and rewrite its history for readers (replacements, grafts, commit graphs). All of
these are overridden here: command-line configuration outranks the repository's, and the
environment is built from nothing.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from attestry.connectors.rules.observation import Reason, Session, SourceUnavailable
from attestry.connectors.sources.git.records import Record, nul_records

_ANSWER_SECONDS = 120
_OVERRIDES = (
    "safe.directory=*",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.commitGraph=false",
    "core.pager=cat",
    "core.quotePath=false",
    "protocol.allow=never",
    "log.showSignature=false",
    "gpg.program=/bin/false",
    "gpg.openpgp.program=/bin/false",
    "gpg.x509.program=/bin/false",
    "gpg.ssh.program=/bin/false",
    "gpg.ssh.defaultKeyCommand=/bin/false",
)
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": "/dev/null",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_PAGER": "cat",
}


class GitFailed(Exception):
    """The program ended with an error; the text is what it said, on one line."""


@dataclass(frozen=True)
class Repository:
    """A repository on disk and the name its items carry."""

    path: Path
    name: str
    overrides: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)

    def answer(self, *arguments: str, given: str = "") -> str:
        """What the program prints for a question with a short answer. Raises GitFailed."""
        code, printed, complaint = self.ask(*arguments, given=given)
        if code != 0:
            raise GitFailed(complaint)
        return printed

    def ask(self, *arguments: str, given: str = "") -> tuple[int, str, str]:
        """Exit code, standard output and standard error of one short run."""
        try:
            run = subprocess.run(
                self._command(arguments), input=given.encode(), capture_output=True,
                env=self._environment(), timeout=_ANSWER_SECONDS, check=False,
            )  # fmt: skip
        except FileNotFoundError as error:
            raise SourceUnavailable(Reason.UNSUPPORTED, "The git program is not installed.") from error
        except subprocess.TimeoutExpired as error:
            raise GitFailed(f"git {arguments[0]} did not answer within {_ANSWER_SECONDS} s") from error
        return run.returncode, run.stdout.decode(errors="replace"), _one_line(run.stderr)

    def records(self, *arguments: str) -> Iterator[Record]:
        """NUL-ended records of a long answer, as they come; raises GitFailed at its end."""
        with tempfile.TemporaryFile() as complaints:
            with subprocess.Popen(
                self._command(arguments), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=complaints, env=self._environment(),
            ) as process:  # fmt: skip
                try:
                    if process.stdout is not None:
                        yield from nul_records(process.stdout)
                except BaseException:
                    process.kill()
                    raise
            if process.returncode != 0:
                complaints.seek(0)
                raise GitFailed(_one_line(complaints.read(4096)))

    def _command(self, arguments: Sequence[str]) -> list[str]:
        settings = [part for line in (*_OVERRIDES, *self.overrides) for part in ("-c", line)]
        return ["git", "--no-pager", "--no-optional-locks", *settings, "-C", str(self.path), *arguments]

    def _environment(self) -> dict[str, str]:
        path = os.environ.get("PATH", os.defpath)
        return {**_ENVIRONMENT, "PATH": path, "GIT_CEILING_DIRECTORIES": str(self.path.parent),
                **self.environment}  # fmt: skip


def open_repository(session: Session) -> Repository:
    """The repository the settings name. Raises SourceUnavailable where there is none to read."""
    path = Path(os.path.abspath(str(session.settings.get("repository") or "")))  # noqa: PTH100
    name = str(session.settings.get("name") or "") or path.name.removesuffix(".git") or "repository"
    try:
        is_folder = path.is_dir() and os.access(path, os.R_OK | os.X_OK)
    except PermissionError:
        is_folder = False
    if not is_folder:
        reason = Reason.PERMISSION if os.path.lexists(path) else Reason.UNREACHABLE
        raise SourceUnavailable(reason, f"{path} is not a folder that can be read.")
    repository = Repository(path, name)
    try:
        repository.answer("rev-parse", "--git-dir")
    except GitFailed as error:
        raise SourceUnavailable(Reason.UNREACHABLE, f"{path} is not a git repository: {error}") from error
    return repository


def _one_line(complaint: bytes) -> str:
    text = " ".join(complaint.decode(errors="replace").split())
    return text[:500] or "git ended with an error and said nothing"
