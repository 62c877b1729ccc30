"""What was handed out is read as rows that are sealed, and a control test finds what went out too early."""

from __future__ import annotations

from types import SimpleNamespace

from attestry.disclosures.models import Copy, Disclosure
from attestry.disclosures.register.streams import STREAMS
from attestry.disclosures.tests.reading import a_bound_grant, a_browser, download_path, viewer
from attestry.engagements.tests.examination import NOW


def test_each_copy_and_page_is_a_row_with_whose_it_is_and_since_when_they_were_bound(issued):
    grant = a_bound_grant(issued)
    browser = a_browser(grant)
    browser.get(download_path(browser, grant))
    browser.get(f"{viewer(grant)}1.png")
    _, said = STREAMS["handed_out"](SimpleNamespace(now=NOW))
    assert said.table == "disclosures_handed_out"
    copy, page = said.rows
    assert copy["copy_digest"] == Copy.objects.get().digest
    assert (page["how"], page["page"], page["copy_digest"]) == ("page", 1, None)
    for row, made in zip(said.rows, Disclosure.objects.order_by("pk"), strict=True):
        assert row["number"] == str(made.pk)
        assert (row["reader_name"], row["company"], row["reader_kind"]) == (
            "Rae Jones",
            "Acme",
            "user_entity",
        )
        assert row["bound_since"] == NOW
        assert row["grant_ends_at"] == grant.expires_at
