import pytest

from attestry.accounts.rules import Attempts, Role, RolePermissions, may, may_attempt, token_digest


def test_an_administrator_may_do_everything_a_lead_may():
    for permission in (
        "controls.adopt",
        "connectors.add",
        "reports.issue",
        "readiness.assess",
        "journal.export",
    ):
        assert may(Role.LEAD, permission)
        assert may(Role.ADMINISTRATOR, permission)


def test_only_an_administrator_looks_after_accounts():
    holders = {role for role in Role if may(role, "accounts.add_user")}
    assert holders == {Role.ADMINISTRATOR}


@pytest.mark.parametrize(
    "permission", ["controls.adopt", "evidence.hand_in", "connectors.add", "scope.change"]
)
def test_r166_an_auditor_changes_nothing_that_management_keeps(permission):
    assert not may(Role.AUDITOR, permission)


def test_everybody_may_set_their_own_password():
    assert all(may(role, "accounts.set_own_password") for role in Role)


def test_permissions_of_a_role_answer_like_a_set():
    assert "controls.adopt" in RolePermissions(Role.LEAD)
    assert "accounts.add_user" not in RolePermissions(Role.LEAD)
    assert 7 not in RolePermissions(Role.LEAD)


@pytest.mark.parametrize(
    ("earlier", "allowed"),
    [
        (Attempts(0, 0, 0), True),
        (Attempts(4, 4, 4), True),
        (Attempts(5, 5, 5), False),
        (Attempts(0, 0, 30), False),
        (Attempts(0, 100, 0), False),
        (Attempts(0, 99, 29), True),
    ],
)
def test_guessing_ends_at_a_pair_at_an_origin_and_at_an_address(earlier, allowed):
    assert may_attempt(earlier) is allowed


def test_the_kept_digest_of_a_token_is_sha_256():
    assert token_digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
