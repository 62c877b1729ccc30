"""What a person filled in for an AWS account, checked before the first call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from attestry.connectors.rules.observation import Session
from attestry.kit.errors import Invalid

EVERY_REGION = "all"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings and secrets of the manifest, with their defaults filled in."""

    regions: tuple[str, ...] = ()
    access_key_id: str = ""
    secret_access_key: str = ""
    session_token: str = ""
    role_arn: str = ""
    external_id: str = ""
    owner_tag: str = "owner"
    calls_in_flight: int = 4
    attempts: int = 5
    endpoint_url: str = ""

    @property
    def wants_every_region(self) -> bool:
        """Whether every enabled region is to be read."""
        return EVERY_REGION in self.regions


def read_settings(session: Session) -> Settings:
    """The settings of ``session``; raises Invalid naming the setting that cannot be used."""
    given = session.settings
    settings = Settings(
        regions=tuple(str(region) for region in given.get("regions") or ()),
        access_key_id=_text(given, "access_key_id"),
        secret_access_key=_text(session.secrets, "secret_access_key"),
        session_token=_text(session.secrets, "session_token"),
        role_arn=_text(given, "role_arn"),
        external_id=_text(given, "external_id"),
        owner_tag=_text(given, "owner_tag") or "owner",
        calls_in_flight=_number(given, "calls_in_flight", default=4, highest=32),
        attempts=_number(given, "attempts", default=5, highest=10),
        endpoint_url=_text(given, "endpoint_url"),
    )
    if bool(settings.access_key_id) != bool(settings.secret_access_key):
        raise Invalid(
            "The access key id and the secret access key belong together; only one was given.",
            next_step="Give both, or leave both empty to use the identity of the machine.",
        )
    return settings


def _text(given: Mapping[str, Any], name: str) -> str:
    return str(given.get(name) or "").strip()


def _number(given: Mapping[str, Any], name: str, *, default: int, highest: int) -> int:
    value = given.get(name)
    if value is None or value == "":
        return default
    if not isinstance(value, int) or not 1 <= value <= highest:
        raise Invalid(f"{name}: {value!r} is not a whole number from 1 to {highest}.")
    return value
