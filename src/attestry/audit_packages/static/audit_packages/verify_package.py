"""Check an audit package without Attestry: Python 3.9 or newer, standard library only.

    python verify_package.py PACKAGE [--key ledger.public.pem] [--root ROOT]

It checks, in this order:

    1. the container: every header and every padding is written in the one way there is, nothing is hidden
    2. the seal: an Ed25519 signature (RFC 8032) over the manifest's digest; every member's size and SHA-256
    3. the log: the Merkle tree over all leaves (RFC 6962 section 2.1) gives every signed root, each root's
       signature holds, every entry is the leaf of its number, every sealed file that it names is here
    4. the journal: each line's hash over the one before it, and the lines that the roots were signed over

It does not replay control tests and does not check time stamps' certificates; "attestry verify" does both.

The key that signs travels in the package, so whoever owns it could have signed another story. Hand in
the key with --key, or a root that you noted earlier with --root, when you have either from elsewhere.
Exit code 0: all holds; 1: something does not; 2: the file cannot be read as a package.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import mmap
import re
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BLOCK = 512
END = bytes(2 * BLOCK)
FORMAT = "attestry-audit-package/1"
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


class NoPackage(Exception):
    """The file is no whole package."""


def header(name: str, size: int) -> bytes:
    """The one way to write the header of a member."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o444
    return info.tobuf(tarfile.USTAR_FORMAT)


def places(data: mmap.mmap) -> dict[str, tuple[int, int]]:
    """Where each member starts and how long it is. Raises NoPackage where a bit of the file is free."""
    found: dict[str, tuple[int, int]] = {}
    position, end = 0, len(data) - len(END)
    while position < end:
        block = data[position : position + BLOCK]
        try:
            info = tarfile.TarInfo.frombuf(block, "ascii", "strict")
            is_plain = header(info.name, info.size) == block and info.name not in found
        except (tarfile.HeaderError, ValueError) as refusal:
            raise NoPackage(f"at byte {position}: {refusal}") from refusal
        start = position + BLOCK
        position = start + info.size + (-info.size % BLOCK)
        if not is_plain or position > end or any(data[start + info.size : position]):
            raise NoPackage(f"{info.name} is not written as a package writes it, or cut short")
        found[info.name] = (start, info.size)
    if position != end or data[max(end, 0) :] != END:
        raise NoPackage("it is cut short, or goes on behind its end")
    return found


class Package:
    """An opened package."""

    def __init__(self, data: mmap.mmap) -> None:
        self.data, self.places = data, places(data)

    def read(self, name: str) -> bytes:
        """A member's bytes. Raises NoPackage where it is missing."""
        if name not in self.places:
            raise NoPackage(f"{name} is missing")
        start, size = self.places[name]
        return self.data[start : start + size]

    def lines(self, name: str) -> Iterator[Any]:
        """A member's lines, each with the JSON it says."""
        for line in self.read(name).splitlines():
            yield line, json.loads(line)

    def digest(self, name: str) -> str:
        """The SHA-256 of a member."""
        start, size = self.places[name]
        with memoryview(self.data) as whole, whole[start : start + size] as part:
            return hashlib.sha256(part).hexdigest()


def check_seal(package: Package, key: bytes) -> Iterator[str]:
    """What does not hold of manifest, seal and members."""
    manifest = package.read("manifest.json")
    start = package.places["seal.note"][0] - BLOCK if "seal.note" in package.places else 0
    digest = hashlib.sha256(manifest).hexdigest()
    text = f"{origin_of(key)}\n{FORMAT}\nmanifest {digest}\nbytes {start}\n"
    note = package.read("seal.note").decode()
    packed = note.rpartition(" ")[2].rstrip("\n")
    is_plain = base64.b64encode(base64.b64decode(packed)).decode() == packed
    if not is_plain or note != f"{text}\n— {origin_of(key)} {packed}\n" or not note_holds([key], note):
        yield "seal.note: is no signature of this key over this manifest"
    members = json.loads(manifest)["members"]
    named = [(name, size) for name, size, _ in members]
    found = [(name, size) for name, (_, size) in package.places.items()]
    if found != [*named, ("manifest.json", len(manifest)), ("seal.note", len(note.encode()))]:
        yield "manifest.json: does not name what is in the file"
        return
    for name, _, said in members:
        own = name[len("blobs/") :].replace("/", "") if name.startswith("blobs/") else said
        if package.digest(name) != said or own != said:
            yield f"{name}: the bytes are not those that were sealed"


def check_log(package: Package, keys: list[bytes], known_root: str) -> Iterator[str]:
    """What does not hold of leaves, signed roots and entries."""
    leaves = package.read("ledger/leaves.bin")
    plan = json.loads(package.read("plan.json"))["ledger"]
    tree, count, last, is_known_seen = Tree(), 0, "", not known_root
    heads = {0: ""}
    for _, said in package.lines("journal/journal.ndjson"):
        heads[said["seq"] if "withheld" in said else said["record"]["seq"]] = said["hash"]
    for _, said in package.lines("ledger/checkpoints.ndjson"):
        size, lines = said["size"], said["note"].splitlines()
        while count < size and 32 * (count + 1) <= len(leaves):
            tree.append(leaves[32 * count : 32 * (count + 1)])
            count += 1
            is_known_seen = is_known_seen or tree.root().hex() == known_root
        if lines[1] != str(size) or count != size or base64.b64decode(lines[2]) != tree.root():
            yield f"checkpoint over {size}: the leaves do not give the root that was signed"
        if not note_holds(keys, said["note"]):
            yield f"checkpoint over {size}: its signature does not hold"
        _, seq, digest = lines[3].split(" ")
        if heads.get(int(seq)) != ("" if digest == "-" else digest):
            yield f"checkpoint over {size}: journal line {seq} is not the one it was signed over"
        last = tree.root().hex()
    if (count, last, len(leaves)) != (plan["size"], plan["root"], 32 * count):
        yield "ledger/checkpoints.ndjson: the last signed root is not the one that the plan names"
    if not is_known_seen:
        yield f"the log never had the root {known_root}"
    for line, said in package.lines("ledger/entries.ndjson"):
        seq = said["seq"]
        if sha256(b"\x00" + line) != leaves[32 * seq : 32 * (seq + 1)]:
            yield f"entry {seq}: is not what the log holds under its number"
        for digest in named_files(said):
            if f"blobs/{digest[:2]}/{digest[2:]}" not in package.places:
                yield f"entry {seq}: the sealed bytes {digest} are not in the package"


def named_files(said: dict[str, Any]) -> Iterator[str]:
    """Every digest of sealed bytes that an entry names."""
    found = [said.get(name) for name in ("digest", "gaps_digest", "segment", "declared")]
    found += [table[name] for table in said.get("tables", []) for name in ("shape", "segment")]
    found += [test["version"] for test in said.get("tests", [])]
    for digest in filter(None, found):
        if not re.fullmatch("[0-9a-f]{64}", digest):
            raise NoPackage(f"{digest!r} is no digest")
        yield digest


WITHHELD = {"seq", "previous_hash", "hash", "withheld"}


def check_journal(package: Package) -> Iterator[str]:
    """What does not hold of the journal's chain; a withheld line holds no record and is linked."""
    previous = "0" * 64
    for number, (_, said) in enumerate(package.lines("journal/journal.ndjson"), start=1):
        if "withheld" in said:
            is_linked = said["previous_hash"] == previous and said["seq"] == number
            if not is_linked or set(said) != WITHHELD or said["withheld"] is not True:
                yield f"journal line {number}: it is withheld, and does not stand in its place"
            previous = said["hash"]
            continue
        text = json.dumps(said["record"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        digest = hashlib.sha256((said["previous_hash"] + text).encode()).hexdigest()
        if said["previous_hash"] != previous or digest != said["hash"]:
            yield f"journal line {number}: it, or a line before it, was changed or removed"
        previous = said["hash"]


def check(path: str, key_path: str, known_root: str) -> tuple[list[str], str]:
    """What does not hold, and what was looked at. Raises NoPackage."""
    with Path(path).open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        package = Package(data)
        keys = raw_keys(package.read("keys/ledger.public.pem"))
        if not keys:
            raise NoPackage("it holds no key")
        found = list(check_seal(package, keys[0]))
        if key_path and not set(keys) <= set(raw_keys(Path(key_path).read_bytes())):
            found.append("keys/ledger.public.pem: is not the key that was handed in")
        if not found:
            found += [*check_log(package, keys, known_root), *check_journal(package)]
        entries = package.read("ledger/entries.ndjson").count(b"\n")
        roots = package.read("ledger/checkpoints.ndjson").count(b"\n")
        kept = sum("withheld" in said for _, said in package.lines("journal/journal.ndjson"))
        words = f", {kept} journal lines withheld" if kept else ""
        return (
            found,
            f"{len(package.places)} members, {entries} entries, {roots} signed roots{words}: all hold",
        )


def main() -> int:
    """Print what does not hold; answer the exit code."""
    parser = argparse.ArgumentParser(description="Check an audit package without Attestry.")
    parser.add_argument("package")
    parser.add_argument("--key", default="", help="the ledger's public key, from elsewhere")
    parser.add_argument("--root", default="", help="a root that was noted earlier, 64 hex digits")
    asked = parser.parse_args()
    try:
        found, looked_at = check(asked.package, asked.key, asked.root.lower())
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, NoPackage) as error:
        print(f"{asked.package} is no whole audit package: {error}", file=sys.stderr)
        return 2
    print("\n".join(found) or looked_at)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
