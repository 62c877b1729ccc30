"""A letter as it stands: its last version, what changed with the answers, and what stands against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from attestry.bridge_letters.models import BridgeLetter, LetterReview, LetterText
from attestry.bridge_letters.queries.changes import Told, told_between
from attestry.bridge_letters.queries.letters import superseded
from attestry.bridge_letters.rules.change import Answer, Answered, Given, answered
from attestry.bridge_letters.rules.coverage import days_of, length_warning
from attestry.bridge_letters.rules.objections import Draft, objections
from attestry.bridge_letters.rules.state import LetterState, state_of
from attestry.kit.digest import canonical_json, sha256_hex
from attestry.opinions.models import IssuedReport

FORMAT = "attestry/bridge-letter/1"


@dataclass(frozen=True, slots=True)
class LetterStanding:
    """An unsigned letter on a day."""

    letter: BridgeLetter
    text: LetterText
    told: Told
    changes: tuple[Answered, ...]
    against: tuple[str, ...]
    content: dict[str, Any]
    digest: str
    review: LetterReview | None
    state: LetterState

    @property
    def unanswered(self) -> tuple[Answered, ...]:
        """Changes that nobody has answered as they stand."""
        return tuple(one for one in self.changes if one.given is None)


def standing_of(letter: BridgeLetter, *, today: date) -> LetterStanding:
    """The letter with what the records tell of its days now; a constant number of queries."""
    text = last_text(letter)
    told = told_between(text.from_on, text.until_on)
    changes = answered(told.changes, given_to(letter))
    draft = Draft(
        report_until_on=letter.report.engagement.until_on,
        superseded=superseded(letter.report),
        from_on=text.from_on,
        until_on=text.until_on,
        next_report_on=text.next_report_on,
        is_no_material_change=text.is_no_material_change,
        statement=text.statement,
        limits=text.limits,
        acknowledges_length=text.acknowledges_length,
        changes=changes,
        reaches_on=told.reaches_on,
    )
    content = content_of(letter.report, text, told, changes)
    digest = sha256_hex(canonical_json(content))
    reviews = list(letter.reviews.all())
    review = reviews[-1] if reviews else None
    return LetterStanding(
        letter,
        text,
        told,
        changes,
        objections(draft, today=today),
        content,
        digest,
        review,
        state_of(
            is_withdrawn=hasattr(letter, "withdrawal"),
            is_signed=hasattr(letter, "signed"),
            reviewed_digest=review.content_digest if review else "",
            digest=digest,
        ),
    )


def last_text(letter: BridgeLetter) -> LetterText:
    """The version that counts; a letter has at least one."""
    return max(letter.texts.all(), key=lambda one: one.version)


def given_to(letter: BridgeLetter) -> dict[str, Given]:
    """The last answer to each change."""
    return {
        one.key: Given(Answer(one.answer), one.words, one.change_digest, one.by_name)
        for one in letter.answers.all()
    }


def content_of(
    report: IssuedReport, text: LetterText, told: Told, changes: tuple[Answered, ...]
) -> dict[str, Any]:
    """Everything that the letter says, as one JSON value."""
    organization = settings.HOME.organization()
    return {
        "format": FORMAT,
        "number": text.letter_id,
        "organization": organization.name,
        "is_sample": organization.is_sample,
        "report": _identity(report),
        "from": text.from_on.isoformat(),
        "until": text.until_on.isoformat(),
        "days": days_of(text.from_on, text.until_on),
        "warning": length_warning(text.from_on, text.until_on),
        "is_no_material_change": text.is_no_material_change,
        "statement": text.statement,
        "limits": text.limits,
        "next_report_on": text.next_report_on.isoformat() if text.next_report_on else "",
        "changes": [one.record() for one in changes],
        "unspoken": list(told.unspoken),
        "evidence_reaches": told.reaches_on.isoformat() if told.reaches_on else "",
    }


def _identity(report: IssuedReport) -> dict[str, Any]:
    """What says which report it is, and what its firm concluded."""
    said = report.content
    return {
        "engagement": report.engagement_id,
        "title": said["title"],
        "kind": said["kind_label"],
        "system": said["system"],
        "version": report.version,
        "from": said["from"],
        "until": said["until"],
        "report_on": report.report_on.isoformat(),
        "firm": said["firm"]["name"],
        "pdf_sha256": report.digest,
        "entry": report.entry_seq,
        "opinions": [
            {"subject": one["subject"], "label": one["label"], "criteria": one["criteria"]}
            for one in said["opinions"]
        ],
    }
