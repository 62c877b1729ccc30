"""The command as a shell runs it: a process of its own, in a home of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

COMMAND = (sys.executable, "-m", "attestry")
LINK = re.compile(r"(http://127\.0\.0\.1:(\d+))(/sign-in/[\w-]+/)")


def environment(home: Path) -> dict[str, str]:
    """The environment of a shell whose home this is."""
    return {**os.environ, "ATTESTRY_HOME": str(home), "NO_COLOR": "1"}


def attestry(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end, in a folder that is no repository."""
    return subprocess.run(
        [*COMMAND, *arguments],
        env=environment(home),
        cwd=home.parent,
        capture_output=True,
        text=True,
        check=False,
    )


@dataclass
class Serving:
    """A running ``attestry up``, read line by line."""

    home: Path
    arguments: Sequence[str] = ()
    lines: list[str] = field(default_factory=list)

    def __enter__(self) -> Serving:
        self.process = subprocess.Popen(
            [*COMMAND, "up", *self.arguments],
            env=environment(self.home),
            cwd=self.home.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.complaints: list[str] = []
        self._reader = threading.Thread(
            target=lambda: self.complaints.extend(self.process.stderr), daemon=True
        )
        self._reader.start()
        return self

    def __exit__(self, *_error: object) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.communicate()
        self._reader.join()

    def _read_complaints(self) -> None:
        self.complaints.extend(self.process.stderr or ())

    def link(self) -> re.Match[str]:
        """The sign-in link, once it is printed."""
        for line in self.process.stdout:
            self.lines.append(line)
            if found := LINK.search(line):
                return found
        raise AssertionError(f"no link was printed: {''.join(self.lines)} {''.join(self.complaints)}")

    def children(self) -> list[int]:
        """The processes below it, at any depth."""
        return list(_below(self.process.pid))


def _below(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    found = [int(child) for child in path.read_text().split()] if path.exists() else []
    return found + [deeper for child in found for deeper in _below(child)]
