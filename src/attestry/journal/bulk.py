"""Several records changed by one act, all or none, and put back as long as nobody changed them since.

A room names its records as a :class:`BulkKind`; its acts call :func:`change_together` and :func:`put_back`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any, Generic, TypeVar

from django.db.models import Field, Model, QuerySet

from attestry.journal.acts import record
from attestry.journal.errors import BulkEditUnknown, BulkRefused, UndoRefused
from attestry.journal.models import BulkEdit
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import canonical_json, sha256_hex
from attestry.kit.errors import Conflict, Invalid
from attestry.ui.words import day_words

MOST = 2000
UNDO_WITHIN = timedelta(hours=24)
Record = TypeVar("Record", bound=Model)


@dataclass(frozen=True, slots=True)
class BulkKind(Generic[Record]):
    """Records that are changed together: each has a ``subject``, and is called by its words.

    ``columns`` are what an edit may change and undoing puts back. ``stamp`` marks a record as changed, each
    time, in the columns ``stamps``. ``watched`` are the columns in which a change since forbids undoing:
    all where none are named. ``told`` is what the journal says of a record.
    """

    name: str
    nouns: tuple[str, str]
    columns: tuple[str, ...]
    told: Callable[[Record], dict[str, Any]]
    stamps: tuple[str, ...] = ()
    stamp: Callable[[Record], None] | None = None
    watched: tuple[str, ...] = ()


def chosen(kind: BulkKind[Record], rows: QuerySet[Record], numbers: Collection[int]) -> list[Record]:
    """The rows of these numbers, held for a change. Raises BulkRefused where one is not there."""
    wanted, (one, many) = set(numbers), kind.nouns
    if not wanted:
        raise BulkRefused(f"No {one} was chosen.", next_step=f"Tick the {many} that it is about.")
    if len(wanted) > MOST:
        raise BulkRefused(
            f"{len(wanted):,} {many} are more than one act takes: {MOST:,}.", next_step="Narrow the list."
        )
    found = list(rows.select_for_update(of=("self",)).filter(pk__in=wanted))
    if len(found) != len(wanted):
        raise BulkRefused(f"One of the {many} is not there.", next_step="Read the list again.")
    return found


def given(**asked: Any) -> dict[str, Any]:
    """What was said to change; what is None stays as it is. Raises BulkRefused where that is nothing."""
    found = {name: value for name, value in asked.items() if value is not None}
    if not found:
        raise BulkRefused("Nothing was said to change.", next_step="Choose what they are given.")
    return found


def change_together(
    actor: Actor,
    kind: BulkKind[Record],
    found: Sequence[Record],
    change: Callable[[Record], object],
    *,
    to: dict[str, Any],
) -> BulkEdit:
    """Change each in memory by ``change``, then write those that differ. Only inside an act.

    ``to`` is what they are given, by the name of each thing. Raises BulkRefused where nothing would
    change, and with the records that ``change`` refuses by Invalid or Conflict.
    """
    before = [(_columns(one, kind.columns), kind.told(one)) for one in found]
    wrong = [why for one in found if (why := _refusal(one, change))]
    if wrong:
        raise BulkRefused.by(wrong)
    changed = [
        (one, columns, told)
        for one, (columns, told) in zip(found, before, strict=True)
        if columns != _columns(one, kind.columns)
    ]
    if not changed:
        raise BulkRefused("They are like that already.", next_step="Choose something else, or leave them.")
    _write(kind, [one for one, _, _ in changed])
    states = _states(kind, type(changed[0][0]), [one.pk for one, _, _ in changed])
    items = []
    for one, columns, told in changed:
        was, is_now = _difference(told, kind.told(one))
        record(_subject(one), before=was, after=is_now)
        items.append({"pk": one.pk, "columns": columns, "state": states[one.pk], "was": was, "is": is_now})
    said = "; ".join(f"{name.replace('_', ' ')} {_words(value)}" for name, value in to.items())
    made = BulkEdit.objects.create(
        kind=kind.name,
        at=clock.now(),
        expires_at=clock.now() + UNDO_WITHIN,
        actor_key=actor.key,
        actor_name=actor.name,
        said=f"{len(items):,} {kind.nouns[len(items) != 1]}: {said}"[:300],
        items=items,
    )
    record(made.subject, after={kind.nouns[1]: len(items), "given": said})
    return made


def put_back(
    kind: BulkKind[Record],
    rows: QuerySet[Record],
    edit: BulkEdit,
    *,
    then: Callable[[Record], None] | None = None,
) -> BulkEdit:
    """Write what stood before an edit; ``then`` may still settle each record. Only inside an act.

    Raises BulkEditUnknown for one of other records; UndoRefused where it was undone already, its time is
    over, or somebody changed one of its records since.
    """
    kept = BulkEdit.objects.select_for_update().filter(pk=edit.pk, kind=kind.name).first()
    if kept is None:
        raise BulkEditUnknown
    if kept.undone_at is not None:
        raise UndoRefused("This was undone already.", next_step="Look at the list as it stands.")
    if kept.expires_at < clock.now():
        raise UndoRefused(
            f"This can be undone for {UNDO_WITHIN // timedelta(hours=1)} hours, and they are over.",
            next_step="Change them again; the journal says what stood before.",
        )
    items = {one["pk"]: one for one in kept.items}
    found = list(rows.select_for_update(of=("self",)).filter(pk__in=items))
    _refuse_changed(kind, items, found)
    for one in found:
        item = items[one.pk]
        for field in _fields(type(one), kind.columns):
            setattr(one, field.attname, field.to_python(item["columns"][field.attname]))
        if then:
            then(one)
        record(_subject(one), before=item["is"], after=kind.told(one) if then else item["was"])
    _write(kind, found)
    kept.undone_at = clock.now()
    kept.save(update_fields=["undone_at"])
    record(kept.subject, before={"given": kept.said}, after={"undone": len(found)})
    return kept


def _words(value: Any) -> str:
    if isinstance(value, date):
        return day_words(value)
    return str(value.label) if isinstance(value, Enum) and hasattr(value, "label") else str(value)


def _refuse_changed(kind: BulkKind[Record], items: dict[int, Any], found: Sequence[Record]) -> None:
    one, many = kind.nouns
    if len(found) != len(items):
        raise UndoRefused(f"One of the {many} is not there any more.", next_step="Change the rest singly.")
    since = [each for each in found if _state(kind, each) != items[each.pk]["state"]]
    if since:
        raise UndoRefused(
            f"{len(since):,} {one if len(since) == 1 else many} changed since, such as “{since[0]}”.",
            next_step=f"Change the {many} singly; undoing would lose what was done there.",
        )


def _refusal(one: Record, change: Callable[[Record], object]) -> str:
    try:
        change(one)
    except (Invalid, Conflict) as refusal:
        return refusal.message if f"“{one}”" in refusal.message else f"{one}: {refusal.message}"
    return ""


def _write(kind: BulkKind[Record], found: Sequence[Record]) -> None:
    if kind.stamp:
        for one in found:
            kind.stamp(one)
    rows = type(found[0])._default_manager
    rows.bulk_update(found, [*kind.columns, *kind.stamps], batch_size=500)


def _states(kind: BulkKind[Record], table: type[Model], numbers: Sequence[int]) -> dict[int, str]:
    """The digest of each row as the database has it now."""
    return {one.pk: _state(kind, one) for one in table._default_manager.filter(pk__in=numbers)}


def _state(kind: BulkKind[Record], one: Model) -> str:
    names = kind.watched or tuple(field.attname for field in one._meta.concrete_fields)
    return sha256_hex(canonical_json(_columns(one, names)))


def _columns(one: Model, names: Sequence[str]) -> dict[str, Any]:
    return {field.attname: _plain(field, one) for field in _fields(type(one), names)}


def _plain(field: Field[Any, Any], one: Model) -> Any:
    value = field.value_from_object(one)
    return None if value is None else field.value_to_string(one)


def _fields(table: type[Model], names: Sequence[str]) -> list[Field[Any, Any]]:
    fields = (table._meta.get_field(name) for name in names)
    return [field for field in fields if isinstance(field, Field)]


def _difference(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What differs; all of it where the words are the same."""
    names = [name for name in after if before.get(name) != after[name]] or list(after)
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def _subject(one: Model) -> str:
    subject: str = one.subject  # type: ignore[attr-defined]
    return subject
