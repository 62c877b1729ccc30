"""Secrets at rest: encrypted with a key that lies outside the database (Fernet: AES-CBC, HMAC)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from attestry.kit.errors import Broken
from attestry.kit.key_file import made_once


@dataclass(frozen=True, slots=True)
class SecretBox:
    """Seals and opens texts with the key in ``folder``, made on first use."""

    folder: Path

    def seal(self, text: str) -> str:
        """The text, encrypted and authenticated."""
        return self._fernet().encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """The text again. Raises Broken where key and text do not belong together."""
        try:
            return self._fernet().decrypt(sealed.encode()).decode()
        except InvalidToken as refusal:
            raise Broken(
                "A sealed secret does not open with this home's key.",
                next_step="Restore keys/secrets.key from the backup, or enter the secret again.",
            ) from refusal

    def _fernet(self) -> Fernet:
        return Fernet(made_once(self.folder / "secrets.key", Fernet.generate_key))
