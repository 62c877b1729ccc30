"""Changes of subprocessors are announced before their day, to who asked twice, until they leave."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import override_settings

from attestry.effectiveness.tests.reading import said
from attestry.engagements.tests.examination import NOW
from attestry.journal.models import JournalEntry
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.secrets import SecretBox
from attestry.notices.actions.delivering import send_due
from attestry.notices.models import Notice
from attestry.notices.tests.servers import mail_server
from attestry.trust_center.actions.announcing import announce_change
from attestry.trust_center.actions.subscribing import MOST_WAITING
from attestry.trust_center.errors import PageRefused
from attestry.trust_center.models import Subscriber
from attestry.trust_center.rules.changes import ChangeKind
from attestry.trust_center.rules.items import ItemKind
from attestry.trust_center.tests.scene import a_vendor, opened, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(examination):
    """Whoever keeps the page; the world sees it."""
    opened(examination.lead)
    return examination.lead


def announced(lead, vendor, **more):
    told = {"kind": ChangeKind.ADDED, "words": "It stores backups.", "effective_on": date(2026, 9, 1)}
    return announce_change(lead.actor(), vendor, organization="Acme", **{**told, **more})


def link(notice):
    """The path of the link that the mail carries to its recipient alone."""
    return re.search(r"/trust/\S+", SecretBox(settings.HOME.keys).open(notice.sealed))[0]


def subscribed(client, address="reader@customer.com"):
    client.post("/trust/updates/", {"address": address})
    client.post(link(Notice.objects.get(recipient=address.lower())))
    return Subscriber.objects.get(address=address.lower())


def test_a_change_is_announced_before_its_day_and_the_vendor_stands_as_coming_until_then(client, lead):
    vendor = a_vendor()
    with pytest.raises(PageRefused, match="30 days before"):
        announced(lead, vendor, effective_on=date(2026, 8, 4))
    announced(lead, vendor, words="<b>Backups</b>", effective_on=date(2026, 8, 5))
    shown(lead, ItemKind.SUBPROCESSOR, vendor.pk, purpose="Backups")
    page = client.get("/trust/subprocessors/").content.decode()
    assert "&lt;b&gt;Backups" in page
    assert "From " in said(client.get("/trust/subprocessors/"))
    with clock.simulated(NOW + timedelta(days=30)):
        later = said(client.get("/trust/subprocessors/"))
    assert "No change is announced." in later
    assert "Changes of the last year" in later


def test_one_that_was_announced_as_ending_leaves_the_list_on_its_day(client, lead):
    vendor = a_vendor()
    shown(lead, ItemKind.SUBPROCESSOR, vendor.pk, purpose="Hosting")
    announced(lead, vendor, kind=ChangeKind.ENDED, effective_on=date(2026, 8, 20))
    assert "Until 20 Aug 2026" in said(client.get("/trust/"))
    with clock.simulated(NOW + timedelta(days=45)):
        assert "Hosting" not in said(client.get("/trust/"))


def test_who_asks_is_written_to_only_after_saying_so_from_the_mailbox(client, lead):
    client.post("/trust/updates/", {"address": "Reader@Customer.com"})
    asked = Notice.objects.get()
    assert asked.recipient == "reader@customer.com"
    assert "/trust/" not in asked.text
    announced(lead, a_vendor())
    assert Notice.objects.count() == 1
    assert client.get(link(asked)).status_code == 200
    assert Subscriber.objects.get().confirmed_at is None
    client.post(link(asked))
    announced(lead, a_vendor("Other"), words="It sends mails.")
    told = Notice.objects.exclude(pk=asked.pk).get()
    assert "Other, from 1 Sep 2026" in told.text
    assert "It sends mails." in told.text


def test_one_click_ends_the_mails_and_the_address_is_forgotten(client, lead):
    subscribed(client)
    announced(lead, a_vendor())
    leave = link(Notice.objects.get(key__startswith="subprocessor-change"))
    assert client.get(leave).status_code == 200
    assert Subscriber.objects.exists()
    assert client.post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscriber.objects.exists()
    assert client.post(leave).status_code == 200


def test_a_mail_programs_own_button_ends_the_mails_by_the_address_in_the_header(client, lead):
    subscribed(client)
    with mail_server() as mailbox, override_settings(CSRF_TRUSTED_ORIGINS=["https://attestry.example.org"]):
        announced(lead, a_vendor())
        assert send_due(Actor.system("test"))["delivered"] == 2
    told = next(one for one in mailbox.mails if one["List-Unsubscribe"])
    assert "change of subprocessors" in told["Subject"]
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = re.fullmatch(r"<https://attestry\.example\.org(/trust/\S+)>", told["List-Unsubscribe"].strip())[1]
    assert leave in told.get_payload(decode=True).decode()
    confirming = next(one for one in mailbox.mails if one is not told)
    assert confirming["List-Unsubscribe"] is None
    assert not Notice.objects.exclude(sealed_leave="").exists()
    assert client.post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscriber.objects.exists()


def test_without_tls_no_button_is_offered_to_mail_programs(client, lead):
    subscribed(client)
    with mail_server() as mailbox, override_settings(CSRF_TRUSTED_ORIGINS=["http://attestry.example.org"]):
        announced(lead, a_vendor())
        send_due(Actor.system("test"))
    assert len(mailbox.mails) == 2
    assert not any(one["List-Unsubscribe"] or one["List-Unsubscribe-Post"] for one in mailbox.mails)


def test_the_answer_is_the_same_whether_an_address_is_known_or_not_and_no_second_mail_is_sent(client, lead):
    subscribed(client)
    known = client.post("/trust/updates/", {"address": "reader@customer.com"})
    new = client.post("/trust/updates/", {"address": "new@customer.com"})
    again = client.post("/trust/updates/", {"address": "new@customer.com"})
    assert known.content == new.content == again.content
    assert Notice.objects.filter(key__startswith="subscriber-asked").count() == 2


@pytest.mark.parametrize(
    "address", ["re\u0430der@customer.com", "a@b", "x" * 250 + "@b.com", "a@b.com\nBcc: c@d.com", ""]
)
def test_a_homograph_or_what_is_no_address_is_refused(client, lead, address):
    assert client.post("/trust/updates/", {"address": address}).status_code == 422
    assert not Notice.objects.exists()


def test_a_link_that_was_forged_or_is_older_than_three_days_confirms_nothing(client, lead):
    client.post("/trust/updates/", {"address": "reader@customer.com"})
    path = link(Notice.objects.get())
    assert client.post(path[:-3] + "xx/").status_code == 404
    assert client.post(path.replace("confirm", "leave")).status_code == 404
    with clock.simulated(NOW + timedelta(days=3, seconds=5)):
        assert client.post(path).status_code == 404
    assert Subscriber.objects.get().confirmed_at is None


def test_a_flood_of_addresses_fills_no_outbox(client, lead, monkeypatch):
    monkeypatch.setattr("attestry.trust_center.actions.subscribing.MOST_WAITING", 3)
    for number in range(6):
        client.post("/trust/updates/", {"address": f"a{number}@b.com"}, REMOTE_ADDR=f"203.0.113.{number}")
    assert Subscriber.objects.count() == 3
    assert Notice.objects.count() == 3
    assert MOST_WAITING <= 500
    with clock.simulated(NOW + timedelta(days=4)):
        client.post("/trust/updates/", {"address": "later@b.com"})
    assert [one.address for one in Subscriber.objects.all()] == ["later@b.com"]


def test_the_journal_says_what_was_announced_and_nothing_of_who_subscribed(client, lead):
    subscribed(client)
    announced(lead, a_vendor())
    told = [
        f"{one.subject} {one.after}" for one in JournalEntry.objects.filter(act__startswith="trust_center")
    ]
    assert any("subprocessor_change" in one and "'told': 1" in one for one in told)
    assert not any("customer.com" in one for one in told)


def test_a_change_is_announced_from_its_page(client, lead):
    vendor = a_vendor()
    client.force_login(lead)
    sent = {
        "vendor": vendor.pk,
        "kind": "changed",
        "effective_on": "2026-08-10",
        "words": "It moves to Paris.",
    }
    assert client.post("/trust-center/changes/", {**sent, "effective_on": "2026-07-07"}).status_code == 422
    assert client.post("/trust-center/changes/", sent).status_code == 302
    assert "It moves to Paris." in said(client.get("/trust/subprocessors/"))


def test_a_vendor_that_ended_stands_again_once_it_is_announced_anew(client, lead):
    vendor = a_vendor()
    shown(lead, ItemKind.SUBPROCESSOR, vendor.pk, purpose="Hosting")
    announced(lead, vendor, kind=ChangeKind.ENDED, effective_on=date(2026, 8, 20))
    with clock.simulated(NOW + timedelta(days=50)):
        assert "Hosting" not in said(client.get("/trust/"))
        announced(lead, vendor, kind=ChangeKind.ADDED, effective_on=date(2026, 10, 1))
        assert "From 1 Oct 2026" in said(client.get("/trust/"))
    with clock.simulated(NOW + timedelta(days=100)):
        page = said(client.get("/trust/"))
        assert "Hosting" in page
        assert "From 1 Oct 2026" not in page


def test_what_is_much_longer_than_an_address_is_refused_before_it_is_read(client, lead):
    answer = client.post("/trust/updates/", CONTENT_LENGTH=str(5 << 20))
    assert answer.status_code == 422
    assert "larger than 1 MB" in said(answer)
    assert not answer.cookies
