"""The company's own controls, and edits to any."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError

from attestry.controls.actions.writing import add_control, edit_control
from attestry.controls.errors import ControlIdTaken, ControlIncomplete, UnknownMapping
from attestry.controls.models import Control, ControlCategory
from attestry.controls.queries.detail import control_detail
from attestry.controls.queries.listing import control_named
from attestry.controls.tests.samples import SYSTEM, text
from attestry.journal.models import JournalEntry
from attestry.journal.rules import Actor
from attestry.kit.errors import NotAllowed

pytestmark = pytest.mark.usefixtures("packaged")


@pytest.fixture
def physical() -> ControlCategory:
    return ControlCategory.objects.get(key="physical")


def test_an_own_control_starts_as_proposed_and_is_mapped(physical: ControlCategory) -> None:
    add_control(SYSTEM, text(), key="OWN-1", category=physical)
    found = control_detail("OWN-1")
    assert (found.line.state, found.line.origin) == ("proposed", "own")
    assert [(group.framework, [item.title for item in group.items]) for group in found.mappings] == [
        ("SOC 2", ["Physical access"]),
        ("ISO 27001", ["Entry control"]),
    ]


@pytest.mark.parametrize(
    "changes, reason",
    [
        ({"nature": ""}, "It does not say whether it prevents, detects or corrects."),
        ({"risk": ""}, "It is linked to no risk, and no reason is given why it needs none."),
        ({"automation": ""}, "It is manual and does not say why."),
    ],
)
def test_r159_a_control_without_nature_or_risk_is_refused(
    physical: ControlCategory, changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ControlIncomplete) as refusal:
        add_control(SYSTEM, text(**changes), key="OWN-1", category=physical)
    assert refusal.value.reasons == (reason,)
    assert not Control.objects.filter(key="OWN-1").exists()


def test_r159_a_risk_link_may_be_waived_with_a_reason(physical: ControlCategory) -> None:
    add_control(
        SYSTEM, text(risk="", risk_waiver="Asked for by one contract."), key="OWN-1", category=physical
    )
    assert control_detail("OWN-1").text.risk_waiver == "Asked for by one contract."


@pytest.mark.parametrize("missing", ["nature", "risk"])
def test_r159_the_database_itself_refuses_a_control_without_nature_or_risk(missing: str) -> None:
    with pytest.raises(IntegrityError):
        Control.objects.filter(key="GOV-01").update(**{missing: ""})


def test_ids_are_well_formed_free_and_not_the_librarys(physical: ControlCategory) -> None:
    add_control(SYSTEM, text(), key="OWN-1", category=physical)
    with pytest.raises(ControlIdTaken):
        add_control(SYSTEM, text(), key="OWN-1", category=physical)
    with pytest.raises(ControlIncomplete, match="not of the form"):
        add_control(SYSTEM, text(), key="door book", category=physical)
    with pytest.raises(ControlIncomplete, match="belong to the library"):
        add_control(SYSTEM, text(), key="PHY-77", category=physical)


def test_a_control_is_mapped_only_to_what_exists(physical: ControlCategory) -> None:
    with pytest.raises(UnknownMapping):
        add_control(SYSTEM, text(mappings={"tsc": ("CC6.99",)}), key="OWN-1", category=physical)
    with pytest.raises(UnknownMapping):
        edit_control(SYSTEM, control_named("GOV-01"), text(mappings={"sox": ("404",)}))


def test_an_edit_is_journaled_as_what_changed_alone() -> None:
    control = control_named("GOV-01")
    edit_control(SYSTEM, control, control.text())
    assert not JournalEntry.objects.filter(act="controls.edit").exists()
    was = control.text()
    edit_control(SYSTEM, control, text(**{**_fields(was), "frequency": "quarterly"}))
    (entry,) = JournalEntry.objects.filter(act="controls.edit")
    assert (entry.before, entry.after) == ({"frequency": "annual"}, {"frequency": "quarterly"})
    assert control_named("GOV-01").is_edited


def test_an_edit_replaces_the_mappings() -> None:
    control = control_named("GOV-01")
    edit_control(SYSTEM, control, text(**{**_fields(control.text()), "mappings": {"tsc": ("CC1.2",)}}))
    assert control_named("GOV-01").text().mappings == {"tsc": ("CC1.2",)}


def test_somebody_without_the_right_cannot_write(physical: ControlCategory) -> None:
    with pytest.raises(NotAllowed):
        add_control(Actor("user", "user:x", "X"), text(), key="OWN-1", category=physical)


def _fields(written: Any) -> dict[str, Any]:
    return {name: getattr(written, name) for name in type(written).__dataclass_fields__}
