"""The text of a checkpoint: origin, size, root, and the journal's head (C2SP tlog-checkpoint)."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from attestry.kit.errors import Broken

_LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class CheckpointText:
    """What a checkpoint says. ``root`` is 32 bytes; the journal's head ties both logs together."""

    origin: str
    size: int
    root: bytes
    journal_seq: int
    journal_hash: str
    signed_at: str

    def written(self) -> str:
        """The text that is signed; it ends with a newline."""
        return (
            f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"
            f"journal {self.journal_seq} {self.journal_hash or '-'}\nsigned-at {self.signed_at}\n"
        )

    @classmethod
    def read(cls, text: str) -> CheckpointText:
        """The checkpoint that a text says. Raises Broken where it is not one."""
        try:
            origin, size, root, journal, signed = text.splitlines()
            _, journal_seq, journal_hash = journal.split(" ")
            return cls(
                origin,
                int(size),
                base64.b64decode(root, validate=True),
                int(journal_seq),
                "" if journal_hash == "-" else journal_hash,
                signed.removeprefix("signed-at "),
            )
        except ValueError as refusal:
            raise Broken("A checkpoint's text is not well-formed.") from refusal


def size_named(subject: str) -> int | None:
    """How many entries the root covers that a journal line is about; None where it is about none."""
    kind, _, size = subject.partition(":")
    is_number = size.isascii() and size.isdecimal() and len(size) <= _LONGEST_NUMBER
    return int(size) if kind == "checkpoint" and is_number else None
