"""Requests are tailored, answered from the ledger, returned with a reason and accepted by the firm alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.controls.models import Control
from attestry.engagements.errors import BehindTheWall
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.tests.examination import NOW, an_examination
from attestry.evidence.actions import hand_in_document
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.people.models import Person
from attestry.people.queries.duties import duties_of
from attestry.requests.actions.answering import (
    assign_request,
    attach_evidence,
    cannot_provide,
    submit_request,
    take_back_evidence,
)
from attestry.requests.actions.asking import ask, tailor_requests
from attestry.requests.actions.judging import accept_request, return_request, withdraw_request
from attestry.requests.content import library_groups
from attestry.requests.errors import EvidenceAttached, NoWayThere, RequestRefused
from attestry.requests.models import Request
from attestry.requests.queries.detail import request_page
from attestry.requests.rules.kind import RequestKind
from attestry.requests.tests.scene import DUE, a_request, document
from attestry.scope.actions.setting_up import choose_category


def test_the_library_holds_97_requests_each_of_known_criteria_and_controls(examination):
    every = [one for group in library_groups() for one in group.requests]
    assert len(every) == len({one.id for one in every}) == 97
    known = set(Control.objects.values_list("key", flat=True))
    assert not {key for one in every for key in one.controls} - known


def test_r98_the_default_list_has_only_what_fits_each_owned_and_due_and_an_answer_is_returned(db, lead_of):
    with clock.simulated(NOW):
        scene = lead_of("availability")
        owner = somebody("Olga", Role.OWNER)
        Control.objects.filter(key="REC-03").update(owner=owner)
        made = tailor_requests(scene.auditor.actor(), scene.engagement, owner=scene.lead, due_on=DUE)
        numbers = {one.number for one in made}
        assert {"PBC-001", "PBC-067", "PBC-069"} <= numbers
        assert not numbers & {"PBC-080", "PBC-082", "PBC-083", "PBC-093"}
        assert all(one.owner_id and one.due_on == DUE for one in made)
        assert Request.objects.get(number="PBC-066").owner == owner
        assert tailor_requests(scene.auditor.actor(), scene.engagement, owner=scene.lead, due_on=DUE) == []

        one = Request.objects.get(number="PBC-005")
        entry = hand_in_document(scene.lead.actor(), **document("Policies"))
        attach_evidence(scene.lead.actor(), one, entry_seq=entry.seq)
        submit_request(scene.lead.actor(), one)
        with pytest.raises(RequestRefused, match="reason"):
            return_request(scene.auditor.actor(), one, reason=" ")
        back = return_request(scene.auditor.actor(), one, reason="The approver is missing.")
        assert back.state == "returned"
        assert [said.words for said in request_page(back).history][-1] == "The approver is missing."


@pytest.fixture
def lead_of():
    """An engagement of Security and one more category."""

    def made(category, **more):
        scene = an_examination(begun=False, **more)
        choose_category(HOUSE, scene.engagement.system, category, is_chosen=True)
        scene.engagement.categories = ["availability", "security"]
        scene.engagement.save()
        return scene

    return made


def test_a_type_1_asks_for_no_list_of_a_period(db):
    with clock.simulated(NOW):
        scene = an_examination(kind=EngagementKind.SOC_2_TYPE_1, begun=False)
        made = tailor_requests(scene.lead.actor(), scene.engagement, owner=scene.lead, due_on=DUE)
        assert made
        assert {one.kind for one in made} == {RequestKind.DOCUMENT, RequestKind.POINT_IN_TIME}


def test_once_the_work_began_only_the_firm_asks(examination):
    with pytest.raises(BehindTheWall):
        tailor_requests(examination.lead.actor(), examination.engagement, owner=examination.lead, due_on=DUE)
    assert not examination.engagement.requests.exists()


def test_only_the_firm_accepts_and_only_management_answers(examination, entry):
    one = a_request(examination)
    with pytest.raises(NotAllowed):
        attach_evidence(examination.auditor.actor(), one, entry_seq=entry.seq)
    attach_evidence(examination.lead.actor(), one, entry_seq=entry.seq)
    submit_request(examination.lead.actor(), one)
    for actor in (examination.lead.actor(), HOUSE):
        with pytest.raises(NotAllowed):
            accept_request(actor, one)
    assert accept_request(examination.auditor.actor(), one).state == "accepted"


def test_a_request_is_answered_by_its_owner_or_by_who_keeps_the_list(examination, entry):
    owner, other = somebody("Olga", Role.OWNER), somebody("Otto", Role.OWNER)
    one = a_request(examination, owner=owner)
    with pytest.raises(NotAllowed, match="Olga's to answer"):
        attach_evidence(other.actor(), one, entry_seq=entry.seq)
    attach_evidence(owner.actor(), one, entry_seq=entry.seq)
    assign_request(examination.lead.actor(), one, owner=other)
    assert submit_request(other.actor(), one).state == "submitted"


def test_one_entry_answers_many_requests_and_each_says_so(examination, entry):
    first, second = a_request(examination, "One"), a_request(examination, "Two")
    for one in (first, second):
        attach_evidence(examination.lead.actor(), one, entry_seq=entry.seq)
    assert request_page(first).answers[0].others == (second.number,)
    with pytest.raises(RequestRefused, match="already"):
        attach_evidence(examination.lead.actor(), first, entry_seq=entry.seq)


def test_a_request_with_evidence_attached_is_not_withdrawn(examination, entry):
    one = a_request(examination)
    given = attach_evidence(examination.lead.actor(), one, entry_seq=entry.seq)
    with pytest.raises(EvidenceAttached):
        withdraw_request(examination.auditor.actor(), one, reason="No longer needed.")
    take_back_evidence(examination.lead.actor(), given, reason="Another system's list.")
    assert withdraw_request(examination.auditor.actor(), one, reason="No longer needed.").state == "withdrawn"
    assert request_page(one).taken_back[0].taken_back_why == "Another system's list."


def test_what_is_with_the_firm_is_not_taken_back(examination, entry):
    one = a_request(examination)
    given = attach_evidence(examination.lead.actor(), one, entry_seq=entry.seq)
    submit_request(examination.lead.actor(), one)
    with pytest.raises(NoWayThere):
        take_back_evidence(examination.lead.actor(), given, reason="Oh.")


def test_nothing_is_submitted_without_evidence_and_what_cannot_be_provided_wants_a_reason(examination):
    one = a_request(examination)
    with pytest.raises(RequestRefused, match="Nothing answers it"):
        submit_request(examination.lead.actor(), one)
    with pytest.raises(RequestRefused, match="reason"):
        cannot_provide(examination.lead.actor(), one, reason="")
    assert cannot_provide(examination.lead.actor(), one, reason="No such system.").state == "not_provided"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"due_on": date(2026, 7, 5)}, "due_on"),
        ({"title": " "}, "title"),
        ({"number": "A/../B"}, "number"),
    ],
)
def test_what_cannot_be_asked_is_refused_beside_its_field(examination, more, field):
    with pytest.raises(RequestRefused) as refusal:
        a_request(examination, **more)
    assert refusal.value.field == field


def test_an_auditor_cannot_owe_an_answer(examination):
    with pytest.raises(RequestRefused, match="cannot answer"):
        a_request(examination, owner=examination.partner)


def test_a_number_is_asked_once(examination):
    a_request(examination, number="X-1")
    with pytest.raises(RequestRefused, match="already"):
        a_request(examination, number="X-1")


def test_who_owes_an_answer_finds_it_among_their_duties(examination):
    person = Person.objects.create(
        name="Lea", email=examination.lead.email, started_on=date(2025, 1, 1), recorded_at=NOW
    )
    a_request(examination)
    owed = [one for one in duties_of(person) if one.kind == "request"]
    assert [one.due_on for one in owed] == [DUE]
    assert owed[0].is_overdue(DUE + timedelta(days=1))


def test_ask_is_refused_to_management_of_another_engagement_s_auditor(examination):
    stranger = somebody("Zoe", Role.AUDITOR)
    with pytest.raises(Exception, match="no such engagement"):
        ask(
            stranger.actor(), examination.engagement, title="All", text="", kind=RequestKind.DOCUMENT,
            owner=examination.lead, due_on=DUE,
        )  # fmt: skip
