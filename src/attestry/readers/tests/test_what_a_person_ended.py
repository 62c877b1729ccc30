"""What a person ended or narrowed stays so: no rule undoes it, and nobody ends it twice."""

from __future__ import annotations

import pytest
from django.test import Client

from attestry.engagements.tests.examination import NOW
from attestry.opinions.models import ReportWithdrawal
from attestry.readers.actions.granting import close_reader, grant_report, revoke_grant, revoke_user_entity
from attestry.readers.actions.offering import add_rule
from attestry.readers.errors import AlreadyEnded, WordsMissing
from attestry.readers.models import AccessRequest, Grant, Reader
from attestry.readers.rules.kinds import RequestState, RuleKind
from attestry.readers.tests.visiting import a_grant, asks, mailed_path, on_offer


@pytest.fixture
def let_in(client, issued) -> Grant:
    """Rae of Acme, whom a rule for the domain let in."""
    on_offer(issued)
    add_rule(issued.scene.lead.actor(), kind=RuleKind.DOMAIN, domain="acme.example.com", days=14)
    asks_again(client, issued)
    return Grant.objects.get()


def asks_again(client, issued, email="rae@acme.example.com") -> str:
    """Somebody asks and proves the mailbox; how the request stands then."""
    asks(client, issued, email=email)
    client.post(mailed_path(email, "confirm"))
    return AccessRequest.objects.filter(email=email).first().state


def test_a_rule_lets_nobody_back_in_whose_access_a_person_revoked(client, issued, let_in):
    revoke_grant(issued.scene.lead.actor(), let_in, why="She left Acme.")
    assert asks_again(client, issued) == RequestState.WAITING
    assert not Grant.objects.filter(revoked_at=None).exists()
    lead = Client()
    lead.force_login(issued.scene.lead)
    page = lead.get(f"/readers/requests/{AccessRequest.objects.first().pk}/").content.decode()
    assert "Somebody ended this access before" in page


def test_a_rule_lets_nobody_in_of_a_company_that_was_closed_whole(client, issued, let_in):
    assert asks_again(client, issued, "cleo@acme.example.com") == RequestState.APPROVED
    revoke_user_entity(issued.scene.lead.actor(), let_in.reader.user_entity, why="A customer no more.")
    assert asks_again(client, issued, "ned@acme.example.com") == RequestState.WAITING
    assert not Reader.objects.filter(closed_at=None).exists()


def test_a_rule_lengthens_and_never_lets_download_what_a_person_let_read_alone(client, issued, let_in):
    a_grant(issued, let_in.reader, may_download=False, days=1)
    asks_again(client, issued)
    assert Grant.objects.get().may_download is False
    grant_report(issued.scene.lead.actor(), let_in.reader, issued.scene.engagement, days=1)
    assert Grant.objects.get().may_download is True


def test_nothing_ends_twice_nor_without_a_reason(issued):
    grant, lead = a_grant(issued), issued.scene.lead.actor()
    for end, what in ((revoke_grant, grant), (close_reader, grant.reader)):
        with pytest.raises(WordsMissing):
            end(lead, what, why=" ")
        end(lead, what, why="It is over.")
        with pytest.raises(AlreadyEnded):
            end(lead, what, why="Once more.")
    with pytest.raises(WordsMissing):
        revoke_user_entity(lead, grant.reader.user_entity, why="")


def test_whoever_ends_twice_is_told_so_on_the_page(issued):
    grant = a_grant(issued)
    lead = Client()
    lead.force_login(issued.scene.lead)
    for said in ("It is not readable from now on", "This has ended already"):
        page = lead.post(f"/readers/grants/{grant.key}/revoke/", {"why": "It is over."}, follow=True)
        assert said in page.content.decode()


def test_an_invitation_that_is_refused_leaves_no_reader_behind(issued):
    lead = Client()
    lead.force_login(issued.scene.lead)
    said = {"name": "Rae", "email": "rae@acme.example.com", "company": "Acme", "kind": "prospect",
            "days": 20, "engagement": str(issued.scene.engagement.pk)}  # fmt: skip
    ReportWithdrawal.objects.create(
        report=issued.report, reason="A mistake.", by=issued.scene.partner, by_name="P", at=NOW
    )
    assert lead.post("/readers/invite/", said).status_code == 422
    assert not Reader.objects.exists()
