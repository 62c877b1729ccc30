"""Tables of readers: who they are, what they asked for, what they were granted, how they sign in."""

from __future__ import annotations

from attestry.readers.models.access import AccessRequest, AccessRule, Grant, Offer
from attestry.readers.models.ending import ENDED_SAYS_WHY, Ending
from attestry.readers.models.reader import Reader, ReaderLink, UserEntity

__all__ = [
    "ENDED_SAYS_WHY",
    "AccessRequest",
    "AccessRule",
    "Ending",
    "Grant",
    "Offer",
    "Reader",
    "ReaderLink",
    "UserEntity",
]
