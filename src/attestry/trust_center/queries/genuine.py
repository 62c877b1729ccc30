"""What a file is, by its digest: an issued report, its companions, a bridge letter, or nothing that we know.

It answers about the one digest that was asked about, and about nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import orjson

from attestry.bridge_letters.models import SignedLetter
from attestry.kit.digest import sha256_hex
from attestry.opinions.models import IssuedReport
from attestry.trust_center.queries.reports import over_because, when_words
from attestry.ui.words import day_words

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Genuine:
    """A file that is what was issued or signed. ``over`` says why nobody is to rely on it any more."""

    title: str
    facts: tuple[tuple[str, str], ...]
    over: str
    is_withdrawn: bool


def clean_digest(typed: str) -> str:
    """The 64 hex digits of what was typed, in lower case; nothing where it is no digest."""
    digest = re.sub(r"[\s:]|^sha-?256", "", typed.strip().lower())
    return digest if _DIGEST.fullmatch(digest) else ""


def genuine(digest: str) -> Genuine | None:
    """What was issued or signed with this digest; None where nothing was."""
    report = IssuedReport.objects.filter(digest=digest).select_related("replaced_by", "withdrawal").first()
    if report is not None:
        return _report(report, "The report as it was issued")
    letters = SignedLetter.objects.select_related("letter__withdrawal")
    if (letter := letters.filter(digest=digest).first()) is not None:
        return _letter(letter, "The bridge letter as it was signed")
    return _companion(digest)


def _companion(digest: str) -> Genuine | None:
    """Companions are few and small: each is written as a download writes it, and its digest compared."""
    for report in IssuedReport.objects.select_related("replaced_by", "withdrawal"):
        for said, title in (
            (report.companion, "The companion of a report"),
            (report.oscal, "The OSCAL companion of a report"),
        ):
            if said and digest in (sha256_hex(orjson.dumps(said)), _over(said)):
                return _report(report, title)
    for letter in SignedLetter.objects.select_related("letter__withdrawal"):
        if digest in (sha256_hex(orjson.dumps(letter.companion)), _over(letter.companion)):
            return _letter(letter, "The companion of a bridge letter")
    return None


def _over(companion: object) -> str:
    """The digest that a companion's signature is over."""
    signature = companion.get("signature") if isinstance(companion, dict) else None
    return str(signature.get("over", "")) if isinstance(signature, dict) else ""


def _report(report: IssuedReport, title: str) -> Genuine:
    content = report.content
    facts = (
        ("Report", f"{content['kind_label']} of {content['organization']}"),
        ("System", content["system"]),
        ("Period", when_words(content)),
        ("Opinion", "; ".join(f"{one['subject']}: {one['label'].lower()}" for one in content["opinions"])),
        ("Issued by", content["firm"].get("name", "")),
        ("Dated", f"{day_words(report.report_on)}, version {report.version}"),
    )
    return Genuine(title, facts, over_because(report), getattr(report, "withdrawal", None) is not None)


def _letter(one: SignedLetter, title: str) -> Genuine:
    withdrawal = getattr(one.letter, "withdrawal", None)
    facts = (
        ("Letter", f"Management's word on {day_words(one.from_on)} to {day_words(one.until_on)}"),
        ("Signed by", f"{one.signer_name}, {one.signer_title}"),
        ("Signed on", day_words(one.signed_at)),
        ("Examined", "By no auditor"),
    )
    over = f"Withdrawn on {day_words(withdrawal.at)}: {withdrawal.reason}" if withdrawal else ""
    return Genuine(title, facts, over, withdrawal is not None)
