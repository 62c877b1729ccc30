"""Opening a package somebody handed over: every byte is accounted for before any of it is believed.

Nothing is unpacked under a name that the file gives, nothing is followed, nothing is run.
"""

from __future__ import annotations

import hashlib
import mmap
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from attestry.audit_packages.errors import PackageRefused
from attestry.audit_packages.rules import container, layout
from attestry.audit_packages.rules.container import BLOCK_BYTES, END, Member
from attestry.audit_packages.rules.layout import Plan
from attestry.kit.errors import Broken
from attestry.kit.signed_note import Verifier, verifier

_CLOSING_LIMIT = 256 << 20


@dataclass(frozen=True, slots=True)
class Place:
    """Where a member's bytes stand in the file."""

    name: str
    start: int
    size: int


@dataclass(slots=True)
class PackageFile:
    """A package opened for reading; ``open_package`` makes one."""

    path: Path
    _view: mmap.mmap
    places: dict[str, Place]
    _memory: memoryview = field(init=False)

    def __post_init__(self) -> None:
        self._memory = memoryview(self._view)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._memory.release()
        self._view.close()

    def bytes_of(self, name: str) -> memoryview:
        """A member's bytes. Raises PackageRefused where there is no such member."""
        place = self.places.get(name)
        if place is None:
            raise _refused(self.path, f"{name} is missing")
        return self._memory[place.start : place.start + place.size]

    def lines_of(self, name: str) -> Iterator[bytes]:
        """A member's lines, without their ends. Raises PackageRefused as ``bytes_of`` does."""
        with self.bytes_of(name) as data:
            start = 0
            whole = self.places[name].start
            while start < len(data):
                end = self._view.find(b"\n", whole + start, whole + len(data)) - whole
                end = len(data) if end < 0 else end
                yield bytes(data[start:end])
                start = end + 1

    def digests(self, names: Sequence[str]) -> dict[str, str]:
        """The SHA-256 of members. Other threads go on while one is hashed."""
        found = {}
        for name in names:
            with self.bytes_of(name) as data:
                found[name] = hashlib.sha256(data).hexdigest()
        return found

    @property
    def size(self) -> int:
        """The file's bytes."""
        return len(self._memory)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a package says of itself once its container, manifest and seal hold."""

    plan: Plan
    key: Verifier
    members: tuple[Member, ...]


def open_package(path: Path) -> PackageFile:
    """Open a package and walk over its container. Raises PackageRefused where it is cut short or odd."""
    try:
        with path.open("rb") as stream:
            view = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as refusal:
        raise _refused(path, f"it cannot be read: {refusal}") from refusal
    try:
        return PackageFile(path, view, _places(path, view))
    except PackageRefused:
        view.close()
        raise


def sealed(package: PackageFile) -> Sealed:
    """The plan, key and manifest, their signature checked. Raises PackageRefused where they do not hold.

    The members' own bytes are not hashed here: ``changed_members`` does that.
    """
    path = package.path
    try:
        key = verifier(bytes(_bounded(package, layout.KEY)))
        manifest = bytes(_bounded(package, layout.MANIFEST))
        note = bytes(_bounded(package, layout.SEAL)).decode()
        text = layout.seal_text(key.name, manifest, package.places[layout.SEAL].start - BLOCK_BYTES)
        if key.opens(note) != text or not _is_one_way_to_sign(note, text):
            raise _refused(path, "the seal does not speak of this manifest")
        members = tuple(layout.members_of(manifest))
        plan = Plan.read(bytes(_bounded(package, layout.PLAN)))
    except (ValueError, TypeError, UnicodeDecodeError) as refusal:
        raise _refused(path, str(refusal)) from refusal
    except Broken as refusal:
        raise _refused(path, refusal.message) from refusal
    _refuse_other_members(package, members)
    if plan.origin != key.name:
        raise _refused(path, f"the plan speaks of the key {plan.origin}, the package holds {key.name}")
    return Sealed(plan, key, members)


def changed_members(package: PackageFile, members: Sequence[Member]) -> list[str]:
    """The members whose bytes have not the digest that the manifest, or their own name, says."""
    found = package.digests([one.name for one in members])
    return [
        one.name
        for one in members
        if found[one.name] != one.digest or layout.digest_of_blob(one.name) not in (None, one.digest)
    ]


def _places(path: Path, view: mmap.mmap) -> dict[str, Place]:
    """Every member by name. Each header must be the one way to write it, and each padding zeros."""
    places: dict[str, Place] = {}
    position, end = 0, len(view) - len(END)
    while position < end:
        try:
            name, size = container.read_header(view[position : position + BLOCK_BYTES])
        except ValueError as refusal:
            raise _refused(path, f"at byte {position}: {refusal}") from refusal
        if name in places:
            raise _refused(path, f"{name} stands in it twice")
        start = position + BLOCK_BYTES
        position += container.room_of(size)
        if position > end:
            raise _refused(path, f"it is cut short within {name}")
        if view[start + size : position] != container.padding(size):
            raise _refused(path, f"something is hidden behind {name}")
        places[name] = Place(name, start, size)
    if position != end or view[end:] != END:
        raise _refused(path, "it is cut short, or goes on behind its end")
    return places


def _bounded(package: PackageFile, name: str) -> memoryview:
    data = package.bytes_of(name)
    if len(data) > _CLOSING_LIMIT:
        raise ValueError(f"{name} has {len(data)} bytes, which no honest package needs")
    return data


def _is_one_way_to_sign(note: str, text: str) -> bool:
    """Whether the note is just the text and one signature, its base64 written without free bits."""
    head, _, line = note.rpartition("\n\n")
    mark, _, packed = line.rstrip("\n").rpartition(" ")
    plain = b64encode(b64decode(packed, validate=True)).decode()
    return head + "\n" == text and plain == packed and note == f"{text}\n{mark} {packed}\n"


def _refuse_other_members(package: PackageFile, members: Sequence[Member]) -> None:
    """The file holds just what the manifest names, in its order, and the two that close it."""
    named = [(one.name, one.size) for one in members]
    found = [(one.name, one.size) for one in package.places.values()]
    if found[:-2] != named or [name for name, _ in found[-2:]] != [layout.MANIFEST, layout.SEAL]:
        odd = next((a[0] for a, b in zip(found, named, strict=False) if a != b), "its last members")
        raise _refused(package.path, f"{odd}: is not what the manifest names in this place")
    strange = [
        name for name, _ in named if name not in layout.BEFORE_BLOBS and layout.digest_of_blob(name) is None
    ]
    if strange:
        raise _refused(package.path, f"{strange[0]}: no package holds a member of that name")


def _refused(path: Path, why: str) -> PackageRefused:
    return PackageRefused(
        f"{path.name} is no whole audit package: {why}.",
        next_step="Ask whoever handed it over for the file again, and compare its SHA-256 with theirs.",
    )
