"""What a backup says of itself: every file in it with its digest, and where the journal stood."""

from __future__ import annotations

import json
import tarfile
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

from attestry.kit.errors import Invalid

NAME = "manifest.json"
FORMAT = 1
DATABASE = "attestry.sqlite3"
_MAX_MANIFEST_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Manifest:
    """The last member of a backup. ``files`` gives the SHA-256 of each other member by its name.

    ``bucket`` is where the sealed bytes stayed; empty where they are in the file.
    """

    format: int
    made_at: str
    attestry_version: str
    holds_keys: bool
    journal_seq: int
    journal_hash: str
    files: dict[str, str]
    bucket: str = ""

    def to_bytes(self) -> bytes:
        """The manifest as it lies in the file."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


def parse(data: bytes) -> Manifest:
    """The manifest of these bytes. Raises Invalid where they are none that this version reads."""
    try:
        manifest = Manifest(**json.loads(data))
    except (ValueError, TypeError) as refusal:
        raise not_a_backup("its manifest cannot be read") from refusal
    if manifest.format != FORMAT:
        raise not_a_backup(f"its format is {manifest.format}, and this version reads {FORMAT}")
    return manifest


def read(archive: tarfile.TarFile) -> Manifest:
    """The manifest that stands in an archive."""
    try:
        member = archive.getmember(NAME)
    except KeyError as refusal:
        raise not_a_backup("it has no manifest, so it was not finished") from refusal
    stream = archive.extractfile(member)
    if stream is None or member.size > _MAX_MANIFEST_BYTES:
        raise not_a_backup("its manifest is not a file of a sensible size")
    return parse(stream.read())


def is_plain_name(name: str) -> bool:
    """Whether a member's name stays within the folder it is unpacked to."""
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and path.as_posix() == name


def not_a_backup(reason: str) -> Invalid:
    """The refusal of a file that is no backup, or no whole one."""
    return Invalid(
        f"This is not a whole backup: {reason}.",
        next_step="Use another backup; nothing was changed.",
        code="NotABackup",
    )
