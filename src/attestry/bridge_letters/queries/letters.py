"""Bridge letters as other rooms ask for them: which stand for a report, and which days nobody speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import QuerySet

from attestry.bridge_letters.errors import NoReportToBridge, UnknownLetter
from attestry.bridge_letters.models import BridgeLetter, SignedLetter
from attestry.bridge_letters.rules.coverage import days_without_word
from attestry.engagements.models import Engagement
from attestry.engagements.rules.dates import unaudited_days
from attestry.engagements.rules.state import State
from attestry.evidence.queries import store
from attestry.kit.digest import sha256_hex
from attestry.kit.errors import Broken
from attestry.opinions.models import IssuedReport, ReportWithdrawal
from attestry.ui.words import day_words


def letters_for(report: IssuedReport, on: date) -> list[SignedLetter]:
    """The letters that stand for a report on a day: signed by then, neither withdrawn; longest first."""
    ended = datetime.combine(on + timedelta(days=1), time(), tzinfo=UTC)
    found = SignedLetter.objects.filter(letter__report=report, signed_at__lt=ended)
    found = found.exclude(letter__report__withdrawal__at__lt=ended)
    found = found.exclude(letter__withdrawal__at__lt=ended)
    return list(found.select_related("letter").order_by("-until_on", "-pk"))


def gap_days(report: IssuedReport, on: date) -> int:
    """The days until a day, it counted, of which neither the report nor a letter that stands speaks."""
    standing = letters_for(report, on)
    last = standing[0].until_on if standing else None
    return days_without_word(report.engagement.until_on, last, on=on)


def report_age(report: IssuedReport, on: date) -> int:
    """The days since the last one that the report speaks of; a letter makes none of them audited."""
    return unaudited_days(report.engagement.until_on, today=on)


def newest_reports() -> list[IssuedReport]:
    """Of each system and kind the report that speaks longest, the last version of it; one query.

    One of which a report of a fuller kind that speaks longer tells all is left out.
    """
    found = IssuedReport.objects.filter(replaced_by=None, withdrawal=None)
    found = found.exclude(engagement__state=State.WITHDRAWN)
    found = found.select_related("engagement__system").defer("content", "companion")
    newest: dict[tuple[int, str], IssuedReport] = {}
    for one in found.order_by("engagement__until_on", "pk"):
        newest[(one.engagement.system_id, one.engagement.kind)] = one
    left = [one for one in newest.values() if not _is_told_by_a_later(one, newest)]
    return sorted(left, key=lambda one: one.engagement.until_on, reverse=True)


def _is_told_by_a_later(one: IssuedReport, newest: Mapping[tuple[int, str], IssuedReport]) -> bool:
    engagement = one.engagement
    fuller = [newest.get((engagement.system_id, kind)) for kind in engagement.the_kind.told_by]
    return any(other.engagement.until_on > engagement.until_on for other in fuller if other)


def covered_until(reports: Iterable[IssuedReport], on: date) -> Mapping[int, date]:
    """The last day that letters which stand on a day speak of, by report; one query."""
    ended = datetime.combine(on + timedelta(days=1), time(), tzinfo=UTC)
    found = SignedLetter.objects.filter(letter__report__in=[one.pk for one in reports], signed_at__lt=ended)
    found = found.exclude(letter__withdrawal__at__lt=ended).order_by("until_on")
    return dict(found.values_list("letter__report_id", "until_on"))


def report_to_bridge(engagement: Engagement) -> IssuedReport:
    """The report of an engagement that a letter may bridge on from. Raises NoReportToBridge."""
    found = (
        IssuedReport.objects.filter(engagement=engagement, replaced_by=None)
        .select_related("engagement__system")
        .first()
    )
    if found is None:
        raise NoReportToBridge("No report of this engagement was issued.")
    if why := superseded(found):
        raise NoReportToBridge(why)
    return found


def superseded(report: IssuedReport) -> str:
    """Why nobody bridges on from a report any more; empty where it stands."""
    engagement = report.engagement
    if IssuedReport.objects.filter(replaces=report).exists():
        return f"Version {report.version} of the report was replaced by another version."
    if ReportWithdrawal.objects.filter(report=report).exists():
        return f"The firm withdrew version {report.version} of the report, and nobody may rely on it."
    if engagement.state == State.WITHDRAWN:
        return "The engagement of the report was withdrawn."
    newer = IssuedReport.objects.filter(
        engagement__system=engagement.system_id,
        engagement__kind__in=engagement.the_kind.told_by,
        engagement__until_on__gt=engagement.until_on,
        withdrawal=None,
    )
    newer = newer.exclude(engagement__state=State.WITHDRAWN).select_related("engagement")
    one = newer.defer("content", "companion").order_by("-engagement__until_on").first()
    if one is None:
        return ""
    return f"A newer report was issued that speaks of the days until {day_words(one.engagement.until_on)}."


def letter_numbered(number: int) -> BridgeLetter:
    """One letter with all that belongs to it. Raises UnknownLetter."""
    found = _letters().filter(pk=number).first()
    if found is None:
        raise UnknownLetter
    return found


def all_letters() -> list[BridgeLetter]:
    """Every letter, the newest first, in a constant number of queries."""
    return list(_letters())


def signed_bytes(signed: SignedLetter) -> bytes:
    """The PDF as it was signed. Raises Broken where its bytes are others now, Unavailable and NotFound."""
    kept = store().read(signed.digest)
    if sha256_hex(kept) != signed.digest:
        raise Broken(
            "The stored file of this letter is not what was signed: its digest is another.",
            next_step="Restore it from a backup; hand nobody this file.",
        )
    return kept


def _letters() -> QuerySet[BridgeLetter]:
    found = BridgeLetter.objects.select_related("report__engagement__system", "signed", "withdrawal")
    return found.defer("report__companion").prefetch_related("texts", "answers", "reviews")
