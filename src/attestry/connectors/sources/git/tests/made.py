"""Real repositories, built with git in a temporary folder for one test."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ANN = "Ann Author <ann@example.org>"
BOB = "Bob Reviewer <bob@example.org>"
_FIRST_INSTANT = 1_767_225_600  # 2026-01-01T00:00:00Z


@dataclass
class MadeRepository:
    """A repository with branch ``main``; every commit is an hour after the one before."""

    path: Path
    instants: int = field(default=_FIRST_INSTANT)

    def git(self, *arguments: str, given: bytes = b"", author: str = ANN) -> str:
        name, _, address = author.rstrip(">").partition(" <")
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.path), "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": address,
            "GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": address,
            "GIT_AUTHOR_DATE": f"{self.instants} +0000", "GIT_COMMITTER_DATE": f"{self.instants} +0000",
        }  # fmt: skip
        run = subprocess.run(
            ["git", "-C", str(self.path), *arguments], input=given, capture_output=True,
            check=True, env=environment,
        )  # fmt: skip
        return run.stdout.decode().strip()

    def commit(self, subject: str, *trailers: str, author: str = ANN) -> str:
        self.instants += 3600
        message = subject + ("\n\n" + "\n".join(trailers) if trailers else "")
        self.git("commit", "-q", "--allow-empty", "--cleanup=verbatim", "-m", message, author=author)
        return self.head()

    def branch(self, name: str) -> None:
        self.git("checkout", "-q", "-b", name)

    def merge(self, name: str, subject: str, *trailers: str, into: str = "main", author: str = BOB) -> str:
        self.instants += 3600
        self.git("checkout", "-q", into)
        message = subject + ("\n\n" + "\n".join(trailers) if trailers else "")
        self.git("merge", "-q", "--no-ff", "-m", message, name, author=author)
        return self.head()

    def track(self, path: str, content: str = "content\n") -> str:
        file = self.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
        self.git("add", "--", path)
        return self.commit(f"Add {path}")

    def write_commit(self, raw: bytes) -> str:
        """A commit object of any content, which the branch then points to."""
        sha = self.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", given=raw)
        self.git("update-ref", "refs/heads/main", sha)
        return sha

    def head(self) -> str:
        return self.git("rev-parse", "HEAD")

    def tree(self) -> str:
        return self.git("write-tree")


def make_repository(path: Path) -> MadeRepository:
    path.mkdir(parents=True)
    made = MadeRepository(path)
    made.git("init", "-q", "-b", "main")
    return made
