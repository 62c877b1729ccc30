"""What the pages of one letter share: its facts, its forms, and where each change is recorded."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from attestry.accounts.access import actor_of
from attestry.bridge_letters.forms import AnswerForm, ReviewForm, SignForm
from attestry.bridge_letters.models import BridgeLetter
from attestry.bridge_letters.queries.letters import signed_bytes, superseded
from attestry.bridge_letters.queries.standing import LetterStanding, last_text, standing_of
from attestry.bridge_letters.rules.sentences import days_words, done_words, facts_of
from attestry.bridge_letters.rules.state import LetterState
from attestry.evidence.stamp_state import stamp_state_of
from attestry.journal.queries import entries
from attestry.kit import clock
from attestry.kit.errors import DomainError
from attestry.reports.rules.disclaimer import OF_A_LETTER
from attestry.ui.addresses import address

_PAGES = {"entry": "entry", "journal": "journal_entry", "incident": "incident", "task": "task"}


def source_url(kind: str, number: str) -> str:
    """The page on which a change is recorded."""
    return address(_PAGES[kind], int(number)) if kind in _PAGES else ""


def letter_page(
    request: HttpRequest, letter: BridgeLetter, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """The page of one letter: frozen where it was signed, else as the records tell it now."""
    actor = actor_of(request)
    signed = getattr(letter, "signed", None)
    is_open = signed is None and not hasattr(letter, "withdrawal")
    found = standing_of(letter, today=clock.now().date()) if signed is None else None
    content = signed.content if signed else found.content if found else {}
    context: dict[str, Any] = {
        "letter": letter,
        "signed": signed,
        "withdrawal": getattr(letter, "withdrawal", None),
        "superseded": superseded(letter.report) if signed else "",
        "standing": found,
        "state": found.state if found else _closed(letter),
        "is_open": is_open,
        "content": content,
        "says": facts_of(content),
        "days": days_words(content),
        "text": last_text(letter),
        "disclaimer": OF_A_LETTER,
        "may": actor.may,
        "has_written": actor.key in _writers(letter),
        "source_url": source_url,
        "acts": [(one, done_words(one.after or {})) for one in entries(subject=letter.subject)[:50]],
        "breadcrumb": [("Bridge letters", address("bridge_letters")), (f"Letter {letter.pk}", "")],
        **(_of_signed(letter) if signed else {}),
        "chosen": _open_keys(found) if request.GET.get("choose") == "open" else [],
        **(_forms(found) if found and is_open else {}),
        **forms,
    }
    return render(request, "bridge_letters/letter.html", context, status=status)


def _closed(letter: BridgeLetter) -> LetterState:
    return LetterState.WITHDRAWN if hasattr(letter, "withdrawal") else LetterState.SIGNED


def _writers(letter: BridgeLetter) -> set[str]:
    return {one.by_key for one in letter.texts.all()} | {one.by_key for one in letter.answers.all()}


def _of_signed(letter: BridgeLetter) -> dict[str, Any]:
    """Whether the file is still what was signed, and its time stamp."""
    broken = ""
    try:
        signed_bytes(letter.signed)
    except DomainError as refusal:
        broken = str(refusal)
    return {"broken": broken, "stamp": stamp_state_of(letter.signed.entry_seq)}


def _open_keys(found: LetterStanding | None) -> list[str]:
    """The changes that nobody answered, chosen all at once."""
    return [one.change.key for one in found.unanswered] if found else []


def _forms(found: LetterStanding) -> dict[str, Any]:
    seen = {"seen_digest": found.digest}
    return {
        "answer_form": AnswerForm(),
        "review_form": ReviewForm(initial=seen),
        "sign_form": SignForm(initial=seen),
    }
