"""Writing a description: passages by management, comments by the firm beside them, and making it final."""

from __future__ import annotations

from attestry.descriptions.errors import NotComplete, PassageChanged, PassageRefused, UnknownCriterion
from attestry.descriptions.models import DescriptionComment, FinalDescription, Passage
from attestry.descriptions.queries.description import content_of, draft_of
from attestry.descriptions.rules.criteria import criteria_for
from attestry.engagements.models import Engagement
from attestry.engagements.wall import refuse_unless_firm, refuse_unless_management
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import canonical_json, sha256_hex

MOST_LETTERS = 60_000


@act("descriptions.keep")
def write_passage(
    actor: Actor,
    engagement: Engagement,
    *,
    criterion: int,
    text: str = "",
    none_because: str = "",
    seen_version: int | None = None,
) -> Passage:
    """Write what stands for one description criterion, or that there is nothing of its kind and why.

    ``seen_version`` is the version that the form was made from (0: none). Raises PassageChanged where
    another came meanwhile, PassageRefused, UnknownCriterion, BehindTheWall for the firm.
    """
    held = Engagement.objects.select_for_update().get(pk=engagement.pk)
    refuse_unless_management(actor, held, "The description")
    known = {one.number: one for one in criteria_for(has_period=held.the_kind.has_period)}
    if criterion not in known:
        raise UnknownCriterion
    if held.the_state.is_over:
        raise PassageRefused("text", "The engagement is over; its description stays as it is.")
    said, nothing = text.strip(), none_because.strip()
    if said and nothing:
        raise PassageRefused("none_because", "Either something is written, or there is none.")
    if not said and not nothing:
        raise PassageRefused("text", "Write it, or say that there is none and how that is known.")
    if nothing and not known[criterion].may_be_none:
        raise PassageRefused("none_because", "“None” is no answer here.")
    if len(said) > MOST_LETTERS:
        raise PassageRefused("text", f"It is longer than {MOST_LETTERS:,} letters.")
    last = Passage.objects.filter(engagement=held, criterion=criterion).last()
    before = last.version if last else 0
    if seen_version is not None and seen_version != before:
        raise PassageChanged
    made = Passage.objects.create(
        engagement=held,
        criterion=criterion,
        version=before + 1,
        text=said,
        none_because=nothing,
        by=actor.name,
        at=clock.now(),
    )
    digest = sha256_hex((said or nothing).encode())
    record(held.subject, after={"description": f"DC {criterion}", "version": made.version, "digest": digest})
    return made


@act("descriptions.comment")
def comment_on_passage(
    actor: Actor, engagement: Engagement, *, criterion: int, text: str
) -> DescriptionComment:
    """Say something about a passage; management reads it, and it is never part of the description.

    Raises PassageRefused, UnknownCriterion, BehindTheWall.
    """
    refuse_unless_firm(actor, engagement, "A comment on the description")
    if criterion not in {one.number for one in criteria_for(has_period=engagement.the_kind.has_period)}:
        raise UnknownCriterion
    if not text.strip():
        raise PassageRefused("text", "Say something.")
    made = DescriptionComment.objects.create(
        engagement=engagement, criterion=criterion, text=text.strip(), by=actor.name, at=clock.now()
    )
    record(engagement.subject, after={"description": f"DC {criterion}", "comment": made.text})
    return made


@act("descriptions.keep")
def make_final(actor: Actor, engagement: Engagement) -> FinalDescription:
    """Freeze the description with the facts as they stand. Raises NotComplete, BehindTheWall."""
    held = Engagement.objects.select_for_update().get(pk=engagement.pk)
    refuse_unless_management(actor, held, "The description")
    draft = draft_of(held)
    if draft.lacks:
        raise NotComplete(draft.lacks)
    content = content_of(held, draft)
    last = FinalDescription.objects.filter(engagement=held).last()
    made = FinalDescription.objects.create(
        engagement=held,
        version=last.version + 1 if last else 1,
        content=content,
        digest=sha256_hex(canonical_json(content)),
        by=actor.name,
        at=clock.now(),
    )
    record(held.subject, after={"description": "final", "version": made.version, "digest": made.digest})
    return made
