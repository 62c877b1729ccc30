"""Issuing the report, once and for good; and showing a draft of it to management before that."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from attestry.engagements.actions.issuing import issue_engagement
from attestry.engagements.actions.telling import tell_management
from attestry.engagements.errors import CannotIssue
from attestry.engagements.models import Engagement, TeamMember
from attestry.engagements.rules.side import Duty
from attestry.engagements.rules.state import State
from attestry.engagements.wall import refuse_unless_firm
from attestry.evidence.actions import hand_in_document
from attestry.evidence.models import Entry
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import canonical_json, sha256_hex
from attestry.opinions.errors import OpinionRefused
from attestry.opinions.models import IssuedReport, SharedDraft, pdf_name
from attestry.opinions.queries.companion import companion_of, oscal_of
from attestry.opinions.queries.readiness import standing_against
from attestry.opinions.queries.report_content import content_of
from attestry.opinions.rules.contents import parts_of, refuse_strange_parts
from attestry.opinions.seals import seal_for, sealed
from attestry.opinions.typesetters import pdf_of
from attestry.ui.addresses import address


@act("opinions.share_draft")
def share_draft(actor: Actor, engagement: Engagement) -> SharedDraft:
    """Show management a draft as it stands now. Raises OpinionRefused before and after the work."""
    member = refuse_unless_firm(actor, engagement, "The draft of the report", Duty.LEAD, Duty.PARTNER)
    if engagement.the_state not in (State.FIELDWORK, State.REVIEW):
        raise OpinionRefused("draft", "A draft is shown in fieldwork or review.")
    content = content_of(engagement, report_on=clock.now().date())
    made = SharedDraft.objects.create(
        engagement=engagement,
        content=content,
        digest=sha256_hex(canonical_json(content)),
        by=member.user,
        by_name=member.user.name,
        at=clock.now(),
    )
    record(engagement.subject, after={"shared_draft": made.digest})
    tell_management(
        engagement,
        what="The firm shows a draft of the report",
        words="Read it, and tell the firm what is wrong in it. It is a draft: nobody relies on it.",
        permission="descriptions.keep",
        key=f"draft:{made.pk}",
        path=address("soc_report_draft", engagement.pk, made.pk),
    )
    return made


@act("opinions.issue")
def issue_soc_report(actor: Actor, engagement: Engagement, *, report_on: date, why: str = "") -> IssuedReport:
    """Freeze the contents, typeset and seal them, and take the engagement to “issued”.

    Of an engagement that is issued already, the new report replaces the last one and says ``why``. Raises
    BehindTheWall but for a partner, CannotIssue with everything that stands against it, WrongForKind for what
    a report of the kind never holds, and OpinionRefused where a reissue names no reason.
    """
    held = (
        Engagement.objects.select_for_update(of=("self",))
        .select_related("firm", "system")
        .get(pk=engagement.pk)
    )
    member = refuse_unless_firm(actor, held, "Issuing the report", Duty.PARTNER)
    old = IssuedReport.objects.filter(engagement=held).first()
    seal = seal_for(held.firm.name if held.firm else "")
    content = content_of(held, report_on=report_on, reissue=_reissue(old, why), seal_words=seal.words)
    refuse_strange_parts(content)
    against = standing_against(held, content, report_on=report_on, today=clock.now().date())
    if against:
        raise CannotIssue([f"{one.section}: {one.words}" for one in against])
    at = clock.now()
    pdf, said = sealed(pdf_of(content, draft_mark="", at=at), seal, at=at)
    entry = _sealed(held, content, pdf)
    if old is None:
        issue_engagement(
            actor, held, report_on=report_on, report_entry_seq=entry.seq, parts=parts_of(content)
        )
    return _kept(member, held, content, pdf, entry, said, old=old, why=why, report_on=report_on, at=at)


def _reissue(old: IssuedReport | None, why: str) -> dict[str, Any] | None:
    """What a reissue says of the report that it replaces."""
    if old is None:
        if why.strip():
            raise OpinionRefused("why", "Nothing was issued that this report could replace.")
        return None
    if not why.strip():
        raise OpinionRefused("why", "Say why the report that was issued is replaced.")
    return {
        "version": old.version,
        "report_on": old.report_on.isoformat(),
        "digest": old.digest,
        "why": why.strip(),
    }


def _sealed(engagement: Engagement, content: dict[str, Any], pdf: bytes) -> Entry:
    """The ledger's entry of the file, in the house's name: the firm hands no evidence in."""
    ends = datetime.combine(engagement.until_on + timedelta(days=1), time(), tzinfo=UTC)
    ends = min(ends, clock.now())
    return hand_in_document(
        Actor.system("opinions"),
        BytesIO(pdf),
        filename=f"{engagement.kind.replace('_', '-')}-report.pdf",
        title=f"{content['kind_label']} report: {engagement.title}",
        period_from=datetime.combine(engagement.begins_on, time(), tzinfo=UTC),
        period_until=ends,
        note=f"Issued by {content['firm']['name']}, dated {content['report_on_words']}.",
    )


def _kept(
    member: TeamMember,
    engagement: Engagement,
    content: dict[str, Any],
    pdf: bytes,
    entry: Entry,
    seal: dict[str, Any],
    *,
    old: IssuedReport | None,
    why: str,
    report_on: date,
    at: datetime,
) -> IssuedReport:
    digest, version = sha256_hex(pdf), old.version + 1 if old else 1
    told: dict[str, Any] = {"version": version, "pdf_digest": digest, "entry_seq": entry.seq}
    name = pdf_name(content["kind"], report_on, version)
    made = IssuedReport.objects.create(
        engagement=engagement,
        version=version,
        replaces=old,
        why=why.strip(),
        content=content,
        content_digest=sha256_hex(canonical_json(content)),
        digest=digest,
        size=len(pdf),
        entry_seq=entry.seq,
        companion=companion_of(content, seal=seal, **told),
        oscal=oscal_of(content, file_name=name, at=clock.to_text(at), **told),
        seal=seal,
        report_on=report_on,
        by=member.user,
        by_name=member.user.name,
        at=at,
    )
    after = {"report": version, "pdf": digest, "content": made.content_digest, "entry": entry.seq}
    record(engagement.subject, before={"report": old.version} if old else None, after=after)
    return made
