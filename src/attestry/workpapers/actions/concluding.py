"""Concluding on an aspect of a control, and reviewing what somebody else concluded."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.engagements.rules.side import Duty
from attestry.engagements.wall import refuse_unless_firm
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.salted import committed
from attestry.workpapers.actions.writing import citable, held_by, refuse_when_over
from attestry.workpapers.errors import CannotConclude, OwnReview, WorkRefused
from attestry.workpapers.models import Conclusion, Review, Workpaper
from attestry.workpapers.queries.grounds import ground_of, is_outdated, preparers_of, with_last_work
from attestry.workpapers.rules.conclusion import Verdict, lacking_to_conclude


@act("workpapers.conclude")
def conclude(
    actor: Actor,
    workpaper: Workpaper,
    *,
    verdict: Verdict,
    words: str,
    entries: Sequence[int] = (),
    reason: str = "",
) -> Conclusion:
    """Write what is concluded, from which entries; a further version says why the earlier one changes.

    Raises CannotConclude with what is missing, WorkRefused, BehindTheWall, NoOperationInType1, WorkIsOver.
    """
    kept, author = held_by(actor, workpaper)
    last = kept.conclusions.last()
    if not words.strip():
        raise WorkRefused("words", "Write what the conclusion rests on.")
    if last and not reason.strip():
        raise WorkRefused("reason", "Say why the earlier conclusion changes.")
    cited = [citable(actor, seq) for seq in dict.fromkeys(entries)]
    lacks = lacking_to_conclude(verdict, ground_of(kept, [one.seq for one in cited]))
    if lacks:
        raise CannotConclude(lacks)
    content = {
        "version": last.version + 1 if last else 1,
        "verdict": verdict.value,
        "words": words.strip(),
        "entries": [one.seq for one in cited],
        "reason": reason.strip(),
    }
    sealed = committed(content)
    made = Conclusion.objects.create(
        workpaper=kept,
        **content,
        newest_evidence_at=max((one.recorded_at for one in cited), default=None),
        by=author,
        by_name=author.name,
        at=clock.now(),
        salt=sealed.salt,
        digest=sealed.digest,
    )
    record(kept.subject, after={"conclusion": sealed.digest, "version": made.version})
    return made


@act("workpapers.review")
def review_conclusion(actor: Actor, conclusion: Conclusion, *, stands: bool, words: str = "") -> Review:
    """Let a conclusion stand, or hand it back with what is wanting.

    Whoever wrote anything in the paper does not review it. Raises OwnReview, WorkRefused, BehindTheWall.
    """
    papers = with_last_work(Workpaper.objects.select_related("engagement", "control"))
    kept = papers.get(pk=conclusion.workpaper_id)
    member = refuse_unless_firm(actor, kept.engagement, "A review", Duty.LEAD, Duty.PARTNER)
    refuse_when_over(kept.engagement)
    if member.user_id in preparers_of(kept):
        raise OwnReview(member.user.name)
    last = kept.conclusions.last()
    if last is None or last.pk != conclusion.pk or hasattr(last, "review"):
        raise WorkRefused("conclusion", "It is not the last one, or was reviewed already.")
    if stands and is_outdated(kept, last):
        raise WorkRefused("conclusion", "The paper changed after it. It is concluded anew, then reviewed.")
    if not stands and not words.strip():
        raise WorkRefused("words", "Say what is wanting.")
    sealed = committed({"conclusion": last.digest, "stands": stands, "words": words.strip()})
    made = Review.objects.create(
        conclusion=last,
        prepared_by=last.by,
        stands=stands,
        words=words.strip(),
        by=member.user,
        by_name=member.user.name,
        at=clock.now(),
        salt=sealed.salt,
        digest=sealed.digest,
    )
    record(kept.subject, after={"review": sealed.digest})
    return made
