"""How a handed-in file is refused: the file, the line, the column and the reason, in one form."""

from __future__ import annotations

from attestry.kit.errors import Invalid

THE_FILE = "(the file)"
_SHOWN_CHARACTERS = 40


def refused(file: str, line: int, column: str, reason: str) -> Invalid:
    """The refusal of a whole file, ``file:line: column: reason``; lines count from 1."""
    return Invalid(
        f"{file}:{line}: {column}: {reason}",
        next_step=f"Correct {file} and hand it in again; nothing of it was taken over.",
        code="FileRefused",
    )


def setting_refused(setting: str, reason: str) -> Invalid:
    """The refusal of a setting that cannot be meant, before any file is opened."""
    return Invalid(
        f"{setting}: {reason}",
        next_step="Correct the connection's settings and collect again.",
        code="SettingRefused",
    )


def shown(value: object) -> str:
    """A found value, short enough for one line of a message and with nothing invisible in it."""
    text = ascii(value)
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}…"
