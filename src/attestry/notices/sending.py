"""One attempt to bring a notice to a mailbox or into a chat channel, and why it was refused."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from datetime import timedelta

import orjson
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from attestry.kit.errors import Broken, Unavailable
from attestry.kit.outgoing import AddressRefused, ask
from attestry.kit.secrets import SecretBox
from attestry.notices.models import Channel, Notice
from attestry.notices.queries.links import link_to
from attestry.notices.rules.waiting import ChannelKind
from attestry.notices.rules.wording import chat_message, message_id

# Worth another try although they are refusals: too early, too many, and time-outs.
_PASSING = {408, 409, 425, 429}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why it did not arrive. One that is final will not change by trying again."""

    words: str
    is_final: bool = False
    asked_to_wait: timedelta | None = None


def is_mail_set_up() -> bool:
    """Whether there is a mail server to give mails to."""
    return bool(settings.EMAIL_HOST)


def to_mailbox(notice: Notice, mail: BaseEmailBackend) -> Refusal | None:
    """Give the mail server one mail (RFC 5321); a refusal that begins with 5 is final."""
    sender = settings.DEFAULT_FROM_EMAIL
    domain = sender.rpartition("@")[2].rstrip(">") or "localhost"
    link = link_to(notice.path)
    private = f"\n\n{SecretBox(settings.HOME.keys).open(notice.sealed)}" if notice.sealed else ""
    where = f"\n\nOpen it: {link}" if link else (f"\n\nIn Attestry: {notice.path}" if notice.path else "")
    message = EmailMessage(
        notice.subject,
        f"{notice.text}{private}{where}\n\nSent by Attestry. Answers to this mail are not read.\n",
        sender,
        [notice.recipient],
        headers={
            "Message-ID": message_id(notice.key, notice.recipient, domain),
            "Auto-Submitted": "auto-generated",  # RFC 3834: no automatic answer is wanted
            **_leaving(notice),
        },
        connection=mail,
    )
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        codes = [code for code, _ in refusal.recipients.values()]
        return Refusal(
            f"The mail server refuses {notice.recipient}: {codes}.", all(code >= 500 for code in codes)
        )
    except smtplib.SMTPResponseException as refusal:
        words = f"The mail server answered {refusal.smtp_code} {_text(refusal.smtp_error)}."
        is_final = refusal.smtp_code >= 500 and not isinstance(
            refusal, smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError | smtplib.SMTPHeloError
        )
        return Refusal(words, is_final)
    except (smtplib.SMTPException, OSError) as refusal:
        mail.close()
        return Refusal(f"The mail server was not reached: {refusal}.")
    return None


def _leaving(notice: Notice) -> dict[str, str]:
    """What a mail program makes its own button of (RFC 8058, which wants TLS)."""
    leave = SecretBox(settings.HOME.keys).open(notice.sealed_leave) if notice.sealed_leave else ""
    if not leave.startswith("https://"):
        return {}
    return {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _text(said: object) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else str(said)


def to_channel(notice: Notice, channel: Channel) -> Refusal | None:
    """Post to a channel's webhook; 4xx is final but for those that pass."""
    if channel.removed_at is not None:
        return Refusal("The channel was removed.", is_final=True)
    said = chat_message(ChannelKind(channel.kind), notice.subject, notice.text, link_to(notice.path))
    try:
        answer = ask(
            "POST",
            SecretBox(settings.HOME.keys).open(channel.sealed_address),
            headers={"Content-Type": "application/json"},
            body=orjson.dumps(said),
            allowed=settings.PRIVATE_HOSTS,
        )
    except (Unavailable, AddressRefused, Broken) as refusal:
        return Refusal(f"{channel.host}: {refusal.message} {refusal.next_step}".strip())
    if answer.is_good:
        return None
    is_final = 300 <= answer.status < 500 and answer.status not in _PASSING
    return Refusal(
        f"{channel.host} answered {answer.status}.", is_final, _asked(answer.headers.get("retry-after"))
    )


def _asked(said: str | None) -> timedelta | None:
    return (
        timedelta(seconds=int(said)) if said and said.isascii() and said.isdigit() and len(said) < 8 else None
    )
