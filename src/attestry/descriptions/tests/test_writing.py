"""Management writes from its records; nothing that lacks something is final; an officer signs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry.accounts.tests.people import HOUSE
from attestry.controls.models import Control
from attestry.descriptions.actions.signing import sign_assertion, the_text
from attestry.descriptions.actions.writing import comment_on_passage, make_final, write_passage
from attestry.descriptions.errors import (
    CannotSign,
    NotComplete,
    PassageChanged,
    PassageRefused,
    UnknownCriterion,
)
from attestry.descriptions.models import Passage
from attestry.descriptions.queries.description import draft_of, is_current
from attestry.descriptions.tests.texts import PADDING, a_described_system, write_all
from attestry.engagements.actions.planning import plan_engagement
from attestry.engagements.errors import BehindTheWall
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.tests.examination import NOW, an_examination
from attestry.incidents.models import Incident
from attestry.kit import clock
from attestry.kit.digest import sha256_hex
from attestry.kit.errors import NotAllowed


@pytest.fixture(autouse=True)
def a_live_control(request):
    """CHG-02 is in use wherever the database is."""
    if "described" in request.fixturenames:
        scene = request.getfixturevalue("described")
        Control.objects.filter(key="CHG-02").update(state="live", owner=scene.lead)


def test_r110_an_empty_criterion_needs_none_and_how_that_is_known(described):
    write_all(described, but=6)
    assert draft_of(described.engagement).lacks == {6: ("nothing is written, not even that there is none",)}
    with pytest.raises(NotComplete, match="DC 6"):
        make_final(described.lead.actor(), described.engagement)
    with pytest.raises(PassageRefused, match="say that there is none"):
        write_passage(described.lead.actor(), described.engagement, criterion=6, none_because=" ")
    write_passage(described.lead.actor(), described.engagement, criterion=6, none_because="None is assumed.")
    assert make_final(described.lead.actor(), described.engagement).version == 1


def test_what_cannot_be_none_is_not(described):
    with pytest.raises(PassageRefused, match="no answer here"):
        write_passage(described.lead.actor(), described.engagement, criterion=3, none_because="Nothing.")


def test_r111_a_cited_control_that_goes_is_a_broken_link_and_nothing_is_final(described):
    write_all(described)
    assert draft_of(described.engagement).lacks == {}
    Control.objects.filter(key="CHG-02").update(withdrawn_at=NOW)
    assert draft_of(described.engagement).lacks == {5: ("it cites CHG-02, which does not exist",)}
    with pytest.raises(NotComplete, match="CHG-02"):
        make_final(described.lead.actor(), described.engagement)


def test_a_component_of_the_records_that_the_text_leaves_out_is_named(described):
    write_all(
        described, dc_3=f"The system is a program and the people around it. {PADDING} And no more than that."
    )
    assert draft_of(described.engagement).lacks == {3: ("it does not mention Ledger",)}


def test_a_grave_incident_of_the_period_is_not_answered_with_none(described):
    Incident.objects.create(
        title="Keys were lost", kind="security", severity="critical", summary="A laptop.", reported_by="Bo",
        detected_at=NOW - timedelta(days=60), recorded_at=NOW, updated_at=NOW,
    )  # fmt: skip
    write_all(described)
    assert draft_of(described.engagement).lacks == {4: ("it says none, and the records hold Keys were lost",)}


def test_r112_the_firm_edits_nothing_and_its_comment_stands_apart(described):
    write_all(described)
    with pytest.raises(NotAllowed):
        write_passage(described.auditor.actor(), described.engagement, criterion=1, text="Mine.")
    comment_on_passage(described.auditor.actor(), described.engagement, criterion=1, text="Which browsers?")
    with pytest.raises(NotAllowed):
        comment_on_passage(described.lead.actor(), described.engagement, criterion=1, text="Mine.")
    final = make_final(described.lead.actor(), described.engagement)
    assert "Which browsers?" not in str(final.content)
    assert [one.text for one in draft_of(described.engagement).sections[0].comments] == ["Which browsers?"]


def test_two_who_write_at_once_lose_nothing(described):
    first = write_passage(
        described.lead.actor(), described.engagement, criterion=1, text="One.", seen_version=0
    )
    with pytest.raises(PassageChanged):
        write_passage(described.lead.actor(), described.engagement, criterion=1, text="Two.", seen_version=0)
    write_passage(
        described.lead.actor(), described.engagement, criterion=1, text="Both.", seen_version=first.version
    )
    assert list(Passage.objects.values_list("text", flat=True)) == ["One.", "Both."]


def test_a_type_1_has_no_changes_of_a_period(db):
    with clock.simulated(NOW):
        scene = an_examination(kind=EngagementKind.SOC_2_TYPE_1)
        a_described_system(scene)
        assert [one.criterion.number for one in draft_of(scene.engagement).sections] == list(range(1, 9))
        with pytest.raises(UnknownCriterion):
            write_passage(scene.lead.actor(), scene.engagement, criterion=9, none_because="None.")


def test_an_officer_signs_in_their_own_name_what_they_read(described):
    write_all(described)
    final = make_final(described.lead.actor(), described.engagement)
    for actor in (described.lead.actor(), described.auditor.actor()):
        with pytest.raises(NotAllowed):
            sign_assertion(actor, final, title="Chief")
    with pytest.raises(CannotSign, match="in their own name"):
        sign_assertion(HOUSE, final, title="Chief")
    with pytest.raises(PassageRefused, match="office"):
        sign_assertion(described.executive.actor(), final, title=" ")
    with pytest.raises(CannotSign, match="another than the one"):
        sign_assertion(described.executive.actor(), final, title="Chief", seen_digest="00")
    read = sha256_hex(the_text(final).encode())
    made = sign_assertion(described.executive.actor(), final, title="Chief executive", seen_digest=read)
    assert (made.signer_name, made.signer_title, made.digest) == ("Eva", "Chief executive", read)
    assert final.digest in made.text
    with pytest.raises(CannotSign, match="signed already"):
        sign_assertion(described.executive.actor(), final, title="Chief")


def test_what_is_written_after_it_was_final_voids_the_version(described):
    write_all(described)
    final = make_final(described.lead.actor(), described.engagement)
    assert is_current(final)
    write_passage(described.lead.actor(), described.engagement, criterion=6, none_because="Still none.")
    assert not is_current(final)
    with pytest.raises(CannotSign, match="changed after"):
        sign_assertion(described.executive.actor(), final, title="Chief")


def test_a_description_like_the_last_one_is_marked(described):
    write_all(described)
    again = an_engagement_like(described)
    text = Passage.objects.get(criterion=1).text
    write_passage(described.lead.actor(), again, criterion=1, text=text)
    likeness = draft_of(again).sections[0].likeness
    assert (likeness.share, likeness.source) == (1.0, described.engagement.title)


def test_the_firm_is_behind_no_wall_that_lets_it_make_the_description_final(described):
    write_all(described)
    with pytest.raises((BehindTheWall, NotAllowed)):
        make_final(described.partner.actor(), described.engagement)


def an_engagement_like(scene):
    """A second engagement of the same system."""
    return plan_engagement(
        scene.lead.actor(),
        scene.engagement.system,
        kind=EngagementKind.SOC_2_TYPE_1,
        title="The next",
        until_on=scene.engagement.until_on,
    )
