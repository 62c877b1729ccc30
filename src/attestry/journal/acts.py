"""``@act``: permission, transaction and journal entry around every write in the house."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import transaction

from attestry.journal.models import JournalEntry
from attestry.journal.rules import FIRST_PREVIOUS_HASH, Actor, entry_hash
from attestry.kit import clock
from attestry.kit.errors import NotAllowed

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")


_Line = tuple[str, dict[str, Any] | None, dict[str, Any] | None]


@dataclass(slots=True)
class _Notes:
    """What the act said of itself while it ran."""

    lines: list[_Line]


_offered: dict[str, Callable[..., Any]] = {}
_notes: ContextVar[_Notes | None] = ContextVar("journal_notes", default=None)


def act(
    permission: str, *, offered: bool = True
) -> Callable[
    [Callable[Concatenate[Actor, Parameters], Answer]], Callable[Concatenate[Actor, Parameters], Answer]
]:
    """Make a function an act named ``permission``; its first argument is the actor.

    The act runs in one transaction with its journal entries, so either both are there or
    neither. An act called inside another joins its transaction and journals on its own.
    One that is ``offered`` can also be asked for by its name, over the API and at the command line.
    Raises NotAllowed where the actor lacks the permission.
    """

    def decorate(
        write: Callable[Concatenate[Actor, Parameters], Answer],
    ) -> Callable[Concatenate[Actor, Parameters], Answer]:
        @wraps(write)
        def guarded(actor: Actor, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
            refuse_unless_allowed(actor, permission)
            notes = _Notes([])
            token = _notes.set(notes)
            try:
                with transaction.atomic():
                    answer = write(actor, *args, **kwargs)
                    _append(actor, permission, notes.lines)
                    return answer
            finally:
                _notes.reset(token)

        return offer(permission)(guarded) if offered else guarded

    return decorate


def offer(permission: str) -> Callable[[Callable[Parameters, Answer]], Callable[Parameters, Answer]]:
    """Let a function be asked for by its name, over the API and at the command line.

    Every act is offered by itself; a function that works at length before its act, such as one that
    takes a large file, says so, and asks for the permission first.
    """

    def decorate(write: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
        write.permission = permission  # type: ignore[attr-defined]
        if not write.__name__.startswith("_") and ".tests." not in write.__module__:
            room = write.__module__.removeprefix("attestry.").partition(".")[0]
            _offered[f"{room}.{write.__name__}"] = write
        return write

    return decorate


def offered_acts() -> Mapping[str, Callable[..., Any]]:
    """The acts that can be asked for by name (room and function), of the modules that were imported."""
    return _offered


def refuse_unless_allowed(actor: Actor, permission: str) -> None:
    """Raises NotAllowed. An act asks by itself; who prepares one at length asks before that."""
    if not actor.may(permission):
        raise NotAllowed(
            f"{actor.name} may not do “{permission}”.",
            next_step="Ask somebody whose role allows it, or an administrator for the role.",
        )


def rehearsed(work: Callable[[], Answer]) -> Answer:
    """What acts would answer, before they are asked for: they run whole, and nothing of it is kept."""
    with transaction.atomic():
        answer = work()
        transaction.set_rollback(True)
    return answer


def record(
    subject: str, *, before: dict[str, Any] | None = None, after: dict[str, Any] | None = None
) -> None:
    """Say what the running act changed; written when the act ends. Only inside an act."""
    notes = _notes.get()
    if notes is None:
        raise RuntimeError("record() is called only inside an act")
    notes.lines.append((subject, before, after))


def _append(actor: Actor, name: str, lines: Sequence[_Line]) -> None:
    """Chain the lines to the newest entry, however many, in as many statements as their columns want."""
    if not lines:
        return
    last = JournalEntry.objects.order_by("-seq").first()
    seq, previous = (last.seq, last.hash) if last else (0, FIRST_PREVIOUS_HASH)
    at = clock.now()
    made = []
    for subject, before, after in lines:
        seq += 1
        entry = JournalEntry(
            seq=seq,
            at=at,
            actor_key=actor.key,
            actor_name=actor.name,
            act=name,
            subject=subject,
            before=before,
            after=after,
            previous_hash=previous,
        )
        previous = entry.hash = entry_hash(previous, entry.record())
        made.append(entry)
    JournalEntry.objects.bulk_create(made)
