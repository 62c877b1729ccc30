"""Reports that were issued, whether their files are still what was issued, and drafts that were shared."""

from __future__ import annotations

from dataclasses import dataclass

from attestry.engagements.models import Engagement
from attestry.evidence.queries import store
from attestry.kit.digest import sha256_hex
from attestry.kit.errors import Broken, DomainError
from attestry.opinions.errors import UnknownIssue
from attestry.opinions.models import IssuedReport, SharedDraft


@dataclass(frozen=True, slots=True)
class Standing:
    """An issued report, and what keeps its file from being the one that was issued; empty where nothing."""

    report: IssuedReport
    broken: str


def is_reissue(engagement: Engagement) -> bool:
    """Whether the next report of the engagement replaces one. No contents are read for it."""
    return IssuedReport.objects.filter(engagement=engagement).exists()


def issued_reports(engagement: Engagement) -> list[IssuedReport]:
    """Every version, the newest first."""
    return list(
        IssuedReport.objects.filter(engagement=engagement).select_related(
            "replaces", "replaced_by", "withdrawal"
        )
    )


def standings(engagement: Engagement) -> list[Standing]:
    """Every version, its file read again."""
    return [Standing(one, broken_because(one)) for one in issued_reports(engagement)]


def issued_bytes(report: IssuedReport) -> bytes:
    """The PDF as it was issued. Raises Broken where its bytes are others now, Unavailable and NotFound."""
    kept = store().read(report.digest)
    if sha256_hex(kept) != report.digest:
        raise Broken(
            "The stored file of this report is not what was issued: its digest is another.",
            next_step="Restore it from a backup; hand nobody this file.",
        )
    return kept


def broken_because(report: IssuedReport) -> str:
    """Why the stored file is not what was issued; empty where it is."""
    try:
        issued_bytes(report)
    except DomainError as refusal:
        return str(refusal)
    return ""


def issued_with(digest: str) -> IssuedReport | None:
    """The report whose PDF has that digest."""
    found = IssuedReport.objects.filter(digest=digest.strip().lower())
    return found.select_related("engagement", "replaced_by", "withdrawal").first()


def shared_drafts(engagement: Engagement) -> list[SharedDraft]:
    """The drafts that the firm showed to management, the newest first."""
    return list(
        SharedDraft.objects.filter(engagement=engagement).defer("content").prefetch_related("comments")
    )


def issued_report(engagement: Engagement, version: int) -> IssuedReport:
    """One version. Raises UnknownIssue."""
    found = IssuedReport.objects.filter(engagement=engagement, version=version).first()
    if found is None:
        raise UnknownIssue
    return found


def shared_draft(engagement: Engagement, pk: int) -> SharedDraft:
    """One draft that was shared. Raises UnknownIssue."""
    found = SharedDraft.objects.filter(engagement=engagement, pk=pk).first()
    if found is None:
        raise UnknownIssue
    return found
