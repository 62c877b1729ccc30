"""Who may read confidential data and who did, the agreement behind it, and its destruction."""

from __future__ import annotations

from datetime import date

import pytest

from attestry.kit import clock
from attestry.kit.errors import Invalid
from attestry.scope.actions.describing import add_data_store, edit_data_store
from attestry.scope.actions.disposing import add_certificate, record_disposal
from attestry.scope.actions.reaching_data import import_grants, import_readings, plan_grants
from attestry.scope.actions.setting_up import ensure_system
from attestry.scope.errors import FieldRefused, NameTaken
from attestry.scope.queries.boundary import data_store_findings
from attestry.scope.queries.reaching_data import disposals, store_readers
from attestry.scope.rules.disposal import NO_CERTIFICATE, DisposalKind, DisposalMethod
from attestry.scope.rules.system import Encryption
from attestry.scope.tests.samples import HOUSE

pytestmark = pytest.mark.django_db

NOW = clock.from_text("2026-06-30T12:00:00Z")
GRANTS = b"""person,granted_on,basis,ends_on
ada@example.com,2026-01-05,On call,
bo@example.com,2026-01-05,Support,2026-05-31
cy@example.com,2026-06-01,Support,
"""
LOG = b"""person,read_at
ada@example.com,2026-06-29T08:00:00Z
ada@example.com,2026-06-30T08:00:00Z
bo@example.com,2026-05-20T10:00:00Z
ada@example.com,2026-02-01T08:00:00Z
"""


@pytest.fixture
def system():
    return ensure_system(HOUSE, "Payroll")


@pytest.fixture
def store(system):
    return add_data_store(HOUSE, system, name="Wages", data_class=system.data_classes.get(key="confidential"))


@pytest.fixture
def at_the_end_of_june():
    with clock.simulated(NOW):
        yield


def test_r57_confidential_data_that_cite_no_agreement_are_a_finding(system, store):
    lacking = "It holds confidential data and cites no agreement that makes them so."
    assert lacking in data_store_findings(system)[0].findings
    edit_data_store(
        HOUSE,
        store,
        data_class=store.data_class,
        location="Frankfurt",
        encryption=Encryption.ENCRYPTED,
        access="Operators",
        retention="Seven years",
        agreement="Master agreement, section 9",
    )
    assert data_store_findings(system) == ()
    public = add_data_store(HOUSE, system, name="Site", data_class=system.data_classes.get(key="public"))
    assert lacking not in data_store_findings(system)[0].findings, public


@pytest.mark.usefixtures("at_the_end_of_june")
def test_r59_who_can_read_a_data_set_and_who_did_in_ninety_days_equals_grants_and_log(store):
    assert len(import_grants(HOUSE, store, data=GRANTS).added) == 3
    assert len(import_readings(HOUSE, store, data=LOG).added) == 4
    found = store_readers(store, at=NOW)
    assert [one.person for one in found.can_read] == ["ada@example.com", "cy@example.com"]
    assert [(one.person, one.times) for one in found.did_read] == [
        ("ada@example.com", 2),
        ("bo@example.com", 1),
    ]
    assert found.people[0].last_at == clock.from_text("2026-06-30T08:00:00Z")
    assert found.without_a_grant == ("bo@example.com",)
    again = import_readings(HOUSE, store, data=LOG)
    assert str(again) == "0 added, 0 changed, 4 as they were", "what is there is not added twice"
    new = b"person,granted_on\ncy@example.com,2026-06-01\n"
    assert {one.title: one.fields[0] for one in plan_grants(store, new).changed} == {
        "ada@example.com": ("may_since", "2026-01-05", ""),
        "bo@example.com": ("may_since", "2026-01-05", ""),
        "cy@example.com": ("basis", "Support", ""),
    }, "whom a new list leaves out is named"
    import_grants(HOUSE, store, data=new, seen=plan_grants(store, new).digest())
    assert store.grants.get().person == "cy@example.com", "a new list stands in place of the old"


@pytest.mark.usefixtures("at_the_end_of_june")
@pytest.mark.parametrize(
    "take_in, data, said",
    [
        (import_grants, b"person,granted\nx,2026-01-01\n", "granted_on"),
        (import_grants, b"person,granted_on\nx,yesterday\n", "line 2: granted_on: “yesterday” is no day"),
        (import_grants, b"person,granted_on\n,2026-01-01\n", "line 2: person: it is empty"),
        (import_grants, b"person,granted_on,ends_on\nx,2026-01-02,2026-01-01\n", "ends before it is granted"),
        (
            import_grants,
            b"person,granted_on\nx,2026-01-02\nx,2026-01-02\n",
            "line 3: it says the same",
        ),
        (import_readings, b"person,read_at\nx,noon\n", "line 2: read_at: “noon” is no time"),
        (import_readings, b"person,read_at\nx,2027-01-01\n", "line 2: read_at: it lies ahead"),
    ],
)
def test_a_file_with_a_wrong_line_is_refused_whole(store, take_in, data, said):
    with pytest.raises(Invalid, match=said):
        take_in(HOUSE, store, data=data)
    assert not store.grants.exists()
    assert not store.readings.exists()


@pytest.mark.usefixtures("at_the_end_of_june")
def test_r60_three_devices_are_destroyed_and_the_one_without_a_certificate_is_a_finding(system, store):
    def destroy(name, certificate):
        return record_disposal(
            HOUSE,
            system,
            name=name,
            kind=DisposalKind.DEVICE,
            method=DisposalMethod.DESTROYED,
            disposed_on=date(2026, 6, 1),
            performed_by="Shredders Ltd",
            certificate=certificate,
            store=store,
        )

    destroy("Laptop 1", "C-100")
    destroy("Laptop 2", "C-101")
    bare = destroy("Laptop 3", "")
    assert [(one.disposal.name, one.findings) for one in disposals(system) if one.findings] == [
        ("Laptop 3", (NO_CERTIFICATE,))
    ]
    with pytest.raises(FieldRefused):
        add_certificate(HOUSE, bare, certificate=" ")
    add_certificate(HOUSE, bare, certificate="C-102")
    assert not any(one.findings for one in disposals(system))
    with pytest.raises(NameTaken):
        destroy("Laptop 1", "C-100")


@pytest.mark.usefixtures("at_the_end_of_june")
def test_a_disposal_that_lies_ahead_is_refused(system):
    with pytest.raises(FieldRefused):
        record_disposal(
            HOUSE,
            system,
            name="Disk",
            kind=DisposalKind.MEDIUM,
            method=DisposalMethod.PURGED,
            disposed_on=date(2026, 7, 1),
            performed_by="Ada",
        )
