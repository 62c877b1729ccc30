"""Making a backup: the database as of one instant, the evidence it names, and the keys."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import IO, cast

from attestry import __version__
from attestry.journal.queries import head
from attestry.kit import clock
from attestry.kit.errors import Conflict
from attestry.project.backup import manifest
from attestry.project.home import Home

Progress = Callable[[str], None]


def create(
    home: Home, target: Path, *, with_keys: bool, progress: Progress, bucket: str = ""
) -> manifest.Manifest:
    """Write one file that holds the home, readable by its owner alone; what a ``bucket`` keeps stays there.

    The home may be in use: the database is copied as of one instant, and evidence is only
    ever added. The file gets its name when it is whole, so a backup that was killed half-way
    is none. Raises Conflict where ``target`` exists.
    """
    if target.exists():
        raise Conflict(f"{target} exists.", next_step="Name a file that does not exist yet.")
    with tempfile.TemporaryDirectory(dir=home.scratch, prefix="backup-") as folder:
        copy = Path(folder) / manifest.DATABASE
        progress("Copying the database")
        _copy_database(home.database, copy)
        draft = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            written = _write(home, draft, copy, with_keys=with_keys, progress=progress, bucket=bucket)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    _settle(target.parent)
    return written


def _copy_database(source: Path, copy: Path) -> None:
    """SQLite's online backup: a consistent copy while others write."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(copy)) as kept:
        live.backup(kept)
        kept.execute("PRAGMA journal_mode=DELETE")


def _write(
    home: Home, draft: Path, database: Path, *, with_keys: bool, progress: Progress, bucket: str
) -> manifest.Manifest:
    sequence, last_hash = head()
    digests: dict[str, str] = {}
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
            for name, path in _members(home, database, with_keys=with_keys):
                digests[name] = _add(archive, name, path)
                if len(digests) % 500 == 0:
                    progress(f"Backed up {len(digests):,} files")
            made = manifest.Manifest(
                format=manifest.FORMAT,
                made_at=clock.to_text(clock.now()),
                attestry_version=__version__,
                holds_keys=with_keys,
                journal_seq=sequence,
                journal_hash=last_hash,
                files=digests,
                bucket=bucket,
            )
            info = tarfile.TarInfo(manifest.NAME)
            info.size, info.mode = len(made.to_bytes()), 0o600
            archive.addfile(info, BytesIO(made.to_bytes()))
        stream.flush()
        os.fsync(stream.fileno())
    return made


def _members(home: Home, database: Path, *, with_keys: bool) -> Iterator[tuple[str, Path]]:
    yield manifest.DATABASE, database
    organization = home.root / "organization.json"
    if organization.exists():
        yield organization.name, organization
    if not with_keys:
        # What checks signatures is no secret, and without it nobody could.
        for path in sorted(home.keys.glob("*.public.pem")):
            yield path.relative_to(home.root).as_posix(), path
    for folder in (home.evidence, home.keys) if with_keys else (home.evidence,):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(home.root).as_posix(), path


class _Digesting:
    """A file being read, and the digest of what was read of it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.digest.update(data)
        return data


def _add(archive: tarfile.TarFile, name: str, path: Path) -> str:
    with path.open("rb") as stream:
        info = tarfile.TarInfo(name)
        info.size, info.mode = os.fstat(stream.fileno()).st_size, 0o600
        reader = _Digesting(stream)
        archive.addfile(info, cast("IO[bytes]", reader))
        return reader.digest.hexdigest()


def _settle(folder: Path) -> None:
    """Have the new name survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
