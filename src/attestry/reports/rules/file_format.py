"""The forms that a report is handed out in."""

from __future__ import annotations

from enum import StrEnum


class FileFormat(StrEnum):
    """A form; its value is the ending of the file's name."""

    PDF = "pdf"
    DOCX = "docx"

    @property
    def label(self) -> str:
        """The form in words."""
        return "PDF, to read and to print" if self is FileFormat.PDF else "DOCX, to carry on writing"

    @property
    def content_type(self) -> str:
        """Its media type (RFC 6838)."""
        if self is FileFormat.PDF:
            return "application/pdf"
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
