"""A draft in every form says on each page that it is one, and whose."""

from __future__ import annotations

from io import BytesIO

from django.urls import reverse
from docx import Document

from attestry.opinions.actions.issuing import share_draft
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
