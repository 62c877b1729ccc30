"""The firm keeps its own accounts: it invites colleagues and recovers them; management sees no link."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from attestry.accounts.errors import KeptByTheFirm
from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.accounts.tests.test_auditors import OPERATOR, opened
from attestry.engagements.actions.colleagues import invite_colleague, recover_colleague
from attestry.engagements.actions.staffing import leave_team
from attestry.engagements.errors import BehindTheWall, EngagementRefused
from attestry.engagements.rules.side import Duty
from attestry.engagements.tests.test_pages import signed_in, text_of
from attestry.journal import queries as journal
from attestry.kit.errors import NotAllowed, NotFound

_LINK = re.compile(r"http://testserver(/sign-in/[\w-]+/)")


def test_a_partner_invites_a_colleague_who_opens_the_account_and_sees_the_engagement(examination):
    path = f"/engagements/{examination.engagement.pk}/firm/invite/"
    typed = {"name": "Kim", "email": "kim@firm.example", "duty": "auditor"}
    page = signed_in(examination.partner).post(path, typed).content.decode()
    kim = Client()
    opened(kim, _LINK.search(page).group(1))
    assert "Payroll 2026" in text_of(kim, "/engagements/")
    entry = journal.entries(act="accounts.add_user")[0]
    assert (entry.subject, entry.actor_key) == ("user:kim@firm.example", examination.partner.subject)


def test_nobody_of_management_and_no_plain_auditor_invites(examination):
    said = {"email": "kim@firm.example", "name": "Kim", "duty": Duty.AUDITOR}
    for actor in (examination.lead.actor(), examination.auditor.actor(), HOUSE, OPERATOR):
        with pytest.raises((BehindTheWall, NotAllowed)):
            invite_colleague(actor, examination.engagement, **said)
    assert not User.objects.filter(email="kim@firm.example").exists()


def test_a_colleague_of_the_team_lets_somebody_sign_in_anew(examination):
    member = examination.engagement.team.get(user=examination.auditor)
    path = f"/engagements/{examination.engagement.pk}/firm/team/{member.pk}/recover/"
    before = signed_in(examination.auditor)
    assert before.get("/profile/").status_code == 200
    for user in (examination.lead, examination.executive):
        assert signed_in(user).post(path).status_code == 403
    page = signed_in(examination.senior).post(path).content.decode()
    assert before.get("/profile/").status_code == 302
    opened(Client(), _LINK.search(page).group(1))


def test_recovery_is_for_an_active_partner_or_lead_of_a_common_team_and_never_for_oneself(examination):
    engagement, auditor = examination.engagement, examination.auditor
    stranger = somebody("Zoe", Role.AUDITOR)
    for actor in (examination.lead.actor(), HOUSE, OPERATOR, stranger.actor(), auditor.actor()):
        with pytest.raises((NotAllowed, NotFound)):
            recover_colleague(actor, engagement, examination.senior)
    with pytest.raises(EngagementRefused):
        recover_colleague(examination.partner.actor(), engagement, stranger)
    with pytest.raises(KeptByTheFirm):
        recover_colleague(examination.partner.actor(), engagement, examination.partner)
    leave_team(examination.partner.actor(), engagement, examination.senior, reason="Moved.")
    with pytest.raises(NotFound):
        recover_colleague(examination.senior.actor(), engagement, auditor)
