"""Signed notes: a text and Ed25519 signatures under it (C2SP signed-note, RFC 8032)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from attestry.kit.errors import Broken
from attestry.kit.key_file import made_once, replaced

_ED25519 = b"\x01"
_END = b"-----END PUBLIC KEY-----"


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key under a name, and those that signed before it in its place."""

    name: str
    key: Ed25519PublicKey
    earlier: tuple[Verifier, ...] = ()

    @property
    def raw(self) -> bytes:
        """The 32 bytes of the public key."""
        return self.key.public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def key_id(self) -> bytes:
        """The four bytes that say which key signed."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.raw).digest()[:4]

    def opens(self, note: str) -> str:
        """The text of the note. Raises Broken where no signature of this key, or an earlier one, holds."""
        text, separator, signatures = note.rpartition("\n\n")
        if not separator:
            raise Broken("The note carries no signature.")
        text += "\n"
        for line in signatures.splitlines():
            if any(one._holds(line, text) for one in (self, *self.earlier)):
                return text
        raise Broken(f"No signature by {self.name} holds over the note.")

    def _holds(self, line: str, text: str) -> bool:
        mark, _, rest = line.partition(" ")
        name, _, encoded = rest.partition(" ")
        if mark != "—" or name != self.name:
            return False
        try:
            packed = base64.b64decode(encoded, validate=True)
            if packed[:4] != self.key_id:
                return False
            self.key.verify(packed[4:], text.encode())
        except (binascii.Error, InvalidSignature):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key, and the name derived from its public half."""

    key: Ed25519PrivateKey

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        public = self.key.public_key()
        raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return Verifier("attestry/" + hashlib.sha256(raw).hexdigest()[:16], public)

    def sign(self, text: str) -> str:
        """The note: the text, a blank line, one signature line. The text ends with a newline."""
        verifier = self.verifier
        packed = verifier.key_id + self.key.sign(text.encode())
        return f"{text}\n— {verifier.name} {base64.b64encode(packed).decode()}\n"


def signer(folder: Path, name: str) -> Signer:
    """The signer whose key lies in ``folder``, made on first use, readable by its owner alone."""
    path = folder / f"{name}.key.pem"
    loaded = load_pem_private_key(made_once(path, _new_key), password=None)
    if not isinstance(loaded, Ed25519PrivateKey):
        raise Broken(f"{path.name} does not hold an Ed25519 key.")
    public = loaded.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    known = made_once(folder / f"{name}.public.pem", lambda: public)
    if public not in known:
        # A home that was restored without its private keys signs under a new one; the old notes stay.
        replaced(folder / f"{name}.public.pem", public + known)
    return Signer(loaded)


def _new_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def verifier(pem: bytes) -> Verifier:
    """The verifier of a public key in PEM form; keys that stand below it signed before. Raises Broken."""
    blocks = [block + _END for block in pem.split(_END) if block.strip()]
    found = tuple(_verifier(block) for block in blocks)
    if not found:
        raise Broken("The public key is not there.")
    return replace(found[0], earlier=found[1:])


def _verifier(pem: bytes) -> Verifier:
    try:
        loaded = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as refusal:
        raise Broken("The public key is not one in PEM form.") from refusal
    if not isinstance(loaded, Ed25519PublicKey):
        raise Broken("The public key is not an Ed25519 key.")
    raw = loaded.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return Verifier("attestry/" + hashlib.sha256(raw).hexdigest()[:16], loaded)
