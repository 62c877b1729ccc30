"""R68: each control has an owner, and management's signature under its design."""

from __future__ import annotations

import pytest
from django.urls import reverse

from attestry.accounts.rules import Role
from attestry.controls.actions.adopting import adopt_control, assign_owner, go_live
from attestry.controls.actions.signing import sign_designs
from attestry.controls.errors import DesignChanged, NothingToSign, OwnerMissing, SignerOwnsControl
from attestry.controls.gaps import gaps
from attestry.controls.models import Control, DesignSignature
from attestry.controls.queries.designs import design_lines
from attestry.controls.rules.design import Standing
from attestry.controls.tests.samples import make_user
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.scope.models import System

PAGE = "/controls/design/sign-off/"
KEYS = ("IAM-01", "IAM-02", "IAM-03")


@pytest.fixture
def world(client, packaged):
    """Three adopted controls, of which two have an owner; an executive is signed in."""
    lead, owner = make_user("Ada", Role.LEAD), make_user("Olu", Role.OWNER)
    eve = make_user("Eve", Role.EXECUTIVE)
    for key in KEYS:
        adopt_control(lead.actor(), Control.objects.get(key=key))
    for key in KEYS[:2]:
        assign_owner(lead.actor(), Control.objects.get(key=key), owner=owner)
    client.force_login(eve)
    client.lead, client.owner, client.eve = lead, owner, eve
    return client


def standing():
    return {one.key: one.standing for one in design_lines()}


def test_r68_a_control_without_an_owner_is_refused_to_go_live_and_each_design_is_signed(world):
    with pytest.raises(OwnerMissing, match="IAM-03 has no owner and cannot go live"):
        go_live(world.lead.actor(), Control.objects.get(key="IAM-03"))
    assert Control.objects.get(key="IAM-03").state == "adopted"
    page = world.get(PAGE).content.decode()
    assert "Management is responsible for designing, implementing and maintaining" in page
    assert "Sign all 2 that wait for you" in page
    answer = world.post(PAGE, {"design": [one.choice for one in design_lines() if one.owner]}, follow=True)
    assert "The design of 2 is signed." in answer.content.decode()
    assert standing() == {
        "IAM-01": Standing.SIGNED, "IAM-02": Standing.SIGNED, "IAM-03": Standing.NO_OWNER,
    }  # fmt: skip
    signed = DesignSignature.objects.first()
    assert (signed.signer_name, signed.signer) == ("Eve", world.eve.subject)
    entry = JournalEntry.objects.get(act="controls.sign_design", subject="control:IAM-01")
    assert entry.after == {"design signed": DesignSignature.objects.get(control__key="IAM-01").design_digest}
    exported = b"".join(world.get(f"{PAGE}?format=csv").streaming_content).decode()
    assert exported.count(",signed,") == 2


def test_a_design_that_changed_is_signed_anew(world):
    looked_at = {one.key: one.choice for one in design_lines()}
    sign_designs(world.eve.actor(), designs=["IAM-01"])
    Control.objects.filter(key="IAM-01").update(statement="Something else is done.")
    assert standing()["IAM-01"] is Standing.CHANGED
    with pytest.raises(DesignChanged):
        sign_designs(world.eve.actor(), designs=[looked_at["IAM-01"], looked_at["IAM-02"]])
    assert standing()["IAM-02"] is Standing.UNSIGNED, "all or none"
    sign_designs(world.eve.actor(), designs=["IAM-01"])
    assert standing()["IAM-01"] is Standing.SIGNED


def test_who_answers_for_a_control_never_signs_it_and_nobody_signs_what_nobody_owns(world):
    assign_owner(world.lead.actor(), Control.objects.get(key="IAM-01"), owner=world.lead)
    with pytest.raises(SignerOwnsControl, match="IAM-01"):
        sign_designs(world.lead.actor(), designs=["IAM-02", "IAM-01"])
    with pytest.raises(OwnerMissing, match="cannot be signed"):
        sign_designs(world.lead.actor(), designs=["IAM-03"])
    for nothing in ([], ["IAM-04"], ["NOPE-1"]):
        with pytest.raises(NothingToSign):
            sign_designs(world.lead.actor(), designs=nothing)
    with pytest.raises(NotAllowed):
        sign_designs(world.owner.actor(), designs=["IAM-02"])
    world.force_login(world.owner)
    assert world.post(PAGE, {"design": "IAM-02"}).status_code == 403
    assert not DesignSignature.objects.exists()


def test_live_controls_that_nobody_signed_are_a_gap(world):
    System.objects.get_or_create(name="Payroll", defaults={"created_at": clock.now()})

    def unsigned():
        return [gap.title for gap in gaps.__wrapped__(clock.now()) if gap.key == "controls:unsigned"]

    assert unsigned() == []
    go_live(world.lead.actor(), Control.objects.get(key="IAM-01"))
    assert unsigned() == ["Management has not signed the design of 1 live control"]
    sign_designs(world.eve.actor(), designs=["IAM-01"])
    assert unsigned() == []


def test_the_page_costs_the_same_however_many_controls_are_in_use(world, django_assert_max_num_queries):
    world.get(PAGE)
    with django_assert_max_num_queries(20) as first:
        world.get(PAGE)
    Control.objects.filter(key__startswith="BKP").update(state="adopted")
    with django_assert_max_num_queries(len(first)):
        world.get(PAGE)
    assert reverse("control_designs") == PAGE
