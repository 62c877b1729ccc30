"""What a file is, by its digest: an issued report, a companion, a letter, a stamped copy, a signed agreement.

It answers about the one digest that was asked about, and about nothing else; never whose a copy is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import orjson

from attestry.bridge_letters.models import SignedLetter
from attestry.disclosures.models import Copy, SharedFile
from attestry.kit.digest import sha256_hex
from attestry.nondisclosure.models import Signing
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
    """What was issued, signed or handed out with this digest; None where nothing was."""
    return _issued(digest) or _copy(digest) or _agreement(digest) or _companion(digest)


def _issued(digest: str) -> Genuine | None:
    report = IssuedReport.objects.filter(digest=digest).select_related("replaced_by", "withdrawal").first()
    if report is not None:
        return _report(report, "The report as it was issued")
    letters = SignedLetter.objects.select_related("letter__withdrawal")
    if (letter := letters.filter(digest=digest).first()) is not None:
        return _letter(letter, "The bridge letter as it was signed")
    return None


def _copy(digest: str) -> Genuine | None:
    """What a reader was handed: the number stands on it, and the name is theirs to show."""
    copy = Copy.objects.filter(digest=digest).select_related("disclosure").first()
    if copy is None:
        return None
    one = copy.disclosure
    title = f"A copy of “{one.title}” that was stamped for a reader, No. {one.pk}"
    handed = ("Handed out on", day_words(one.at))
    if (source := _issued(one.source_digest)) is not None:
        return Genuine(title, (*source.facts, handed), source.over, source.is_withdrawn)
    file = SharedFile.objects.filter(digest=one.source_digest).order_by("-pk").first()
    over = f"Not shared any more since {day_words(file.ended_at)}." if file and file.ended_at else ""
    return Genuine(title, (("File", one.title), handed), over, is_withdrawn=False)


def _agreement(digest: str) -> Genuine | None:
    """What both sides keep of a signature; who signed stands in it."""
    one = Signing.objects.filter(digest=digest).select_related("agreement").first()
    if one is None:
        return None
    version = one.agreement.version
    facts = (("Agreement", f"{one.agreement.title}, version {version}"), ("Signed on", day_words(one.at)))
    return Genuine(f"A signed agreement, version {version}", facts, "", is_withdrawn=False)


def _companion(digest: str) -> Genuine | None:
    """Companions are few and small: each is written as a download writes it, and its digest compared."""
    for report in IssuedReport.objects.select_related("replaced_by", "withdrawal").defer("content"):
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
