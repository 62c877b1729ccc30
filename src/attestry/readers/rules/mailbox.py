"""Mail addresses of strangers: what is refused, what only a person may decide on, what reads like another.

An internationalized domain (RFC 5890) is taken in its registered form, ``xn--…``: letters of other scripts
that look like Latin ones are never shown as if they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from attestry.readers.errors import MailboxRefused

MOST = 254
_SHAPE = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}"
)
# Anybody can have a mailbox there: a rule for the domain would let everybody in.
OPEN_TO_ALL = frozenset(
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com",
        "ymail.com", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.com", "gmx.de", "gmx.net",
        "web.de", "mail.com", "mail.ru", "yandex.com", "yandex.ru", "proton.me", "protonmail.com", "pm.me",
        "fastmail.com", "zoho.com", "qq.com", "163.com", "126.com", "naver.com", "hey.com", "tutanota.com",
        "mailinator.com",
    }
)  # fmt: skip
_LOOKS_LIKE = (
    ("rn", "m"),
    ("vv", "w"),
    ("cl", "d"),
    ("0", "o"),
    ("1", "l"),
    ("i", "l"),
    ("5", "s"),
    ("3", "e"),
    ("-", ""),
)


def mailbox(typed: str) -> str:
    """The address in lower case. Raises MailboxRefused: shape, length, or letters that deceive."""
    address = typed.strip()
    if not address.isascii():
        strange = next(one for one in address if not one.isascii())
        raise MailboxRefused(
            f"The mail address holds “{strange}” (U+{ord(strange):04X}), which can look like another letter.",
            next_step="Write the domain in its registered form, which begins with xn--.",
        )
    address = address.lower()
    if len(address) > MOST or not _SHAPE.fullmatch(address) or ".." in address or address.startswith("."):
        raise MailboxRefused("This is no mail address.", next_step="Write it as name@company.com.")
    return address


def domain_of(address: str) -> str:
    """What stands behind the last @."""
    return address.rpartition("@")[2]


def is_company_domain(domain: str) -> bool:
    """Whether a rule may speak of the domain: one organization's, and not an internationalized one."""
    labels = domain.split(".")
    return domain not in OPEN_TO_ALL and not any(one.startswith("xn--") for one in labels)


def reads_like(domain: str, known: Iterable[str]) -> str:
    """A known domain that this one can be taken for although it is another; empty where there is none."""
    shape = _skeleton(domain)
    return next((one for one in sorted(known) if one != domain and _skeleton(one) == shape), "")


def _skeleton(domain: str) -> str:
    """The domain with characters that look alike made the same (the idea of Unicode TR 39, section 4)."""
    for looks, like in _LOOKS_LIKE:
        domain = domain.replace(looks, like)
    return domain
