"""What a choice, a data store and a boundary lack."""

from __future__ import annotations

from dataclasses import replace

import pytest

from attestry.frameworks.rules import Category
from attestry.scope.rules.system import (
    ComponentKind,
    Encryption,
    StoreFacts,
    Verdict,
    counts_as_in,
    findings_of_store,
    warnings_of_boundary,
    warnings_of_choice,
)

COMPLETE = StoreFacts(
    "Confidential",
    "Frankfurt",
    Encryption.ENCRYPTED,
    "Operators",
    "7 years",
    is_confidential=True,
    agreement="Master agreement, section 9",
)
ALL_KINDS = dict.fromkeys(ComponentKind, 1)


def test_leaving_security_out_warns_and_keeping_it_does_not() -> None:
    assert warnings_of_choice([Category.SECURITY, Category.PRIVACY]) == ()
    (warning,) = warnings_of_choice([Category.PRIVACY])
    assert warning.startswith("Security is left out.")


def test_only_a_decision_takes_a_thing_out() -> None:
    assert [counts_as_in(verdict) for verdict in (Verdict.UNDECIDED, Verdict.IN, Verdict.OUT)] == [
        True,
        True,
        False,
    ]


def test_a_complete_store_has_no_finding() -> None:
    assert findings_of_store(COMPLETE) == ()


@pytest.mark.parametrize(
    "missing, finding",
    [
        ({"data_class": ""}, "It has no data class."),
        ({"location": ""}, "Its location is not written down."),
        ({"encryption": Encryption.UNKNOWN}, "Whether it is encrypted is not known."),
        ({"access": ""}, "Who may reach it is not written down."),
        ({"retention": ""}, "How long its data are kept is not written down."),
        ({"agreement": ""}, "It holds confidential data and cites no agreement that makes them so."),
        ({"encryption": Encryption.NOT_ENCRYPTED}, "It holds confidential data and is not encrypted."),
    ],
)
def test_each_thing_a_store_lacks_is_its_own_finding(missing: dict[str, str], finding: str) -> None:
    assert findings_of_store(replace(COMPLETE, **missing)) == (finding,)  # type: ignore[arg-type]


def test_an_unencrypted_store_of_public_data_is_no_finding() -> None:
    store = replace(COMPLETE, encryption=Encryption.NOT_ENCRYPTED, is_confidential=False)
    assert findings_of_store(store) == ()


@pytest.mark.parametrize("kind", list(ComponentKind))
def test_each_empty_kind_is_named(kind: ComponentKind) -> None:
    (warning,) = warnings_of_boundary({**ALL_KINDS, kind: 0}, 0)
    assert kind.value in warning


def test_undecided_resources_are_counted_in_the_warning() -> None:
    assert warnings_of_boundary(ALL_KINDS, 0) == ()
    assert warnings_of_boundary(ALL_KINDS, 1) == ("1 discovered resource is undecided and counts as in.",)
    assert warnings_of_boundary(ALL_KINDS, 2) == ("2 discovered resources are undecided and count as in.",)
