"""Letters are signed copies in the ledger that both sides see."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from attestry.engagements.errors import EngagementRefused, UnknownEngagement
from attestry.engagements.models import Letter
from attestry.engagements.rules.letter import LetterKind
from attestry.engagements.tests.issuing import a_letter
from attestry.engagements.tests.test_pages import signed_in, text_of
from attestry.evidence.models import Entry
from attestry.kit.errors import NotAllowed


@pytest.mark.parametrize("side", ["lead", "auditor"])
def test_either_side_hands_a_letter_in_by_the_page_and_both_see_it(examination, side):
    path = f"/engagements/{examination.engagement.pk}/letters/"
    document = BytesIO(b"%PDF-1.7 signed")
    document.name = "letter.pdf"
    typed = {
        "kind": "engagement",
        "document": document,
        "signatory": "Eva Stone",
        "signatory_title": "Chief Executive",
        "countersigned_by": "Pat Doyle",
        "dated_on": "2025-12-01",
    }
    assert signed_in(getattr(examination, side)).post(path, typed).status_code == 302
    letter = Letter.objects.get()
    assert Entry.objects.get(seq=letter.entry_seq).title == "Engagement letter: Payroll 2026"
    for reader in (examination.executive, examination.senior):
        page = text_of(signed_in(reader), path)
        assert "Eva Stone, Chief Executive" in page
        assert letter.digest[:16] in page


@pytest.mark.parametrize(
    ("kind", "dated_on", "why"),
    [
        (LetterKind.REPRESENTATION, date(2026, 6, 29), "not dated before its last day"),
        (LetterKind.REPRESENTATION, date(2026, 7, 7), "not dated ahead"),
        (LetterKind.ENGAGEMENT, date(2026, 7, 7), "not dated ahead"),
    ],
)
def test_a_letter_of_a_day_that_cannot_be_is_refused(examination, kind, dated_on, why):
    with pytest.raises(EngagementRefused, match=why):
        a_letter(examination.lead, examination.engagement, kind, dated_on=dated_on)
    assert not Letter.objects.exists()


def test_a_letter_is_refused_to_outsiders_and_to_who_may_not(examination):
    from attestry.accounts.rules import Role
    from attestry.accounts.tests.people import somebody

    with pytest.raises(UnknownEngagement):
        a_letter(somebody("Zoe", Role.AUDITOR), examination.engagement)
    with pytest.raises(NotAllowed):
        a_letter(somebody("Own", Role.OWNER), examination.engagement)


def test_an_engagement_letter_is_signed_by_both_sides(examination):
    path = f"/engagements/{examination.engagement.pk}/letters/"
    document = BytesIO(b"%PDF-1.7 signed")
    typed = {
        "kind": "engagement", "document": document, "signatory": "Eva", "signatory_title": "CEO",
        "dated_on": "2025-12-01",
    }  # fmt: skip
    answer = signed_in(examination.lead).post(path, typed)
    assert answer.status_code == 422
    assert "Both sides sign an engagement letter." in answer.content.decode()


def test_a_newer_copy_stands_beside_the_earlier_which_is_never_changed(examination):
    first = a_letter(examination.lead, examination.engagement)
    second = a_letter(examination.auditor, examination.engagement)
    assert [one.pk for one in examination.engagement.letters.all()] == [second.pk, first.pk]
    with pytest.raises(Exception, match="append-only"):
        Letter.objects.filter(pk=first.pk).update(signatory="Somebody else")
