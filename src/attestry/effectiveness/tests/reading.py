"""Reading a page as a person would: its words, and its links."""

from __future__ import annotations

import re
from html import unescape
from typing import Any


def said(answer: Any) -> str:
    """The words of a page, without its markup."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = re.sub(r"<(script|style).*?</\1>", " ", body.decode(), flags=re.DOTALL)
    words = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))
    return re.sub(r" ([,.;:])", r"\1", words)


def links(answer: Any) -> list[str]:
    """Where a page leads to, in order."""
    return [unescape(href) for href in re.findall(r'href="([^"]+)"', answer.content.decode())]
