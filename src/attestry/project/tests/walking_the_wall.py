"""The scene that the tests of the wall walk over: each room of the examination plants what it has.

A room offers ``tests/canaries.py: plant(scene, word)``: it lets the firm write every text that stays behind
the wall, each with ``word`` in it, by the room's own acts.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, BinaryIO, Union, get_args, get_origin, get_type_hints

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction
from django.db.models import Model

from attestry.accounts.models import User
from attestry.accounts.rules import Role, may
from attestry.controls.models import Control
from attestry.engagements.models import Engagement
from attestry.journal.acts import offered_acts
from attestry.journal.models import JournalEntry
from attestry.journal.offered import acts
from attestry.kit import clock
from attestry.kit.errors import DomainError
from attestry.requests.tests.scene import a_request
from attestry.workpapers.actions.concluding import conclude
from attestry.workpapers.rules.conclusion import Verdict
from attestry.workpapers.tests.papers import a_sampled_paper, an_entry, inquire, items_of, mark_all
from attestry.workpapers.tests.papers import inspect as inspect_one

EXAMINATION = (
    "engagements",
    "descriptions",
    "requests",
    "populations",
    "workpapers",
    "deviations",
    "opinions",
)


# What the firm writes for both sides to read; all of the room of engagements is so.
SEEN_BY_BOTH = {
    "requests.ask",
    "requests.comment",
    "requests.judge",
    "populations.ask",
    "descriptions.comment",
    "opinions.comment",
    "opinions.withdraw_report",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """An act that is offered by name: its room, its permission, and the function under its guard."""

    name: str
    room: str
    permission: str
    write: Callable[..., Any]


def offered() -> Iterator[Offered]:
    """Every act that any room offers, by name; those that JSON cannot tell as well."""
    acts()
    for name, write in sorted(offered_acts().items()):
        yield Offered(name, name.partition(".")[0], write.permission, write)


class Lacking(Exception):
    """Nothing of a model is in the scene, so that an act about it cannot be asked for."""


def plant_everywhere(scene: Any, word: str, folder: Path, *, to_both: str = "told to both") -> None:
    """Fill the scene, let each room plant its texts, then let the firm do whatever it may with the word.

    ``to_both`` is what it writes for management to read.
    """
    fill(scene, word, folder)
    for room in EXAMINATION:
        has_tests = find_spec(f"attestry.{room}.tests")
        if has_tests and find_spec(f"attestry.{room}.tests.canaries"):
            import_module(f"attestry.{room}.tests.canaries").plant(scene, word)
    for _ in range(2):
        for one in offered():
            if one.room in EXAMINATION[1:] and may(Role.AUDITOR, one.permission):
                _try(scene, one, word if one.permission not in SEEN_BY_BOTH else to_both)


def fill(scene: Any, word: str, folder: Path) -> None:
    """A workpaper with its population, sample, marks and conclusion, and a request."""
    control = Control.objects.get(key="CHG-02")
    Control.objects.filter(pk=control.pk).update(state="live", owner=scene.lead)
    paper = a_sampled_paper(scene, control, folder)
    first = items_of(paper)[0].item_id.replace("-", "_")
    mark_all(scene, paper, **{first: word})
    inquire(scene, paper, answer=word)
    inspect_one(scene, paper)
    seq, actor = an_entry().seq, scene.auditor.actor()
    conclude(actor, paper, verdict=Verdict.NOT_EFFECTIVE, words=word, entries=[seq])
    a_request(scene)


_REFUSALS = (
    DomainError,
    Lacking,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    DatabaseError,
    ObjectDoesNotExist,
)


def _try(scene: Any, one: Offered, word: str) -> None:
    """Ask for an act in the name of each of the firm until one may."""
    attempt((scene.auditor, scene.senior, scene.partner), scene, one, word)


def attempt(users: Iterable[User], scene: Any, one: Offered, word: str) -> None:
    """Ask for an act in the name of each until one may; what is out of order is left."""
    for user in users:
        given = {Engagement: scene.engagement, User: scene.auditor}
        try:
            places, names = bound(one.write, arguments_for(one.write, given, word=word))
            with transaction.atomic():
                one.write(user.actor(), *places, **names)
        except _REFUSALS:
            continue
        return


def arguments_for(
    write: Callable[..., Any], given: Mapping[type, object], *, word: str = "a text", lacks: object = Lacking
) -> dict[str, Any]:
    """Made-up arguments of the right types: records from the scene, texts with the word.

    What is not in the scene is ``lacks``. Raises Lacking where nothing is said of that.
    """
    plain = inspect.unwrap(write)
    hints = get_type_hints(plain)
    made = {}
    for one in list(inspect.signature(plain).parameters.values())[1:]:
        hint = hints.get(one.name, str)
        if one.default is not inspect.Parameter.empty and hint is not str:
            continue
        try:
            made[one.name] = word if hint is str else _value(hint, given)
        except Lacking:
            if lacks is Lacking:
                raise
            made[one.name] = lacks
    return made


def bound(write: Callable[..., Any], made: Mapping[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """The arguments as the function takes them, by place or by name."""
    plain = inspect.unwrap(write)
    places, names = [], {}
    for one in list(inspect.signature(plain).parameters.values())[1:]:
        if one.name not in made:
            continue
        if one.kind is inspect.Parameter.KEYWORD_ONLY:
            names[one.name] = made[one.name]
        else:
            places.append(made[one.name])
    return places, names


def _value(hint: Any, given: Mapping[type, object]) -> Any:
    origin, inner = get_origin(hint), [one for one in get_args(hint) if one is not NoneType]
    if hint in given:
        return given[hint]
    if origin in (Union, UnionType):
        try:
            return _value(inner[0], given)
        except Lacking:
            if NoneType not in get_args(hint):
                raise
            return None
    if origin is not None and inner and isinstance(origin, type) and issubclass(origin, Mapping):
        return {}
    if origin is not None and inner:
        try:
            return [_value(inner[0], given)]
        except Lacking:
            return []
    if isinstance(hint, type) and issubclass(hint, Model):
        found = hint._default_manager.order_by("pk").first()
        return found or _unsaved(hint, given)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    plain = {
        str: "a text",
        int: 1,
        bool: True,
        float: 1.0,
        bytes: b"a,b\n",
        date: clock.now().date(),
        datetime: clock.now(),
        Decimal: Decimal(1),
        BinaryIO: BytesIO(b"bytes"),
    }
    if hint in plain:
        return plain[hint]
    raise Lacking(str(hint))


def _unsaved(model: type[Model], given: Mapping[type, object]) -> Model:
    """A record of the engagement that nobody wrote yet; whoever is refused is refused before it is missed."""
    for field in model._meta.fields:
        if field.related_model is Engagement and Engagement in given:
            return model(pk=10**9, **{field.name: given[Engagement]})
    raise Lacking(model.__name__)


def everything_written() -> dict[str, int]:
    """How many rows each table of the house has, the journal's own and sessions apart."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("attestry.")]
    return {model._meta.label: model._default_manager.count() for model in ours}


def fingerprint() -> dict[str, tuple[Any, ...]]:
    """Every row of the rooms of the examination, with the length of the journal."""
    found = {
        model._meta.label: tuple(model._default_manager.order_by("pk").values_list())
        for room in EXAMINATION
        if apps.is_installed(f"attestry.{room}")
        for model in apps.get_app_config(room).get_models()
    }
    found["users"] = tuple(User.objects.order_by("pk").values_list("pk", "role", "is_active", "password"))
    found["journal"] = (JournalEntry.objects.count(),)
    return found
