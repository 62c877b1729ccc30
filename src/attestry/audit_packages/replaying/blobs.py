"""Sealed bytes of a package as files of a scratch folder, each under its digest, as they are needed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from attestry.audit_packages.reading import PackageFile
from attestry.audit_packages.rules.layout import blob_name
from attestry.kit.blobs import disk_refusal
from attestry.kit.digest import sha256_hex
from attestry.kit.errors import Broken


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The scratch folder of one replay. Only digests become names in it."""

    package: PackageFile
    folder: Path

    def read(self, digest: str) -> bytes:
        """The bytes of a digest. Raises PackageRefused where they are missing, Broken where changed."""
        data = bytes(self.package.bytes_of(blob_name(digest)))
        if sha256_hex(data) != digest:
            raise Broken(f"the bytes of {digest} are not those that were sealed")
        return data

    def path(self, digest: str) -> Path:
        """Where the bytes lie, unpacked on first use. Raises as ``read`` does; Unavailable on a full disk."""
        target = self.folder / digest
        if not target.is_file():
            try:
                target.write_bytes(self.read(digest))
            except OSError as refusal:
                target.unlink(missing_ok=True)
                raise disk_refusal(refusal) from refusal
        return target
