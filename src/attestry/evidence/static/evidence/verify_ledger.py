"""Check the ledger in a backup without Attestry: Python 3.8 or newer, standard library only.

    python verify_ledger.py BACKUP [--key ledger.public.pem] [--root ROOT]

It reads the file that "attestry backup create" writes, and checks, in this order:

    1. every entry: numbers without a hole, the body in the hash that stands beside it
    2. the Merkle tree over all entries (RFC 6962 section 2.1), against the root in every signed note
    3. the Ed25519 signature of every note (RFC 8032), where the public key is handed in
    4. every sealed file that an entry names: it is there, and has the SHA-256 digest that is its name

Whoever owns the machine owns the key too. So note the last root now and then where they cannot
reach it, and hand it in with --root: a ledger that was written anew does not contain it.
Exit code 0: all holds; 1: something does not; 2: the file cannot be read.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sqlite3
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, PRIME - 2, PRIME) % PRIME
Point = tuple[int, int, int, int]


def sha256(data: bytes) -> bytes:
    """The digest of some bytes."""
    return hashlib.sha256(data).digest()


class Tree:
    """The roots of the full subtrees of a growing Merkle tree, tallest first, each with its height."""

    def __init__(self) -> None:
        self.subtrees: list[tuple[int, bytes]] = []

    def append(self, leaf: bytes) -> None:
        """Take one leaf more."""
        height, node = 0, leaf
        while self.subtrees and self.subtrees[-1][0] == height:
            node = sha256(b"\x01" + self.subtrees.pop()[1] + node)
            height += 1
        self.subtrees.append((height, node))

    def root(self) -> bytes:
        """The root over the leaves so far."""
        node = self.subtrees[-1][1]
        for _, left in reversed(self.subtrees[:-1]):
            node = sha256(b"\x01" + left + node)
        return node


def add(one: Point, other: Point) -> Point:
    """The sum of two points of edwards25519 in extended coordinates (RFC 8032 section 5.1.4)."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % PRIME
    b = (one[1] + one[0]) * (other[1] + other[0]) % PRIME
    c = 2 * one[3] * other[3] * CURVE % PRIME
    d = 2 * one[2] * other[2] % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def times(count: int, point: Point) -> Point:
    """A point added to itself so many times."""
    answer: Point = (0, 1, 1, 0)
    while count:
        if count & 1:
            answer = add(answer, point)
        point = add(point, point)
        count >>= 1
    return answer


def point_of(data: bytes) -> Point:
    """The point that 32 bytes stand for. Raises ValueError where they stand for none."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    square = (y * y - 1) * pow(CURVE * y * y + 1, PRIME - 2, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    if y >= PRIME or (x * x - square) % PRIME or (x == 0 and sign):
        raise ValueError("not a point of the curve")
    if x & 1 != sign:
        x = PRIME - x
    return x, y, 1, x * y % PRIME


BASE = point_of(b"\x58" + b"\x66" * 31)


def is_signed(key: bytes, text: bytes, signature: bytes) -> bool:
    """Whether the Ed25519 signature of the key holds over the text (RFC 8032 section 5.1.7)."""
    try:
        public, first = point_of(key), point_of(signature[:32])
    except ValueError:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    hashed = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % ORDER
    left, right = times(scalar, BASE), add(first, times(hashed, public))
    same_x = (left[0] * right[2] - right[0] * left[2]) % PRIME == 0
    return scalar < ORDER and same_x and (left[1] * right[2] - right[1] * left[2]) % PRIME == 0


def note_holds(keys: list[bytes], note: str) -> bool:
    """Whether the last line of a signed note is a signature of one of the keys over what stands above it."""
    text, _, line = note.rstrip("\n").rpartition("\n\n")
    packed = base64.b64decode(line.rpartition(" ")[2])
    named = [key for key in keys if line.startswith(f"— {origin_of(key)} ")]
    return len(packed) == 68 and any(is_signed(key, (text + "\n").encode(), packed[4:]) for key in named)


def origin_of(key: bytes) -> str:
    """The name that a key signs under."""
    return "attestry/" + hashlib.sha256(key).hexdigest()[:16]


def raw_keys(pem: bytes) -> list[bytes]:
    """The 32 bytes of each Ed25519 public key in a PEM file, the newest first."""
    blocks = pem.split(b"-----END PUBLIC KEY-----")[:-1]
    return [base64.b64decode(block.partition(b"-----BEGIN PUBLIC KEY-----")[2])[-32:] for block in blocks]


def keys_in(path: str) -> list[bytes]:
    """The keys of a PEM file; none where no path is given. Raises ValueError where the file holds none."""
    keys = raw_keys(Path(path).read_bytes()) if path else []
    if path and not keys:
        raise ValueError(f"{path} holds no public key in PEM form")
    return keys


def named_files(said: dict[str, Any]) -> Iterator[str]:
    """Every digest of a sealed file that an entry names."""
    found = [said.get(name) for name in ("digest", "gaps_digest", "segment", "declared")]
    found += [table[name] for table in said.get("tables", []) for name in ("shape", "segment")]
    found += [test["version"] for test in said.get("tests", [])]
    yield from filter(None, found)


def check_entries(
    database: sqlite3.Connection, keys: list[bytes], known_root: str, wanted: dict[str, int]
) -> Iterator[str]:
    """What does not hold in the log; ``wanted`` takes each named file with the first entry that names it."""
    notes = dict(database.execute("SELECT size, note FROM evidence_checkpoint ORDER BY size"))
    tree, count, is_known_seen = Tree(), 0, not known_root
    for seq, body, leaf in database.execute("SELECT seq, body, leaf_hash FROM evidence_entry ORDER BY seq"):
        if seq != count:
            yield f"entry {count}: is missing"
            return
        count += 1
        hashed = sha256(b"\x00" + body.encode())
        if hashed.hex() != leaf:
            yield f"entry {seq}: its body does not have the hash that was recorded"
        for digest in named_files(json.loads(body)):
            wanted.setdefault(digest, seq)
        tree.append(hashed)
        note = notes.pop(count, None)
        if note is not None:
            lines = note.splitlines()
            if lines[1] != str(count) or base64.b64decode(lines[2]) != tree.root():
                yield f"entry {seq}: the entries up to it do not give the root that was signed"
            if keys and not note_holds(keys, note):
                yield f"entry {seq}: the signature of the root over it does not hold"
        is_known_seen = is_known_seen or tree.root().hex() == known_root
    yield from (f"entry {count}: is missing; a signed root covers {size} entries" for size in notes)
    if not is_known_seen:
        yield f"the log never had the root {known_root}"


def check_files(archive: tarfile.TarFile, wanted: dict[str, int]) -> Iterator[str]:
    """Which sealed files are missing or were changed."""
    missing = dict(wanted)
    for member in archive:
        folder, _, name = member.name.partition("/")
        seq = missing.pop(name.replace("/", ""), None) if folder == "evidence" else None
        stream = archive.extractfile(member) if seq is not None else None
        if stream is None:
            continue
        digest = hashlib.sha256()
        while block := stream.read(1 << 20):
            digest.update(block)
        if digest.hexdigest() != name.replace("/", ""):
            yield f"entry {seq}: the sealed file {name} was changed"
    yield from (f"entry {seq}: the sealed file {digest} is missing" for digest, seq in missing.items())


def main() -> int:
    """Print what does not hold; answer the exit code."""
    parser = argparse.ArgumentParser(description="Check the ledger in a backup without Attestry.")
    parser.add_argument("backup")
    parser.add_argument("--key", default="", help="the ledger's public key, ledger.public.pem")
    parser.add_argument("--root", default="", help="a root that was noted earlier, 64 hex digits")
    asked = parser.parse_args()
    try:
        with tarfile.open(asked.backup) as archive, tempfile.TemporaryDirectory() as folder:
            member = archive.extractfile("attestry.sqlite3")
            path = Path(folder) / "ledger.sqlite3"
            path.write_bytes(member.read() if member else b"")
            database = sqlite3.connect(path)
            wanted: dict[str, int] = {}
            keys = keys_in(asked.key)
            found = list(check_entries(database, keys, asked.root.lower(), wanted))
            found += check_files(archive, wanted)
            entries = database.execute("SELECT count(*) FROM evidence_entry").fetchone()[0]
            signed = database.execute("SELECT count(*) FROM evidence_checkpoint").fetchone()[0]
            database.close()
    except (OSError, KeyError, ValueError, IndexError, tarfile.TarError, sqlite3.Error) as error:
        print(f"{asked.backup} cannot be read: {error}", file=sys.stderr)
        return 2
    held = f"{entries} entries, {signed} signed roots, {len(wanted)} sealed files: all hold"
    print("\n".join(found) or held + ("" if keys else "; no signature was checked, for that takes --key"))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
