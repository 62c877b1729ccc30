"""Writing the opinion, and approving it: by a partner who did not write it."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.engagements.models import Engagement
from attestry.engagements.queries.criteria import criteria_of
from attestry.engagements.rules.side import Duty
from attestry.engagements.rules.state import State
from attestry.engagements.wall import refuse_unless_firm
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.salted import committed
from attestry.opinions.errors import CannotApprove, OpinionRefused
from attestry.opinions.models import Opinion, OpinionApproval
from attestry.opinions.rules.opinion import Cause, OpinionKind, Said, Subject, subjects_for, wrong_opinion


@act("opinions.write")
def write_opinion(
    actor: Actor,
    engagement: Engagement,
    *,
    subject_matter: Subject,
    kind: OpinionKind,
    cause: Cause | None = None,
    is_pervasive: bool | None = None,
    criteria: Sequence[str] = (),
    matter: str = "",
    reasons: str = "",
    change_reason: str = "",
) -> Opinion:
    """Write what the firm says of a subject matter; a further version says why the earlier one changes.

    Raises OpinionRefused with the field, BehindTheWall for anybody but the lead and the partner.
    """
    held = Engagement.objects.select_for_update().get(pk=engagement.pk)
    member = refuse_unless_firm(actor, held, "The opinion", Duty.LEAD, Duty.PARTNER)
    if held.the_state not in (State.FIELDWORK, State.REVIEW):
        raise OpinionRefused("kind", "An opinion is written in fieldwork or review.")
    if subject_matter not in subjects_for(held.the_kind):
        raise OpinionRefused("subject_matter", f"A {held.the_kind.label} gives no opinion on it.")
    said = Said(kind, cause, is_pervasive, tuple(criteria), matter, reasons)
    wrong = wrong_opinion(subject_matter, said, criteria=[one.reference for one in criteria_of(held)])
    for field, why in wrong.items():
        raise OpinionRefused(field, why)
    last = Opinion.objects.filter(engagement=held, subject_matter=subject_matter).last()
    if last and not change_reason.strip():
        raise OpinionRefused("change_reason", "Say why the earlier version changes.")
    content = {
        "subject_matter": subject_matter.value,
        "version": last.version + 1 if last else 1,
        "kind": kind.value,
        "cause": cause.value if cause else "",
        "is_pervasive": is_pervasive if cause else None,
        "criteria": sorted(set(criteria)),
        "matter": matter.strip(),
        "reasons": reasons.strip(),
        "change_reason": change_reason.strip(),
    }
    sealed = committed(content)
    made = Opinion.objects.create(
        engagement=held,
        **content,
        by=member.user,
        by_name=member.user.name,
        at=clock.now(),
        salt=sealed.salt,
        digest=sealed.digest,
    )
    record(held.subject, after={"opinion": sealed.digest, "version": made.version})
    return made


@act("opinions.approve")
def approve_opinion(actor: Actor, opinion: Opinion) -> OpinionApproval:
    """Let the last version stand. Raises CannotApprove for its writer, BehindTheWall but for a partner."""
    held = Opinion.objects.select_for_update(of=("self",)).select_related("engagement").get(pk=opinion.pk)
    member = refuse_unless_firm(actor, held.engagement, "Approving an opinion", Duty.PARTNER)
    if held.engagement.the_state is not State.REVIEW:
        raise CannotApprove("An opinion is approved in review.", "Take the engagement to review first.")
    if member.user_id == held.by_id:
        raise CannotApprove(f"{member.user.name} wrote it.", "Let another partner approve it.")
    last = Opinion.objects.filter(engagement=held.engagement, subject_matter=held.subject_matter).last()
    if last != held or hasattr(held, "approval"):
        raise CannotApprove("It is not the last version, or is approved.", "Reload the page.")
    made = OpinionApproval.objects.create(
        opinion=held, written_by=held.by, by=member.user, by_name=member.user.name, at=clock.now()
    )
    record(held.engagement.subject, after={"opinion": held.digest, "approved": True})
    return made
