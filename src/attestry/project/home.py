"""The home: the one folder that holds an installation's database, evidence, keys and settings.

One home serves one service organization. ``ATTESTRY_HOME`` names it; without it, the home
is ``~/.attestry``.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from attestry.kit.key_file import made_once


@dataclass(frozen=True, slots=True)
class Organization:
    """The service organization that this home serves; a sample one is made up, and says so."""

    name: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class Home:
    """Where everything of this installation lies."""

    root: Path

    @property
    def database(self) -> Path:
        """The database of facts."""
        return self.root / "attestry.sqlite3"

    @property
    def evidence(self) -> Path:
        """The content-addressed store."""
        return self.root / "evidence"

    @property
    def keys(self) -> Path:
        """Private keys, readable by the owner alone."""
        return self.root / "keys"

    @property
    def scratch(self) -> Path:
        """Spool and temporary files; safe to delete when nothing runs."""
        return self.root / "scratch"

    @property
    def cache(self) -> Path:
        """What can be rebuilt from evidence."""
        return self.root / "cache"

    @property
    def run(self) -> Path:
        """What says which process serves this home."""
        return self.root / "run"

    def prepare(self) -> None:
        """Make the folders, private to the owner. Safe to repeat."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        for folder in (self.evidence, self.keys, self.scratch, self.cache, self.run):
            folder.mkdir(exist_ok=True, mode=0o700)

    def organization(self) -> Organization:
        """Whose home this is."""
        path = self.root / "organization.json"
        if not path.exists():
            return Organization(name="Your organization", is_sample=False)
        return Organization(**json.loads(path.read_text()))

    def belongs_to(self, organization: Organization) -> None:
        """Write down whose home this is."""
        (self.root / "organization.json").write_text(json.dumps(asdict(organization)))

    def secret_key(self) -> str:
        """The web application's signing key, made once."""
        self.prepare()
        return (
            made_once(self.keys / "web.secret", lambda: secrets.token_urlsafe(48).encode()).decode().strip()
        )


def current() -> Home:
    """The home that the environment names."""
    named = os.environ.get("ATTESTRY_HOME")
    return Home(Path(named).expanduser().resolve() if named else Path.home() / ".attestry")
