"""What an act is told, read from JSON: its own signature says the fields, their types and which are required.

A record of the database is named by its number, or by its key, mail address or name. A file comes beside
the JSON; one that is read as a whole may also stand in it as text.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import PurePath
from types import NoneType, UnionType
from typing import Annotated, Any, BinaryIO, Union, get_args, get_origin, get_type_hints

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    SkipValidation,
    ValidationError,
    WithJsonSchema,
    create_model,
)
from pydantic.errors import (
    PydanticInvalidForJsonSchema,
    PydanticSchemaGenerationError,
    PydanticUndefinedAnnotation,
)

from attestry.journal.rules import Actor
from attestry.journal.withholding import known_records
from attestry.kit.errors import Invalid
from attestry.kit.secrets import SecretBox

NATURAL_KEYS = ("key", "email", "name", "slug", "number")
MOST_BYTES = 32 << 20
_LISTS = (Iterable, Collection, Sequence, list, tuple, set, frozenset)


_FILE = Annotated[SkipValidation[Any], WithJsonSchema({"type": "string", "format": "binary"})]


class Unsayable(Exception):
    """An act wants something that JSON cannot say."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """The fields of one act, and how each is read. ``given`` are those that the house gives itself."""

    model: type[BaseModel]
    records: Mapping[str, tuple[type[Model], bool]]
    given: tuple[str, ...]
    files: tuple[str, ...] = ()

    def schema(self) -> dict[str, Any]:
        """The fields as JSON Schema."""
        return self.model.model_json_schema()

    def worded(self, name: str, text: str) -> Any:
        """What a field is told by a text: the text itself, or what it says as JSON where it is no text."""
        if self.schema().get("properties", {}).get(name, {}).get("type") == "string":
            return text
        try:
            return json.loads(text)
        except ValueError:
            return text

    def read(
        self, actor: Actor, said: Mapping[str, Any], files: Mapping[str, BinaryIO] | None = None
    ) -> dict[str, Any]:
        """The keyword arguments of the act, each record one that the actor may know of.

        Raises Invalid that names each field that is wrong.
        """
        try:
            model = self.model.model_validate({**said, **self._handed_in(files or {})})
        except ValidationError as refusal:
            wrong = [f"{'.'.join(map(str, one['loc'])) or 'body'}: {one['msg']}" for one in refusal.errors()]
            raise Invalid(
                f"{'; '.join(wrong)}.", next_step="Correct these fields; nothing was done."
            ) from None
        told = {name: getattr(model, name) for name in model.model_fields_set}
        for name, (record, is_list) in self.records.items():
            if told.get(name) is not None:
                said_of = told[name] if is_list else [told[name]]
                found = [_record(actor, record, name, one) for one in said_of]
                told[name] = found if is_list else found[0]
        return {**told, **{name: SecretBox(settings.HOME.keys) for name in self.given}}

    def _handed_in(self, files: Mapping[str, BinaryIO]) -> dict[str, Any]:
        """The files as their fields take them: open, or read as a whole."""
        if strange := sorted(set(files) - set(self.files)):
            takes = ", ".join(self.files) or "none"
            raise Invalid(
                f"{', '.join(strange)}: this act takes no such file.",
                next_step=f"Files that it takes: {takes}.",
            )
        return {name: self._as_taken(name, file) for name, file in files.items()}

    def _as_taken(self, name: str, file: BinaryIO) -> Any:
        if self.model.model_fields[name].annotation is not bytes:
            return file
        data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise Invalid(f"{name}: the file has more than {MOST_BYTES:,} bytes.", next_step="Split it.")
        return data


@cache
def arguments_of(write: Callable[..., Any]) -> Arguments:
    """The arguments of an act. Raises Unsayable where one of them cannot be said in JSON."""
    plain = inspect.unwrap(write)
    try:
        hints = get_type_hints(plain, include_extras=True)
    except NameError as refusal:
        raise Unsayable(str(refusal)) from refusal
    fields: dict[str, Any] = {}
    records: dict[str, tuple[type[Model], bool]] = {}
    given, files = [], []
    for parameter in list(inspect.signature(plain).parameters.values())[1:]:
        hint = hints.get(parameter.name, Any)
        if hint is SecretBox:
            given.append(parameter.name)
            continue
        if hint in (bytes, BinaryIO):
            files.append(parameter.name)
        kind, record, is_list = _sayable(hint)
        if record is not None:
            records[parameter.name] = (record, is_list)
        is_required = parameter.default is inspect.Parameter.empty
        fields[parameter.name] = (kind, ... if is_required else parameter.default)
    return Arguments(_model(fields), records, tuple(given), tuple(files))


def _model(fields: Mapping[str, Any]) -> type[BaseModel]:
    try:
        model: type[BaseModel] = create_model(
            "Arguments", __config__=ConfigDict(extra="forbid"), **dict(fields)
        )
        model.model_json_schema()
    except (
        PydanticSchemaGenerationError,
        PydanticUndefinedAnnotation,
        PydanticInvalidForJsonSchema,
    ) as refusal:
        raise Unsayable(str(refusal)) from refusal
    return model


def _sayable(hint: Any) -> tuple[Any, type[Model] | None, bool]:
    """A type as JSON says it; the record that it names, and whether it names several."""
    origin, inner = get_origin(hint), get_args(hint)
    if isinstance(hint, type) and issubclass(hint, Model):
        return int | str, hint, False
    if origin in (Union, UnionType):
        several = [_sayable(one) for one in inner if one is not NoneType]
        if len(several) == 1 and NoneType in inner:
            kind, record, is_list = several[0]
            return kind | None, record, is_list
    if origin in _LISTS and inner and (origin is not tuple or inner[-1] is Ellipsis):
        kind, record, _ = _sayable(inner[0])
        return list[kind], record, record is not None  # type: ignore[valid-type]
    if hint is datetime:
        return AwareDatetime, None, False
    if hint is BinaryIO:
        return _FILE, None, False
    if isinstance(hint, type) and issubclass(hint, PurePath):
        raise Unsayable("a file of this machine is not named over the API")
    return hint, None, False


def _record(actor: Actor, model: type[Model], name: str, said: int | str) -> Model:
    known = known_records(actor, model)
    found = known.filter(pk=said).first() if isinstance(said, int) else None
    for field in NATURAL_KEYS if isinstance(said, str) else ():
        try:
            model._meta.get_field(field)
        except FieldDoesNotExist:
            continue
        several = list(known.filter(**{field: said})[:2])
        if len(several) == 1:
            return several[0]
    if found is None:
        noun = model._meta.verbose_name
        raise Invalid(f"{name}: there is no one {noun} “{said}”.", next_step="Name it by its number.")
    return found
