"""Progress on anything over a second: one living line on a terminal, plain lines elsewhere."""

from __future__ import annotations

import shutil
import sys
from typing import TextIO

_CLEAR = "\r\x1b[2K"


class Progress:
    """Called with a sentence about what is being done now."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._is_terminal = self._stream.isatty()
        self._last = ""

    def __call__(self, text: str) -> None:
        """Show ``text`` in place of what was shown before."""
        if text == self._last:
            return
        self._last = text
        if self._is_terminal:
            width = shutil.get_terminal_size().columns - 1
            self._stream.write(_CLEAR + text[:width])
        else:
            self._stream.write(f"{text}\n")
        self._stream.flush()

    def done(self) -> None:
        """Take the living line away, so that an answer can stand in its place."""
        if self._is_terminal and self._last:
            self._stream.write(_CLEAR)
            self._stream.flush()
        self._last = ""

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_error: object) -> None:
        self.done()
