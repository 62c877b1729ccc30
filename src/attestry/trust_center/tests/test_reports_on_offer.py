"""Showing a report and letting strangers ask for it: two ticks of one form, and what is missing is told."""

from __future__ import annotations

import pytest

from attestry.effectiveness.tests.reading import said
from attestry.opinions.models import IssuedReport
from attestry.readers.actions.offering import end_offer, offer_report
from attestry.readers.models import Offer
from attestry.trust_center.models import Publication
from attestry.trust_center.rules.items import ItemKind
from attestry.trust_center.tests.scene import a_report, opened, shown, withdrawn

pytestmark = pytest.mark.django_db
REPORTS = "/trust-center/items/report/"


@pytest.fixture
def report(examination, client):
    """An issued report; whoever keeps the open trust center is signed in."""
    opened(examination.lead)
    client.force_login(examination.lead)
    return a_report(examination)


def test_one_form_shows_a_report_and_puts_it_on_offer(client, report):
    assert 'name="offer" value="yes" checked' in client.get(REPORTS).content.decode()
    client.post(REPORTS, {"key": str(report.pk), "offer": "yes"})
    page = said(client.get(REPORTS))
    assert "Sees it" in page
    assert "On offer: strangers can ask for it" in page
    assert Offer.objects.get().engagement == report.engagement
    assert client.post(REPORTS, {"key": str(report.pk), "offer": "yes"}).status_code == 302
    assert Offer.objects.count() == 1


def test_a_shown_report_that_is_not_on_offer_says_so_to_management_and_is_not_asked_for(client, report):
    client.post(REPORTS, {"key": str(report.pk)})
    assert not Offer.objects.exists()
    assert "Not on offer: nobody can ask for it" in said(client.get(REPORTS))
    keeping = client.get("/trust-center/")
    assert "Shown, and not on offer" in said(keeping)
    assert 'href="/readers/rules/"' in keeping.content.decode()
    public = client.get("/trust/")
    assert "SOC 2 Type 2" in said(public)
    assert "/trust/ask/" not in public.content.decode()
    assert "A bridge letter is given on request." in said(public)


def test_the_public_page_asks_for_a_report_as_long_as_it_is_on_offer(client, report, examination):
    shown(examination.lead, ItemKind.REPORT, report.pk)
    offer_report(examination.lead.actor(), report.engagement)
    assert "Ask for this report" in said(client.get("/trust/"))
    assert "Shown, and not on offer" not in said(client.get("/trust-center/"))
    end_offer(examination.lead.actor(), report.engagement)
    assert "Ask for" not in said(client.get("/trust/"))


def test_a_withdrawn_report_is_shown_as_such_and_not_put_on_offer(client, report, examination):
    withdrawn(report, examination)
    client.post(REPORTS, {"key": str(report.pk), "offer": "yes"})
    assert Publication.objects.exists()
    assert not Offer.objects.exists()
    assert "Not on offer" not in said(client.get(REPORTS))


def test_a_report_that_cannot_be_shown_is_not_put_on_offer_either(client, report):
    client.post(REPORTS, {"key": [str(report.pk), "999"], "offer": "yes"})
    assert IssuedReport.objects.exists()
    assert not Offer.objects.exists()
    assert not Publication.objects.exists()


def test_the_page_of_what_is_on_offer_leads_to_what_is_shown(client, report):
    assert f'href="{REPORTS}"' in client.get("/readers/rules/").content.decode()
