"""A draft in every form says on each page that it is one, and whose."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from docx import Document

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.engagements.errors import UnknownEngagement
from attestry.journal.models import JournalEntry
from attestry.kit.errors import NotAllowed
from attestry.opinions.actions.commenting import comment_on_draft
from attestry.opinions.actions.issuing import share_draft
from attestry.opinions.errors import OpinionRefused, UnknownIssue
from attestry.opinions.models import DraftComment
from attestry.opinions.tests import whole


def heads_of(data: bytes) -> list[str]:
    """What stands at the head of each page of a DOCX."""
    return [one.text for section in Document(BytesIO(data)).sections for one in section.header.paragraphs]


def got(client, name, *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer


def test_each_page_of_a_draft_as_docx_says_that_it_is_one_and_whose(client, examination, tmp_path):
    whole.tested(examination, whole.a_live_control(examination), tmp_path)
    draft = share_draft(examination.senior.actor(), examination.engagement)
    client.force_login(examination.lead)
    shared = got(client, "soc_report_draft_word", examination.engagement.pk, draft.pk).content
    assert client.get(f"/engagements/{examination.engagement.pk}/firm/report/draft/word/").status_code == 403
    client.force_login(examination.auditor)
    own = got(client, "soc_report_own_draft_word", examination.engagement.pk).content
    for data, who in ((shared, "Sam"), (own, "Ada")):
        assert any(f"DRAFT of {who} of Doyle & Partners" in one for one in heads_of(data))


def test_r103_management_comments_on_a_draft_and_the_firm_answers_before_the_report_is_issued(
    client, examination
):
    whole.a_live_control(examination)
    draft = share_draft(examination.senior.actor(), examination.engagement)
    at = reverse("soc_report_comment", args=[examination.engagement.pk, draft.pk])
    for user, words in (
        (examination.lead, "<b>The name</b> is misspelt."),
        (examination.senior, "Corrected."),
    ):
        client.force_login(user)
        assert client.post(at, {"words": words}).status_code == 302
    page = client.get(f"/engagements/{examination.engagement.pk}/report/").content.decode()
    assert page.index("&lt;b&gt;The name") < page.index("Corrected.")
    assert "of management" in page
    told = str([one.record() for one in JournalEntry.objects.all()])
    assert "misspelt" not in told
    with pytest.raises(DatabaseError), transaction.atomic():
        DraftComment.objects.update(words="x")


def test_nothing_is_said_of_a_draft_that_is_not_there_or_by_whom_it_does_not_concern(examination):
    whole.a_live_control(examination)
    draft = share_draft(examination.senior.actor(), examination.engagement)
    said = {"draft": draft.pk, "words": "Well."}
    with pytest.raises(UnknownEngagement):
        comment_on_draft(somebody("X", Role.AUDITOR).actor(), examination.engagement, **said)
    for actor in (somebody("Emp", Role.EMPLOYEE).actor(), HOUSE):
        with pytest.raises(NotAllowed):
            comment_on_draft(actor, examination.engagement, **said)
    lead = examination.lead.actor()
    with pytest.raises(UnknownIssue):
        comment_on_draft(lead, examination.engagement, draft=draft.pk + 1, words="Well.")
    with pytest.raises(OpinionRefused, match="Say what"):
        comment_on_draft(lead, examination.engagement, draft=draft.pk, words=" ")
