"""Values as AWS writes them, as the values of a row: instants, tags, names and the kept answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from attestry.kit import clock
from attestry.kit.digest import canonical_json

Row = dict[str, Any]

_NO_INSTANT = frozenset({"", "N/A", "n/a", "no_information", "not_supported"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a resource lives; ``region`` is empty for services without one."""

    account_id: str
    partition: str
    region: str
    owner_tag: str

    def arn(self, service: str, resource: str) -> str:
        """The name across AWS of ``resource`` in this place."""
        return f"arn:{self.partition}:{service}:{self.region}:{self.account_id}:{resource}"

    def owner(self, tags: Iterable[Mapping[str, str]] | None) -> str | None:
        """The value of the owner tag among ``tags``, whatever its letter case."""
        wanted = self.owner_tag.lower()
        return next((tag["Value"] for tag in tags or () if tag["Key"].lower() == wanted), None)


def moment(value: datetime | str | None) -> datetime | None:
    """The instant in UTC; None where AWS has a word for there being none."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return None if value in _NO_INSTANT else clock.from_text(value)


def milliseconds(value: int | None) -> datetime | None:
    """The instant so many milliseconds after 1970."""
    return None if value is None else datetime.fromtimestamp(value / 1000, UTC)


def kept(answer: Mapping[str, Any], *, without: Collection[str] = ()) -> str:
    """The answer as canonical JSON text, without the named keys that change on their own."""
    plain = {key: _plain(value) for key, value in answer.items() if key not in without}
    return canonical_json(plain).decode()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return clock.to_text(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, bytes):
        return value.hex()
    return value
