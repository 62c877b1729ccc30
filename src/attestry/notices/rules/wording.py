"""A notice in the form that a mail or a chat channel wants."""

from __future__ import annotations

import hashlib
from typing import Any

from attestry.notices.rules.waiting import ChannelKind


def message_id(key: str, recipient: str, domain: str) -> str:
    """The Message-ID of a mail (RFC 5322 §3.6.4): the same at each attempt, so that it shows once."""
    digest = hashlib.sha256(f"{key}\n{recipient}".encode()).hexdigest()[:40]
    return f"<{digest}@{domain}>"


def chat_message(kind: ChannelKind, subject: str, text: str, link: str) -> dict[str, Any]:
    """The JSON that an incoming webhook takes. What people typed is text there, never a mention or a link."""
    if kind is ChannelKind.TEAMS:
        return _teams_card(subject, text, link)
    lines = [f"*{_slack_text(subject)}*", _slack_text(text), *([f"<{link}|Open it>"] if link else [])]
    return {"text": "\n".join(lines), "unfurl_links": False, "unfurl_media": False}


def _slack_text(text: str) -> str:
    """Slack's three characters of control, as text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _teams_card(subject: str, text: str, link: str) -> dict[str, Any]:
    card: dict[str, Any] = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [
            {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": subject, "weight": "bolder"}]},
            *(
                {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": line}]}
                for line in text.splitlines()
                if line.strip()
            ),
        ],
    }
    if link:
        card["actions"] = [{"type": "Action.OpenUrl", "title": "Open it", "url": link}]
    content = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [content]}
