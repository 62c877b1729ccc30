"""Writing in a workpaper: the procedure, the work that was done, and the marks of the grid."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

from attestry.accounts.models import User
from attestry.engagements.models import Engagement
from attestry.engagements.wall import refuse_unless_firm
from attestry.evidence.models import Entry, EntryKind
from attestry.evidence.withholding import readable_entries
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.salted import committed
from attestry.populations.models import SampledItem
from attestry.workpapers.errors import NoOperationInType1, WorkIsOver, WorkRefused
from attestry.workpapers.models import ItemMark, Procedure, WorkNote, Workpaper
from attestry.workpapers.rules.aspect import Aspect, Nature
from attestry.workpapers.rules.grid import Mark, lettered
from attestry.workpapers.rules.notes import missing_fields

_TOLD = frozenset({Mark.FAIL, Mark.UNABLE})
Row = TypeVar("Row", Procedure, WorkNote, ItemMark)


@act("workpapers.write")
def write_procedure(
    actor: Actor,
    workpaper: Workpaper,
    *,
    text: str,
    natures: Collection[Nature],
    attributes: Sequence[str] = (),
    reason: str = "",
) -> Procedure:
    """Write how the control is tested; a further version says why, and keeps attributes that were marked.

    Raises WorkRefused, BehindTheWall, WorkIsOver.
    """
    kept, author = held_by(actor, workpaper)
    last = kept.procedures.last()
    said = [one.strip() for one in attributes if one.strip()]
    if not text.strip():
        raise WorkRefused("text", "Write what is done, step by step.")
    if not natures:
        raise WorkRefused("natures", "Say whether you inquire, observe, inspect or do it again.")
    if last and not reason.strip():
        raise WorkRefused("reason", "Say why the procedure changes.")
    if len(said) > 26:
        raise WorkRefused("attributes", "A test has at most 26 attributes.")
    letters = [{"letter": one.letter, "words": one.words} for one in lettered(said)]
    if last and last.attributes != letters[: len(last.attributes)] and kept.marks.exists():
        raise WorkRefused(
            "attributes", "Items are marked by the attributes that stand; only add further ones."
        )
    content: dict[str, Any] = {
        "version": last.version + 1 if last else 1,
        "text": text.strip(),
        "natures": sorted(one.value for one in natures),
        "attributes": letters,
        "control_text": kept.control.statement,
        "reason": reason.strip(),
    }
    return _kept(author, Procedure(workpaper=kept, **content), content, "procedure")


@act("workpapers.write")
def note_work(
    actor: Actor,
    workpaper: Workpaper,
    *,
    nature: Nature,
    said: Mapping[str, str],
    entry_seq: int | None = None,
    is_walkthrough: bool = False,
) -> WorkNote:
    """Write down one piece of work; its nature says what it needs. Raises WorkRefused, BehindTheWall."""
    kept, author = held_by(actor, workpaper)
    words = {key: value.strip() for key, value in said.items() if value.strip()}
    for field, why in missing_fields(nature, words):
        raise WorkRefused(field, why)
    entry = citable(actor, entry_seq) if entry_seq is not None else None
    if nature in (Nature.INSPECTION, Nature.REPERFORMANCE) and entry is None:
        raise WorkRefused("entry", "Name the entry of the ledger that you looked at.")
    note = WorkNote(workpaper=kept, nature=nature, said=words, entry=entry, is_walkthrough=is_walkthrough)
    content = {
        "nature": nature.value,
        "said": words,
        "entry": entry.seq if entry else None,
        "walkthrough": is_walkthrough,
    }
    return _kept(author, note, content, "work")


@act("workpapers.write")
def mark_item(
    actor: Actor,
    workpaper: Workpaper,
    item: SampledItem,
    *,
    marks: Mapping[str, Mark],
    words: str = "",
    entry_seq: int | None = None,
) -> list[ItemMark]:
    """Say what was found of some attributes of a sampled item, from one entry of the ledger.

    Raises WorkRefused for an item of another sample, a letter that is no attribute, a deviation without
    words, and a mark of something that was seen without the entry in which; BehindTheWall.
    """
    kept, author = held_by(actor, workpaper)
    last = kept.procedures.last()
    letters = {one["letter"] for one in last.attributes} if last else set()
    if kept.population_id is None or item.sample.population_id != kept.population_id:
        raise WorkRefused("item", "This item is not in the paper's sample.")
    if hasattr(item, "replacement"):
        raise WorkRefused("item", "Another item took the place of this one.")
    if not marks or set(marks) - letters:
        raise WorkRefused("marks", f"The attributes are {', '.join(sorted(letters)) or 'not written yet'}.")
    if _TOLD.intersection(marks.values()) and not words.strip():
        raise WorkRefused("words", "Say what deviates, or why it could not be tested.")
    entry = citable(actor, entry_seq) if entry_seq is not None else None
    if entry is None and Mark.PASS in marks.values():
        raise WorkRefused("entry", "Name the entry of the ledger in which you saw it.")
    made = []
    for letter, mark in sorted(marks.items()):
        # Words about what deviates belong to the marks that say so, not to those beside them.
        said = words.strip() if mark in _TOLD or not _TOLD.intersection(marks.values()) else ""
        content = {"item": item.item_id, "attribute": letter, "mark": mark.value, "words": said}
        one = ItemMark(workpaper=kept, item=item, attribute=letter, mark=mark, words=said, entry=entry)
        made.append(_kept(author, one, {**content, "entry": entry_seq}, "mark"))
    return made


def held_by(actor: Actor, workpaper: Workpaper) -> tuple[Workpaper, User]:
    """The paper, held until the act ends, and whoever of the firm writes in it.

    Raises BehindTheWall, WorkIsOver, and NoOperationInType1 for a paper that no Type 1 may hold.
    """
    found = Workpaper.objects.select_for_update(of=("self",)).select_related("engagement", "control")
    kept = found.get(pk=workpaper.pk)
    member = refuse_unless_firm(actor, kept.engagement, "A workpaper")
    refuse_when_over(kept.engagement)
    if kept.the_aspect is Aspect.OPERATION and not kept.engagement.the_kind.has_operating_tests:
        raise NoOperationInType1
    return kept, member.user


def refuse_when_over(engagement: Engagement) -> None:
    """Raises WorkIsOver for an engagement on which nobody works any more."""
    if engagement.the_state.is_over:
        raise WorkIsOver(engagement.the_state.label)


def citable(actor: Actor, seq: int) -> Entry:
    """An entry that a workpaper of the actor's may cite. Raises WorkRefused."""
    found = readable_entries(actor).filter(pk=seq).exclude(kind=EntryKind.RUN).first()
    if found is None:
        raise WorkRefused("entry", f"The ledger holds no evidence under the number {seq}.")
    return found


def _kept(author: User, row: Row, content: Mapping[str, Any], what: str) -> Row:
    """Write a line of a paper with its commitment, and the digest alone into the journal."""
    sealed = committed(content)
    row.by, row.by_name, row.at = author, author.name, clock.now()
    row.salt, row.digest = sealed.salt, sealed.digest
    row.save(force_insert=True)
    record(row.workpaper.subject, after={what: sealed.digest})
    return row
