"""What is granted holds until its day, and not a moment after it was revoked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.engagements.tests.examination import NOW
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.notices.models import Notice
from attestry.readers.access import refuse_unless_reader
from attestry.readers.actions.granting import (
    close_reader,
    grant_report,
    revoke_grant,
    revoke_user_entity,
)
from attestry.readers.actions.linking import new_reader_link
from attestry.readers.actions.reminding import remind_of_readers
from attestry.readers.errors import GrantEnded, PeriodRefused, ReaderLinkSpent, UnknownReader, WordsMissing
from attestry.readers.models import ReaderLink
from attestry.readers.queries.grants import open_grant, open_grants
from attestry.readers.rules.kinds import ReaderKind
from attestry.readers.tests.visiting import HOUSE, a_grant, a_reader, signed_in


def test_a_grant_holds_until_its_day_and_is_gone_once_revoked(issued):
    grant = a_grant(issued)
    assert open_grant(grant.reader, grant.key) == grant
    with clock.simulated(NOW + timedelta(days=31)), pytest.raises(GrantEnded):
        open_grant(grant.reader, grant.key)
    revoke_grant(issued.scene.lead.actor(), grant, why="The contract ended.")
    with pytest.raises(GrantEnded):
        open_grant(grant.reader, grant.key)
    assert open_grants(grant.reader) == []


def test_a_grant_of_somebody_else_is_as_if_it_were_not_there(issued):
    grant = a_grant(issued)
    other = a_reader(issued, email="kim@globex.example.com", company="Globex")
    with pytest.raises(UnknownReader):
        open_grant(other, grant.key)


@pytest.mark.parametrize("days", [0, -1, 401])
def test_a_grant_of_no_length_or_of_years_is_refused(issued, days):
    with pytest.raises(PeriodRefused):
        grant_report(issued.scene.lead.actor(), a_reader(issued), issued.scene.engagement, days=days)


def test_granting_again_lengthens_and_never_shortens(issued):
    grant = a_grant(issued, days=30)
    assert a_grant(issued, grant.reader, days=10).expires_at == grant.expires_at
    longer = a_grant(issued, grant.reader, days=60)
    assert longer.pk == grant.pk
    assert longer.expires_at == NOW + timedelta(days=60)


def test_a_user_auditor_reads_for_a_user_entity_under_the_same_grant(issued):
    entity = a_reader(issued).user_entity
    auditor = a_reader(issued, email="kit@cpa.example.org", name="Kit", kind=ReaderKind.USER_AUDITOR)
    a_grant(issued, auditor)
    assert auditor.user_entity == entity
    line = JournalEntry.objects.filter(act="readers.grant").last()
    assert line.after["kind"] == "user_auditor"
    assert line.after["company"] == "Acme"


def test_closing_a_company_closes_every_reader_of_it_at_once(issued):
    grant = a_grant(issued)
    browser = signed_in(grant.reader)
    revoke_user_entity(issued.scene.lead.actor(), grant.reader.user_entity, why="It is a customer no more.")
    assert browser.get("/trust/sign-in/").status_code == 200  # signed in no more
    grant.refresh_from_db()
    assert grant.revoked_why == "It is a customer no more."
    with pytest.raises(WordsMissing):
        close_reader(issued.scene.lead.actor(), grant.reader, why=" ")


def test_a_reader_is_signed_out_after_eight_hours_and_no_user_of_the_program(issued):
    grant = a_grant(issued)
    browser = signed_in(grant.reader)
    for path in ("/", "/controls/", "/readers/", "/journal/", "/api/acts/"):
        assert browser.get(path).status_code in (302, 401, 403), path
    with clock.simulated(NOW + timedelta(hours=9)):
        assert browser.get("/trust/sign-in/").status_code == 200


def test_nobody_acts_in_a_readers_name_and_a_reader_does_nothing_of_the_program(issued):
    grant = a_grant(issued)
    with pytest.raises(NotAllowed):
        refuse_unless_reader(issued.scene.lead.actor(), grant.reader)
    with pytest.raises(NotAllowed):
        refuse_unless_reader(HOUSE, grant.reader)
    refuse_unless_reader(grant.reader.actor(), grant.reader)
    with pytest.raises(NotAllowed):
        revoke_grant(grant.reader.actor(), grant, why="Mine.")


def test_a_link_works_once_dies_in_time_and_tells_who_handed_it_over(issued):
    grant = a_grant(issued)
    lead = Client()
    lead.force_login(issued.scene.lead)
    page = lead.post(f"/readers/{grant.reader.key}/link/").content.decode()
    token = page.split("/trust/in/")[1].split("/")[0]
    browser = Client()
    assert browser.get(f"/trust/in/{token}/").status_code == 200  # looking spends nothing
    browser.post(f"/trust/in/{token}/")
    assert browser.session["reader"]["handed_by"] == "Lea"
    assert Client().post(f"/trust/in/{token}/").status_code == ReaderLinkSpent.status
    assert token not in str(list(ReaderLink.objects.values())) + str(list(JournalEntry.objects.values()))


def test_a_link_leads_to_what_may_be_read_whatever_is_sent_with_it(issued):
    reader = a_grant(issued).reader
    for onwards in ("https://evil.example.com/trust/", "//evil.example.com/trust/", "/controls/"):
        token = new_reader_link(reader, valid_for=timedelta(minutes=30))
        assert Client().post(f"/trust/in/{token}/", {"next": onwards})["Location"] == "/trust/reading/"


def test_readers_are_told_before_their_access_ends(issued):
    grant = a_grant(issued, days=5)
    assert remind_of_readers(HOUSE) == 1
    assert remind_of_readers(HOUSE) == 0
    assert Notice.objects.filter(recipient=grant.reader.email, subject__contains="ends soon").exists()


def test_the_pages_of_management_are_for_those_who_may(issued):
    grant = a_grant(issued)
    paths = (
        "/readers/",
        "/readers/requests/",
        "/readers/rules/",
        f"/readers/{grant.reader.key}/",
        "/readers/invite/",
    )
    lead = Client()
    lead.force_login(issued.scene.lead)
    for path in paths:
        assert lead.get(path).status_code == 200, path
    for user in (issued.scene.auditor, somebody("Olga", Role.OWNER), somebody("Emil", Role.EMPLOYEE)):
        other = Client()
        other.force_login(user)
        for path in paths:
            assert other.get(path).status_code == 403, path


def test_a_reader_is_invited_without_having_asked(issued):
    lead = Client()
    lead.force_login(issued.scene.lead)
    said = {"name": "<i>Rae</i>", "email": "rae@acme.example.com", "company": "Acme", "kind": "regulator",
            "days": 20, "may_download": "on", "engagement": str(issued.scene.engagement.pk)}  # fmt: skip
    answer = lead.post("/readers/invite/", said, follow=True)
    assert "&lt;i&gt;Rae" in answer.content.decode()
    csv = lead.get("/readers/?format=csv").getvalue().decode()
    assert "rae@acme.example.com" in csv
    assert "reads" in csv


def test_the_list_takes_as_many_queries_for_many_readers(issued, django_assert_num_queries):
    lead = Client()
    lead.force_login(issued.scene.lead)
    a_grant(issued)
    lead.get("/readers/")
    with CaptureQueriesContext(connection) as few:
        lead.get("/readers/")
    for number in range(20):
        a_grant(issued, a_reader(issued, email=f"r{number}@acme.example.com"))
    with django_assert_num_queries(len(few)):
        lead.get("/readers/")
