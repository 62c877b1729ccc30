"""Checking a backup, and making a home of it."""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from attestry.kit.errors import Broken, Conflict
from attestry.project.backup import manifest
from attestry.project.home import Home

_CHUNK_BYTES = 1 << 20

Progress = Callable[[str], None]
Check = Callable[[Home], list[str]]


def verify(source: Path, *, progress: Progress) -> manifest.Manifest:
    """Check that the file is whole and every member matches its digest, without unpacking it.

    Raises Invalid where it is no backup, Broken where something in it was changed.
    """
    with _opened(source) as archive:
        made = manifest.read(archive)
        _walk(archive, made, into=None, progress=progress)
        return made


def restore(
    source: Path, home: Home, *, check: Check, progress: Progress, bucket: str = ""
) -> manifest.Manifest:
    """Make ``home`` from the backup, which ``check`` then verifies against its own ledger.

    ``bucket`` is the one that the settings name now, where the sealed bytes are looked for.

    The home appears when all of it is there and holds; before, nothing does. Raises Conflict
    where the home is not empty or the sealed bytes are looked for elsewhere, Broken where the backup
    or its ledger does not hold.
    """
    _refuse_if_used(home.root)
    home.root.parent.mkdir(parents=True, exist_ok=True)
    draft = Home(home.root.with_name(f".{home.root.name}.restoring.{os.getpid()}"))
    draft.root.mkdir(mode=0o700)
    try:
        with _opened(source) as archive:
            made = manifest.read(archive)
            _refuse_other_places(made, bucket)
            _walk(archive, made, into=draft.root, progress=progress)
        draft.prepare()
        progress("Verifying the ledger and the journal")
        findings = check(draft)
        if findings:
            raise Broken(
                f"The backup does not match its own ledger: {findings[0]}",
                next_step="Use an older backup; the home was not made.",
            )
        if home.root.exists():
            shutil.rmtree(home.root)
        draft.root.replace(home.root)
    finally:
        shutil.rmtree(draft.root, ignore_errors=True)
    return made


def _refuse_if_used(root: Path) -> None:
    if any(path.is_file() and path.name != "up.lock" for path in root.rglob("*")):
        raise Conflict(
            f"The home {root} is not empty.",
            next_step="Set ATTESTRY_HOME to a folder that does not exist, and restore there.",
        )


def _refuse_other_places(made: manifest.Manifest, bucket: str) -> None:
    if made.bucket and not bucket:
        raise Conflict(
            f"The sealed bytes of this backup are not in it: they stayed in {made.bucket}.",
            next_step="Set ATTESTRY_EVIDENCE_BUCKET to that bucket or a copy of it, and restore again.",
        )
    if bucket and not made.bucket:
        raise Conflict(
            f"The sealed bytes of this backup are in it, and the settings look for them in {bucket}.",
            next_step="Restore without that setting, then set it and run “attestry evidence copy”.",
        )


@contextmanager
def _opened(source: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(source, mode="r:") as archive:
            yield archive
    except tarfile.TarError as refusal:
        raise manifest.not_a_backup(f"{source.name} is no archive, or ends too early") from refusal
    except FileNotFoundError as refusal:
        raise manifest.not_a_backup(f"{source} does not exist") from refusal


def _walk(
    archive: tarfile.TarFile, made: manifest.Manifest, *, into: Path | None, progress: Progress
) -> None:
    """Check every member, and write it below ``into`` where that is given."""
    seen: set[str] = set()
    for member in archive:
        if member.name == manifest.NAME:
            continue
        expected = made.files.get(member.name)
        if expected is None or not member.isreg() or not manifest.is_plain_name(member.name):
            raise manifest.not_a_backup(f"“{member.name}” does not belong in it")
        if _read(archive, member, into) != expected:
            raise Broken(
                f"“{member.name}” in the backup is not what was put there.",
                next_step="Use another backup; nothing was changed.",
            )
        seen.add(member.name)
        if len(seen) % 500 == 0:
            progress(f"Checked {len(seen):,} of {len(made.files):,} files")
    if missing := sorted(made.files.keys() - seen):
        raise manifest.not_a_backup(f"“{missing[0]}” is missing from it")


def _read(archive: tarfile.TarFile, member: tarfile.TarInfo, into: Path | None) -> str:
    source = archive.extractfile(member)
    if source is None:
        raise manifest.not_a_backup(f"“{member.name}” cannot be read")
    digest = hashlib.sha256()
    target = into / member.name if into else Path(os.devnull)
    if into:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(target, os.O_WRONLY | (os.O_CREAT | os.O_EXCL if into else 0), 0o600)
    with os.fdopen(descriptor, "wb") as written:
        while chunk := source.read(_CHUNK_BYTES):
            digest.update(chunk)
            written.write(chunk)
        if into:
            written.flush()
            os.fsync(written.fileno())
    return digest.hexdigest()
