"""A stranger asks, proves the mailbox, and is let in by a person or a rule."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from attestry.customers.actions.customers import add_customer
from attestry.customers.actions.obligations import add_obligation
from attestry.customers.rules.report import Report
from attestry.engagements.tests.examination import NOW
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.notices.models import Notice
from attestry.readers.actions.offering import add_rule
from attestry.readers.actions.reminding import remind_of_readers
from attestry.readers.errors import AlreadyThere, RuleRefused
from attestry.readers.models import AccessRequest, Grant, Reader, UserEntity
from attestry.readers.rules.kinds import RequestState, RuleKind
from attestry.readers.tests.visiting import HOUSE, a_reader, asks, mailed_path, on_offer

MAILBOX = "rae@acme.example.com"


def confirmed(client, issued, **said):
    asks(client, issued, **said)
    return client.post(mailed_path(said.get("email", MAILBOX), "confirm"))


def test_a_stranger_asks_confirms_is_let_in_by_a_person_and_signs_in(client, issued):
    on_offer(issued)
    assert "SOC 2 Type 2" in client.get("/trust/ask/").content.decode()
    assert asks(client, issued).url == "/trust/ask/thanks/"
    path = mailed_path(MAILBOX, "confirm")
    assert client.get(path).status_code == 200
    assert AccessRequest.objects.get().state == RequestState.UNCONFIRMED  # looking proves nothing
    assert "with a person now" in client.post(path).content.decode()
    assert client.post(path).status_code == 410
    lead = Client()
    lead.force_login(issued.scene.lead)
    found = AccessRequest.objects.get()
    page = lead.get(f"/readers/requests/{found.pk}/").content.decode()
    assert "Acme" in page
    assert "Let them in" in page
    answer = lead.post(
        f"/readers/requests/{found.pk}/approve/",
        {"company": "Acme", "kind": "user_entity", "days": 30, "may_download": "on"},
    )
    assert answer.status_code == 302
    grant = Grant.objects.get()
    assert (grant.reader.email, grant.granted_by, grant.expires_at) == (
        MAILBOX,
        "Lea",
        NOW + timedelta(days=30),
    )
    said = client.post(mailed_path(MAILBOX, "may read"))
    assert said.status_code == 302
    assert client.session["reader"]["key"] == str(grant.reader.key)
    acts = set(JournalEntry.objects.values_list("act", flat=True))
    assert {"readers.confirm_request", "readers.decide", "readers.grant", "readers.use_link"} <= acts


def test_a_request_is_refused_with_a_reason_that_is_mailed_and_not_decided_twice(client, issued):
    on_offer(issued)
    confirmed(client, issued)
    found = AccessRequest.objects.get()
    lead = Client()
    lead.force_login(issued.scene.lead)
    lead.post(f"/readers/requests/{found.pk}/refuse/", {"reason": ""})
    assert AccessRequest.objects.get().state == RequestState.WAITING
    lead.post(f"/readers/requests/{found.pk}/refuse/", {"reason": "We know no such <b>company</b>."})
    assert AccessRequest.objects.get().state == RequestState.REFUSED
    assert "no such" in Notice.objects.filter(recipient=MAILBOX).first().text
    page = lead.get(f"/readers/requests/{found.pk}/").content.decode()
    assert "&lt;b&gt;company" in page
    again = lead.post(
        f"/readers/requests/{found.pk}/approve/", {"company": "Acme", "kind": "prospect", "days": 9}
    )
    assert again.status_code == 422
    assert not Grant.objects.exists()


def test_a_rule_for_a_domain_lets_in_at_once_and_the_grant_names_it(client, issued):
    on_offer(issued)
    rule = add_rule(issued.scene.lead.actor(), kind=RuleKind.DOMAIN, domain="acme.example.com", days=14)
    confirmed(client, issued)
    grant = Grant.objects.get()
    assert (grant.rule, grant.granted_by) == (rule, "Attestry (access rule)")
    assert client.session["reader"]["key"] == str(grant.reader.key)


def test_what_a_stranger_types_as_company_makes_nobody_a_reader_of_another(client, issued):
    on_offer(issued)
    add_customer(HOUSE, name="Globex")
    add_rule(issued.scene.lead.actor(), kind=RuleKind.DOMAIN, domain="acme.example.com", days=14)
    confirmed(client, issued, company="Globex")
    entity = Reader.objects.get().user_entity
    assert (entity.name, entity.domain, entity.customer) == ("acme.example.com", "acme.example.com", None)


def test_a_customer_whose_contract_asks_for_a_report_is_let_in_by_that_rule(client, issued):
    on_offer(issued)
    customer = add_customer(HOUSE, name="Acme")
    UserEntity.objects.create(name="Acme", domain="acme.example.com", customer=customer, added_at=NOW)
    add_rule(issued.scene.lead.actor(), kind=RuleKind.CONTRACT, days=365)
    confirmed(client, issued)
    assert not Grant.objects.exists()  # a customer, but no clause
    add_obligation(HOUSE, customer, clause="A report is provided.", report=Report.SOC2_TYPE2)
    confirmed(client, issued)
    assert Grant.objects.get().rule.kind == RuleKind.CONTRACT


def test_a_rule_for_a_domain_open_to_all_is_refused_and_one_stands_once(issued):
    lead = issued.scene.lead.actor()
    with pytest.raises(RuleRefused, match="lets in whoever"):
        add_rule(lead, kind=RuleKind.DOMAIN, domain="gmail.com", days=14)
    add_rule(lead, kind=RuleKind.DOMAIN, domain="@Acme.example.com", days=14)
    with pytest.raises(AlreadyThere):
        add_rule(lead, kind=RuleKind.DOMAIN, domain="acme.example.com", days=14)


def test_a_report_that_is_not_on_offer_is_named_to_no_stranger_and_cannot_be_asked_for(client, issued):
    page = client.get("/trust/ask/").content.decode()
    assert "No report is on offer" in page
    assert "SOC 2" not in page
    assert asks(client, issued).status_code == 422
    assert not AccessRequest.objects.exists()


def test_a_homograph_is_refused_on_its_field(client, issued):
    on_offer(issued)
    answer = asks(client, issued, email="rae@\u0430cme.example.com")
    assert answer.status_code == 422
    assert "can look like another letter" in answer.content.decode()


def test_a_domain_that_reads_like_a_customers_is_shown_to_whoever_decides(client, issued):
    on_offer(issued)
    a_reader(issued)
    confirmed(client, issued, email="rae@acrne.example.com")
    lead = Client()
    lead.force_login(issued.scene.lead)
    page = lead.get(f"/readers/requests/{AccessRequest.objects.get().pk}/").content.decode()
    assert "reads like acme.example.com" in page


def test_strangers_learn_nothing_of_who_is_known(client, issued):
    a_reader(issued)
    known = client.post("/trust/sign-in/", {"email": MAILBOX})
    unknown = client.post("/trust/sign-in/", {"email": "nobody@acme.example.com"})
    strip = lambda answer: [line for line in answer.content.decode().splitlines() if "csrf" not in line]  # noqa: E731
    assert strip(known) == strip(unknown)
    assert known.status_code == unknown.status_code == 200
    assert Notice.objects.filter(recipient=MAILBOX).count() == 1
    assert not Notice.objects.filter(recipient="nobody@acme.example.com").exists()


def test_asking_too_often_is_refused_and_writes_nothing_more(client, issued):
    on_offer(issued)
    answers = [asks(client, issued, name=f"Rae {number}").status_code for number in range(7)]
    assert answers[:3] == [302, 302, 302]
    assert 429 in answers
    assert AccessRequest.objects.count() == 3


def test_requests_that_nobody_proved_are_forgotten_and_late_ones_reach_the_leads(client, issued):
    on_offer(issued)
    asks(client, issued)
    with clock.simulated(NOW + timedelta(days=4)):
        remind_of_readers(HOUSE)
    assert not AccessRequest.objects.exists()
    cache.clear()
    confirmed(client, issued)
    with clock.simulated(NOW + timedelta(days=3)):
        assert remind_of_readers(HOUSE) == 1
        assert remind_of_readers(HOUSE) == 0
    assert Notice.objects.filter(recipient=issued.scene.lead.email).exists()


def test_an_executive_may_decide_as_well(client, issued):
    on_offer(issued)
    confirmed(client, issued)
    chief = Client()
    chief.force_login(issued.scene.executive)
    said = {"company": "Acme", "kind": "user_entity", "days": 30}
    assert chief.post(f"/readers/requests/{AccessRequest.objects.get().pk}/approve/", said).status_code == 302
    assert Grant.objects.get().may_download is False
