"""Raising a deviation from marks or from a fact, and saying why a mark is none."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.accounts.models import User
from attestry.controls.models import Control
from attestry.deviations.errors import DeviationRefused
from attestry.deviations.models import DeviatingMark, Deviation, NoDeviation
from attestry.deviations.queries.marks import counting_marks, covered_cells
from attestry.deviations.rules.ground import Ground
from attestry.deviations.standing import refuse_when_over, sealed
from attestry.engagements.models import Engagement
from attestry.engagements.wall import refuse_unless_firm
from attestry.evidence.models import Entry
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.workpapers.actions.writing import citable
from attestry.workpapers.models import ItemMark, Workpaper


@act("deviations.evaluate")
def raise_from_marks(
    actor: Actor, workpaper: Workpaper, *, marks: Sequence[ItemMark], title: str, words: str
) -> Deviation:
    """Raise one deviation from marks of a paper that deviate; several items of one kind are one deviation.

    Raises DeviationRefused for a mark of another paper, one that does not count or does not deviate, and
    one that a deviation covers already; BehindTheWall, DeviationsStay.
    """
    engagement = workpaper.engagement
    author = _author(actor, engagement)
    if not marks:
        raise DeviationRefused("marks", "Choose the items that deviate.")
    counting, covered = counting_marks(workpaper), covered_cells([workpaper.pk])
    chosen = {one.pk: counting.get((one.item_id, one.attribute)) for one in marks}
    for pk, one in chosen.items():
        if one is None or one.pk != pk or one.workpaper_id != workpaper.pk:
            raise DeviationRefused("marks", "One of them is no deviation of this paper as it stands.")
        if (workpaper.pk, one.item_id, one.attribute) in covered:
            raise DeviationRefused("marks", f"{one.item.label}, {one.attribute}, is weighed already.")
    made = _raised(author, engagement, workpaper.control, title, words, workpaper=workpaper, marks=[*chosen])
    DeviatingMark.objects.bulk_create(DeviatingMark(deviation=made, mark_id=pk) for pk in chosen)
    return made


@act("deviations.evaluate")
def raise_from_fact(
    actor: Actor, engagement: Engagement, control: Control, *, title: str, words: str, entry_seq: int
) -> Deviation:
    """Raise a deviation of a control without a sample, from an entry of the ledger that shows it.

    Raises DeviationRefused, WorkRefused for an entry that is none, BehindTheWall, DeviationsStay.
    """
    author = _author(actor, engagement)
    return _raised(author, engagement, control, title, words, entry=citable(actor, entry_seq))


@act("deviations.evaluate")
def explain_mark(
    actor: Actor, mark: ItemMark, *, ground: Ground, words: str, entry_seq: int | None = None
) -> NoDeviation:
    """Say why a mark is no deviation. Missing evidence stays a deviation until it was seen in an entry.

    Raises DeviationRefused, BehindTheWall, DeviationsStay.
    """
    workpaper = mark.workpaper
    author = _author(actor, workpaper.engagement)
    counting = counting_marks(workpaper).get((mark.item_id, mark.attribute))
    if counting is None or counting.pk != mark.pk:
        raise DeviationRefused("mark", "It is no deviation of the paper as it stands.")
    if (workpaper.pk, mark.item_id, mark.attribute) in covered_cells([workpaper.pk]):
        raise DeviationRefused("mark", "It is weighed already.")
    if not words.strip():
        raise DeviationRefused("words", "Say why it is no deviation.")
    if ground.wants_entry and entry_seq is None:
        raise DeviationRefused("entry", "Name the entry of the ledger in which it was seen since.")
    entry = citable(actor, entry_seq) if entry_seq is not None else None
    said = {"mark": mark.digest, "ground": ground.value, "words": words.strip(), "entry": entry_seq}
    made = sealed(author, NoDeviation(mark=mark, ground=ground, words=words.strip(), entry=entry), said)
    made.save(force_insert=True)
    record(workpaper.engagement.subject, after={"weighed": made.digest})
    return made


def _author(actor: Actor, engagement: Engagement) -> User:
    member = refuse_unless_firm(actor, engagement, "A deviation")
    refuse_when_over(engagement)
    return member.user


def _raised(
    author: User,
    engagement: Engagement,
    control: Control,
    title: str,
    words: str,
    *,
    workpaper: Workpaper | None = None,
    entry: Entry | None = None,
    marks: Sequence[int] = (),
) -> Deviation:
    """Keep a deviation under the next number of the engagement."""
    for field, text in (("title", title), ("words", words)):
        if not text.strip():
            raise DeviationRefused(field, "Say what did not hold.")
    if len(title.strip()) > 200:
        raise DeviationRefused("title", "A title has at most 200 characters.")
    Engagement.objects.select_for_update().get(pk=engagement.pk)
    last = Deviation.objects.filter(engagement=engagement).order_by("number").last()
    made = Deviation(
        engagement=engagement,
        number=last.number + 1 if last else 1,
        control=control,
        workpaper=workpaper,
        entry=entry,
        title=title.strip(),
        words=words.strip(),
    )
    said = {
        "number": made.number,
        "control": control.key,
        "marks": [*marks],
        "entry": entry.seq if entry else None,
        "title": made.title,
        "words": made.words,
    }
    sealed(author, made, said).save(force_insert=True)
    record(engagement.subject, after={"weighed": made.digest})
    return made
