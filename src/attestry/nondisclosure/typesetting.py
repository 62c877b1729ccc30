"""The PDF that both sides keep: the text as it was signed, and who signed it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings

from attestry.nondisclosure.models import Agreement
from attestry.policies.rules.blocks import blocks_of
from attestry.reports.contents import Contents
from attestry.reports.rules.disclaimer import OF_AN_AGREEMENT
from attestry.reports.typesetting import typeset
from attestry.ui.words import instant_words

_TEMPLATE = Path(__file__).parent / "typst" / "signed.typ"


def signed_pdf(agreement: Agreement, about: list[tuple[str, str]], *, seal_words: str, at: datetime) -> bytes:
    """A tagged PDF. Raises TypesettingFailed."""
    organization = settings.HOME.organization()
    contents = Contents(
        title=agreement.title,
        is_final=True,
        is_one_page=True,
        what_it_is="An agreement that was read and signed in the browser.",
        what_it_is_not="It grants no access by itself.",
        cover=(("Version", str(agreement.version)), ("Signed", instant_words(at))),
        facts={
            "blocks": blocks_of(agreement.text),
            "words": "Signed electronically by typing the name below and pressing “I agree and sign”.",
            "signed": [list(pair) for pair in about],
            "digest": agreement.digest,
            "seal": seal_words,
        },
        disclaimer=OF_AN_AGREEMENT,
    )
    made = typeset(
        contents, _TEMPLATE, as_of=at, organization=organization.name, is_sample=organization.is_sample
    )
    return made.pdf
