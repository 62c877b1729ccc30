"""Commitments, the controls that keep them, and the gaps of the scope."""

from __future__ import annotations

from datetime import date

import pytest

from attestry.accounts.rules import Role
from attestry.controls.actions.adopting import adopt_control, go_live, retire_control
from attestry.controls.actions.linking import link_commitment, link_component, unlink_commitment
from attestry.controls.errors import AlreadyLinked
from attestry.controls.gaps import gaps
from attestry.controls.models import Control
from attestry.controls.queries.commitments import commitment_lines, uncovered_commitments
from attestry.controls.queries.gaps import gaps_at
from attestry.controls.rules.gap import GapKind
from attestry.controls.tests.samples import SYSTEM, make_user
from attestry.frameworks.rules import Category
from attestry.kit import clock
from attestry.scope.actions.describing import add_data_store
from attestry.scope.actions.discovering import note_discovered
from attestry.scope.actions.drawing import add_component, decide_resource
from attestry.scope.actions.promising import add_commitment, edit_commitment, withdraw_commitment
from attestry.scope.actions.setting_up import ensure_system
from attestry.scope.errors import ChangedMeanwhile, FieldRefused, ReasonMissing
from attestry.scope.queries.promises import commitment_state
from attestry.scope.rules.promises import CommitmentKind, Source
from attestry.scope.rules.system import ComponentKind, Verdict
from attestry.scope.tests.samples import signed

pytestmark = pytest.mark.usefixtures("packaged")

FORM = {
    "kind": "commitment",
    "text": "The service is up 99.9 % of each month.",
    "category": "availability",
    "source": "service_level",
    "is_for_all": "on",
}


@pytest.fixture
def system():
    return ensure_system(SYSTEM, "Payroll")


@pytest.fixture
def lead(client, system):
    client.force_login(make_user("Lea", Role.LEAD))
    return client


def promised(system, text="The service is up.", kind=CommitmentKind.COMMITMENT, **more):
    return add_commitment(
        SYSTEM,
        system,
        kind=kind,
        text=text,
        source=Source.CONTRACT,
        category=more.pop("category", Category.SECURITY),
        **more,
    )


def live(key="IAM-01"):
    control = adopt_control(
        SYSTEM, Control.objects.get(key=key), owner=make_user(f"Owner {key}".replace(" ", ""))
    )
    return go_live(SYSTEM, control)


def words(answer):
    return answer.content.decode()


def titles(system):
    return [gap.key for gap in gaps(clock.now())]


def test_r10_a_commitment_without_a_live_control_is_red_until_one_is_linked(lead, system):
    page = words(lead.post("/commitments/", FORM, follow=True))
    assert "Not covered" in page
    assert "commitment:SC-1" in titles(system)
    control = adopt_control(SYSTEM, Control.objects.get(key="AVL-01"), owner=make_user("Olga"))
    lead.post("/commitments/SC-1/controls/", {"control": "AVL-01"})
    assert "Not covered" in words(lead.get("/commitments/")), "adopted is not live"
    go_live(SYSTEM, control)
    assert "Not covered" not in words(lead.get("/commitments/"))
    assert "commitment:SC-1" not in titles(system)
    retire_control(SYSTEM, control, reason="Replaced.")
    assert "Not covered" in words(lead.get("/commitments/"))


def test_r10_a_commitment_is_kept_through_all_of_its_requirements(system):
    promise = promised(system)
    first, second = (
        promised(system, text, CommitmentKind.REQUIREMENT, follows_from=promise) for text in ("A", "B")
    )
    control = live()
    link_commitment(SYSTEM, control, commitment=first)
    assert {one.commitment.key for one in uncovered_commitments(system)} == {promise.key, second.key}
    link_commitment(SYSTEM, control, commitment=second)
    assert uncovered_commitments(system) == ()
    with pytest.raises(AlreadyLinked):
        link_commitment(SYSTEM, control, commitment=second)
    unlink_commitment(SYSTEM, control, commitment=second)
    assert {one.commitment.key for one in uncovered_commitments(system)} == {promise.key, second.key}


def test_r10_a_gap_tells_missing_from_inadequate(system):
    promise = promised(system)
    assert next(iter(gaps(clock.now()))).kind is GapKind.MISSING
    link_commitment(SYSTEM, Control.objects.get(key="IAM-01"), commitment=promise)
    (gap,) = gaps(clock.now())
    assert (gap.kind, gap.controls, gap.url) == (GapKind.INADEQUATE, ("IAM-01",), "/commitments/SC-1/")
    assert gap in gaps_at(clock.now())


def test_a_requirement_follows_only_from_a_commitment(system):
    promise = promised(system)
    needed = promised(system, "Two regions.", CommitmentKind.REQUIREMENT, follows_from=promise)
    with pytest.raises(FieldRefused):
        promised(system, "x", CommitmentKind.REQUIREMENT, follows_from=needed)
    with pytest.raises(FieldRefused):
        promised(system, "x", follows_from=promise)
    with pytest.raises(FieldRefused):
        promised(system, "  ")
    assert [one.commitment.key for one in commitment_lines(system)] == ["SC-1", "SR-1"]


def test_a_withdrawn_commitment_is_no_longer_stated_and_keeps_its_id(system):
    promise = promised(system)
    with pytest.raises(ReasonMissing):
        withdraw_commitment(SYSTEM, promise, reason="")
    withdraw_commitment(SYSTEM, promise, reason="The contract ended.")
    assert commitment_lines(system) == ()
    assert promised(system).key == "SC-2"


def test_what_a_commitment_s_record_lacks_is_said(system):
    promised(system, category=Category.PRIVACY)
    (line,) = commitment_lines(system)
    assert len(line.findings) == 3
    promised(system, source_reference="MSA 4.2", source_on=date(2026, 1, 1))
    assert commitment_lines(system)[1].findings == ()


def test_two_people_who_edit_one_commitment_lose_nothing(lead, system):
    promise = promised(system)
    seen = commitment_state(promise)
    edit_commitment(
        SYSTEM, promise, text="Up 99 %.", source=Source.CONTRACT, category=Category.SECURITY, seen=seen
    )
    with pytest.raises(ChangedMeanwhile):
        edit_commitment(
            SYSTEM, promise, text="Up.", source=Source.CONTRACT, category=Category.SECURITY, seen=seen
        )
    answer = lead.post("/commitments/SC-1/", {**FORM, "text": "What I typed", "seen": seen})
    assert answer.status_code == 422
    for kept in ("What I typed", "Up 99 %.", "Somebody else changed"):
        assert kept in words(answer)


def test_r80_drift_and_undecided_resources_raise_items_until_they_are_dealt_with(system):
    signed(system)
    assert titles(system) == []
    note_discovered(SYSTEM, system, source="aws", item_ids=["arn:a"])
    assert titles(system) == ["scope:undecided"]
    decide_resource(SYSTEM, system.resources.get(), verdict=Verdict.IN, reason="")
    assert titles(system) == ["scope:drift"], "what was decided is not what was signed"
    signed(system)
    assert titles(system) == []
    add_component(SYSTEM, system, kind=ComponentKind.DATA, name="Payslips", reason="A new service.")
    assert titles(system) == ["scope:drift"]


def test_r57_r60_records_of_data_that_lack_something_raise_items(system):
    add_data_store(SYSTEM, system, name="Files", is_health_data=True)
    assert titles(system) == ["scope:health", "data_store:Files"]


def test_before_a_system_is_described_the_scope_has_no_gap():
    assert list(gaps(clock.now())) == []


def test_controls_are_linked_with_components_on_their_page(lead, system):
    part = add_component(SYSTEM, system, kind=ComponentKind.SOFTWARE, name="Portal")
    live("IAM-01")
    here = f"/scope/boundary/{part.pk}/controls/"
    page = words(lead.post(here, {"control": "iam-01"}, follow=True))
    assert "IAM-01: done." in page
    assert "is linked with Portal already" in words(lead.post(here, {"control": "IAM-01"}, follow=True))
    assert "no control" in words(lead.post(here, {"control": "XXX-9"}, follow=True)).lower()
    lead.post(here, {"control": "IAM-01", "unlink": "yes"})
    assert "No control names it." in words(lead.get(here))


def test_pages_cost_the_same_however_many_commitments_there_are(lead, system, django_assert_max_num_queries):
    promised(system)
    for path in ("/commitments/", "/commitments/SC-1/"):
        with django_assert_max_num_queries(40) as first:
            assert lead.get(path).status_code == 200
        for n in range(4):
            made = promised(system, f"Promise {n}")
            link_commitment(SYSTEM, Control.objects.get(key="IAM-01"), commitment=made)
        with django_assert_max_num_queries(len(first)):
            lead.get(path)


def test_what_people_typed_is_shown_as_text(lead, system):
    script = "<script>alert(1)</script>"
    part = add_component(SYSTEM, system, kind=ComponentKind.SOFTWARE, name=script)
    promised(system, script, source_reference=script, components=[part])
    link_component(SYSTEM, Control.objects.get(key="IAM-01"), component=part)
    for path in ("/commitments/", "/commitments/SC-1/", f"/scope/boundary/{part.pk}/controls/"):
        assert script not in words(lead.get(path))


def test_a_list_is_exported_without_formulas(lead, system):
    promised(system, "=1+1")
    rows = b"".join(lead.get("/commitments/?format=csv").streaming_content).decode()
    assert "'=1+1" in rows


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OWNER, Role.EMPLOYEE])
def test_who_may_not_is_refused(client, system, role):
    promised(system)
    client.force_login(make_user("Eve", role))
    assert client.post("/commitments/", FORM).status_code == 403
    for path in ("/commitments/SC-1/controls/", "/commitments/SC-1/withdraw/"):
        assert client.post(path, {"control": "IAM-01", "reason": "x"}).status_code == 403


def test_commitments_are_sorted_searched_and_held_to_what_is_open(lead, system):
    promised(system)
    other = promised(system, text="A backup is restored each year.")
    page = words(lead.get("/commitments/?state=open&sort=text"))
    assert page.index("A backup is restored") < page.index("The service is up.")
    assert words(lead.get("/commitments/?q=backup")).count("<tr data-row>") == 1
    assert words(lead.get("/commitments/?state=covered")).count("<tr data-row>") == 0
    said = b"".join(lead.get("/commitments/?q=backup&format=csv").streaming_content).decode()
    assert said.splitlines()[1].startswith(f"{other.key},")
