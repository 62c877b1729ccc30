"""Nothing is shown that was not chosen and that nothing backs; what loses its backing goes by itself."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.effectiveness.tests.reading import said
from attestry.engagements.tests.examination import NOW
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.opinions.models import IssuedReport
from attestry.trust_center.actions.publishing import publish, withhold
from attestry.trust_center.errors import NothingBacksIt, PageRefused, UnknownItem
from attestry.trust_center.models import Publication
from attestry.trust_center.rules.items import ItemKind
from attestry.trust_center.tests.scene import a_report, a_vendor, opened, shown, withdrawn
from attestry.vendors.models import Vendor

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(examination):
    """Whoever keeps the page; the world sees it."""
    opened(examination.lead)
    return examination.lead


def test_until_it_is_opened_the_page_is_not_there_and_then_it_shows_nothing_by_itself(client, examination):
    report = a_report(examination)
    a_vendor()
    assert client.get("/trust/").status_code == 404
    opened(examination.lead)
    page = said(client.get("/trust/"))
    assert "Nothing is shown yet" in page
    assert "Doyle" not in page
    assert "Cloudy" not in page
    shown(examination.lead, ItemKind.REPORT, report.pk)
    assert "Doyle & Partners" in said(client.get("/trust/"))


def test_a_report_is_shown_with_kind_type_period_categories_opinion_day_and_firm(client, lead, examination):
    shown(lead, ItemKind.REPORT, a_report(examination).pk)
    page = said(client.get("/trust/"))
    for words in (
        "SOC 2 Type 2",
        "Payroll",
        "1 Jan 2026 to 30 Jun 2026",
        "Security",
        "Processing integrity",
        "Description Unmodified",
        "Operation Qualified",
        "Doyle & Partners, 6 Jul 2026",
        "6 days since its period ended",
    ):
        assert words in page
    assert "CC8.1" not in page


def test_a_replaced_report_is_named_as_replaced_and_a_withdrawn_one_as_withdrawn(client, lead, examination):
    first = a_report(examination)
    shown(lead, ItemKind.REPORT, first.pk)
    second = a_report(examination, version=2, replaces=first, why="A page was missing.", digest="e" * 64)
    page = said(client.get("/trust/"))
    assert "Replaced by version 2, dated 6 Jul 2026: A page was missing." in page
    assert "days since" not in page
    shown(lead, ItemKind.REPORT, second.pk)
    withdrawn(second, examination, "<i>Facts</i> came to light.")
    answer = client.get("/trust/").content.decode()
    assert "Withdrawn on 6 Jul 2026: &lt;i&gt;Facts&lt;/i&gt; came to light." in answer


def test_a_system_is_shown_while_a_shown_report_is_about_it(client, lead, examination):
    system = examination.engagement.system
    with pytest.raises(NothingBacksIt):
        shown(lead, ItemKind.SYSTEM, system.pk)
    report = a_report(examination)
    shown(lead, ItemKind.REPORT, report.pk)
    shown(lead, ItemKind.SYSTEM, system.pk)
    assert "What the reports are about" in said(client.get("/trust/"))
    withhold(lead.actor(), kind=ItemKind.REPORT, keys=[str(report.pk)])
    assert "What the reports are about" not in said(client.get("/trust/"))
    client.force_login(lead)
    assert "Payroll: No report about it is shown." in said(client.get("/trust-center/"))


def test_a_vendor_is_shown_in_the_words_meant_for_the_public_and_leaves_when_it_ends(client, lead):
    vendor = a_vendor()
    with pytest.raises(PageRefused, match="words for the public"):
        shown(lead, ItemKind.SUBPROCESSOR, vendor.pk)
    shown(lead, ItemKind.SUBPROCESSOR, vendor.pk, purpose="<b>Hosting</b>", place="Frankfurt")
    for path in ("/trust/", "/trust/subprocessors/"):
        page = client.get(path).content.decode()
        assert "&lt;b&gt;Hosting" in page
        assert "Frankfurt" in page
        assert "INTERNAL" not in page
    Vendor.objects.filter(pk=vendor.pk).update(ended_on=NOW.date())
    assert "Cloudy" not in client.get("/trust/subprocessors/").content.decode()


def test_all_are_shown_or_none_and_nothing_by_a_key_that_is_not_there(lead, examination):
    report = a_report(examination)
    with pytest.raises(UnknownItem):
        publish(lead.actor(), kind=ItemKind.REPORT, keys=[str(report.pk), "999"])
    with pytest.raises(UnknownItem):
        publish(lead.actor(), kind=ItemKind.REPORT, keys=[])
    assert not Publication.objects.exists()


def test_what_is_shown_and_withheld_stands_in_the_journal_with_what_backed_it(lead, examination):
    report = a_report(examination)
    shown(lead, ItemKind.REPORT, report.pk)
    shown(lead, ItemKind.REPORT, report.pk)
    withhold(lead.actor(), kind=ItemKind.REPORT, keys=[str(report.pk)])
    found = JournalEntry.objects.filter(subject=f"public:report:{report.pk}").order_by("seq")
    assert [one.act for one in found] == ["trust_center.publish", "trust_center.withhold"]
    assert "Issued by Doyle & Partners" in found[0].after["backed_by"]


def test_the_preview_shows_what_would_be_seen_and_changes_nothing(client, examination):
    report = a_report(examination)
    client.force_login(examination.lead)
    page = said(client.get(f"/trust-center/preview/?kind=report&key={report.pk}"))
    assert "Preview." in page
    assert "Doyle & Partners" in page
    assert not Publication.objects.exists()
    assert "Nothing is shown yet" in said(client.get("/trust-center/preview/"))
    assert "There is no such item" in said(client.get("/trust-center/preview/?kind=report&key=999"))
    assert Client().get("/trust/").status_code == 404


def test_items_are_shown_and_withheld_from_the_page_of_their_kind(client, lead, examination):
    report = a_report(examination)
    client.force_login(lead)
    page = "/trust-center/items/report/"
    assert "Issued by Doyle & Partners" in said(client.get(page))
    client.post(page, {"key": str(report.pk)})
    assert "Sees it" in said(client.get(page))
    client.post(page, {"key": str(report.pk), "withhold": "yes"})
    assert "Does not see it" in said(client.get(page))
    client.post(page, {"all": "yes"})
    assert "Sees it" in said(client.get(page))
    assert client.get("/trust-center/items/nonsense/").status_code == 404


@pytest.mark.parametrize("role", [Role.OWNER, Role.EXECUTIVE, Role.AUDITOR])
def test_who_reads_the_program_sees_what_is_shown_and_changes_none_of_it(client, lead, examination, role):
    report = a_report(examination)
    user = somebody("Otto", role)
    client.force_login(user)
    assert client.get("/trust-center/").status_code == 200
    assert "Show the ticked" not in said(client.get("/trust-center/items/report/"))
    for path in ("open/", "look/", "changes/"):
        assert client.post(f"/trust-center/{path}").status_code == 403
    assert client.post("/trust-center/items/report/", {"key": str(report.pk)}).status_code == 403
    with pytest.raises(NotAllowed):
        publish(user.actor(), kind=ItemKind.REPORT, keys=[str(report.pk)])
    assert "Doyle" not in said(client.get(f"/trust-center/preview/?kind=report&key={report.pk}"))


def test_an_issued_report_that_was_not_chosen_is_named_nowhere(client, lead, examination):
    hidden = a_report(examination)
    pages = ["/trust/", "/trust/subprocessors/", "/trust/verify/"]
    assert IssuedReport.objects.count() == 1
    assert not any(hidden.content["firm"]["name"].split()[0] in said(client.get(one)) for one in pages)


def test_days_since_the_end_grow_by_themselves(client, lead, examination):
    shown(lead, ItemKind.REPORT, a_report(examination).pk)
    with clock.simulated(NOW + timedelta(days=94)):
        assert "100 days since its period ended" in said(client.get("/trust/"))
    assert date(2026, 6, 30) + timedelta(days=100) == (NOW + timedelta(days=94)).date()


@pytest.mark.parametrize("kind", list(ItemKind))
def test_a_kind_of_which_nothing_is_there_leads_to_where_the_first_comes_about(
    kind, client, lead, monkeypatch
):
    client.force_login(lead)
    nothing = type("Nothing", (), {"of": lambda _self, _kind: ()})()
    monkeypatch.setattr("attestry.trust_center.views.items.the_world", lambda _at: nothing)
    page = client.get(f"/trust-center/items/{kind.value}/").content.decode()
    where = re.search(r'class="empty-acts"><a [^>]*href="([^"]+)"', page)
    assert client.get(where[1]).status_code == 200
