"""One-time codes by the clock (RFC 6238): six digits, thirty seconds, and each code counts once."""

from __future__ import annotations

from datetime import datetime

import pyotp

STEP_SECONDS = 30
_ISSUER = "Attestry"


def new_secret() -> str:
    """A fresh secret of 160 bits, in base 32 as authenticator apps take it."""
    return pyotp.random_base32()


def provisioning_address(secret: str, email: str) -> str:
    """The ``otpauth://`` address by which an app takes the secret in."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=_ISSUER)


def step_of(secret: str, code: str, *, at: datetime, after: int) -> int | None:
    """The time step that the code belongs to; None where it is wrong, or of a step that counted before.

    A code of the step before or after is taken, for clocks that differ; ``after`` is the last that counted.
    """
    typed = "".join(code.split())
    now = int(at.timestamp()) // STEP_SECONDS
    for step in (now, now - 1, now + 1):
        if step > after and pyotp.utils.strings_equal(typed, pyotp.TOTP(secret).at(step * STEP_SECONDS)):
            return step
    return None
