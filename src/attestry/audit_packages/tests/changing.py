"""Packages as somebody dishonest would hand them over: bytes changed, or all written and signed anew."""

from __future__ import annotations

from pathlib import Path

import orjson

from attestry.audit_packages.reading import open_package
from attestry.audit_packages.rules import layout
from attestry.audit_packages.rules.layout import Plan
from attestry.audit_packages.writing import PackageWriter
from attestry.evidence.actions import ledger_key
from attestry.evidence.rules.checkpoint import CheckpointText
from attestry.evidence.rules.named_bytes import named_bytes
from attestry.kit import merkle
from attestry.kit.digest import canonical_json, sha256_hex


def members_of(package: Path) -> dict[str, bytes]:
    """Every member by name."""
    with open_package(package) as opened:
        return {name: bytes(opened.bytes_of(name)) for name in opened.places}


def flipped(package: Path, position: int, bit: int) -> Path:
    """The same file with one bit flipped."""
    data = bytearray(package.read_bytes())
    data[position] ^= 1 << bit
    target = package.with_name("flipped.attestry")
    target.write_bytes(data)
    return target


def rewritten(package, *, entries=None, intervals=None, without_entry=None, blobs=None, members=None):
    """The package written anew by whoever holds the key, so that every digest and signature holds.

    ``entries`` and ``intervals`` change what a line says; ``blobs`` puts other bytes in the place
    of sealed ones, by digest; ``members`` replaces whole members.
    """
    held = members_of(package)
    if blobs:
        held = with_blobs(held, blobs)
    lines = [orjson.loads(line) for line in held[layout.ENTRIES].splitlines()]
    lines = [entries(line) if entries else line for line in lines]
    held[layout.ENTRIES] = b"".join(
        canonical_json(line) + b"\n" for line in lines if line["seq"] != without_entry
    )
    leaves = bytearray(held[layout.LEAVES])
    for line in lines:
        leaves[32 * line["seq"] : 32 * line["seq"] + 32] = merkle.leaf_hash(canonical_json(line))
    held[layout.LEAVES] = bytes(leaves)
    held[layout.CHECKPOINTS], root = signed_anew(held[layout.CHECKPOINTS], bytes(leaves))
    if intervals:
        spans = [intervals(orjson.loads(line)) for line in held[layout.INTERVALS].splitlines()]
        held[layout.INTERVALS] = b"".join(canonical_json(line) + b"\n" for line in spans)
    said = orjson.loads(held[layout.PLAN])
    said["ledger"]["root"] = root
    held[layout.PLAN] = canonical_json(said)
    named = {digest for line in lines for _, digest in named_bytes(line)}
    held = {name: data for name, data in held.items() if layout.digest_of_blob(name) in {None, *named}}
    held.update(members or {})
    return written(held, package.with_name(f"rewritten-{sha256_hex(canonical_json(said))[:8]}.attestry"))


def with_blobs(held, blobs):
    """Other bytes in the place of sealed ones, and every entry naming them instead."""
    named = {digest: sha256_hex(data) for digest, data in blobs.items()}
    text = held[layout.ENTRIES].decode()
    for old, new in named.items():
        text = text.replace(old, new)
    kept = {name: data for name, data in held.items() if layout.digest_of_blob(name) not in blobs}
    kept |= {layout.blob_name(named[digest]): data for digest, data in blobs.items()}
    return {**kept, layout.ENTRIES: text.encode()}


def signed_anew(checkpoints: bytes, leaves: bytes) -> tuple[bytes, str]:
    """Every root over other leaves, signed with the home's key; and the last of them."""
    lines, root = [], ""
    for line in checkpoints.splitlines():
        said = orjson.loads(line)
        text = CheckpointText.read(said["note"].rpartition("\n\n")[0] + "\n")
        digest = merkle.root(leaves[32 * seq : 32 * seq + 32] for seq in range(text.size))
        root = digest.hex()
        anew = CheckpointText(
            text.origin, text.size, digest, text.journal_seq, text.journal_hash, text.signed_at
        )
        note = ledger_key().sign(anew.written())
        lines.append(canonical_json({**said, "root": root, "note": note}) + b"\n")
    return b"".join(lines), root


def written(held: dict[str, bytes], target: Path) -> Path:
    """The members as a package, sealed with the home's key."""
    target.unlink(missing_ok=True)
    ordered = [*layout.BEFORE_BLOBS, *sorted(name for name in held if layout.digest_of_blob(name))]
    with PackageWriter(target) as package:
        for name in ordered:
            package.add_bytes(name, held[name])
        package.close(Plan.read(held[layout.PLAN]).origin, ledger_key().sign)
    return target
