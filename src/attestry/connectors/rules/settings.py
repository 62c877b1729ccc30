"""What a person fills in for a connection, held to what the source asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attestry.connectors.errors import SettingsRefused
from attestry.connectors.rules.declaration import FieldDeclaration


def checked_settings(declared: Sequence[FieldDeclaration], given: Mapping[str, Any]) -> dict[str, Any]:
    """The settings with types and defaults. Raises SettingsRefused with the field and the reason."""
    known = {field.name for field in declared}
    for name in given:
        if name not in known:
            raise SettingsRefused(
                f"{name}: is not a setting of this source.",
                next_step=f"Its settings are: {', '.join(sorted(known)) or 'none'}.",
            )
    return {field.name: _checked(field, given.get(field.name)) for field in declared}


def _checked(field: FieldDeclaration, value: Any) -> Any:
    if value is None or value == "":
        if field.required:
            raise SettingsRefused(f"{field.title} is needed.", next_step=field.help)
        return field.default
    match field.kind:
        case "integer":
            return _integer(field, value)
        case "boolean":
            return value if isinstance(value, bool) else str(value).lower() in {"1", "true", "yes", "on"}
        case "list":
            return _list(value)
        case "choice":
            if value not in field.choices:
                raise SettingsRefused(
                    f"{field.title}: {value!r} is not among {', '.join(field.choices)}.", next_step=field.help
                )
            return value
        case "text" | "path":
            return str(value).strip()


def _integer(field: FieldDeclaration, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError) as refusal:
        raise SettingsRefused(
            f"{field.title}: {value!r} is not a whole number.", next_step=field.help
        ) from refusal


def _list(value: Any) -> list[str]:
    parts = value if isinstance(value, (list, tuple)) else str(value).replace("\n", ",").split(",")
    return [text for part in parts if (text := str(part).strip())]
