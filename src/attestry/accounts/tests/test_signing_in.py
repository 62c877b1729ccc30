from datetime import UTC, datetime, timedelta

import pytest

from attestry.accounts.actions.signing_in import (
    begin_attempt,
    make_sign_in_link,
    note_sign_in,
    set_password,
    use_link,
)
from attestry.accounts.actions.users import deactivate_user
from attestry.accounts.errors import LinkSpent, NoSuchUser, PasswordTooWeak
from attestry.accounts.models import SignInAttempt, SignInLink
from attestry.accounts.queries import user_by_password
from attestry.accounts.rules import Role, token_digest
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.journal import queries as journal
from attestry.kit import clock
from attestry.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db

GOOD = "four rather plain words"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_link_signs_in_once():
    ada = somebody()
    token = make_sign_in_link(HOUSE, ada)
    assert use_link(HOUSE, token) == ada
    with pytest.raises(LinkSpent):
        use_link(HOUSE, token)


def test_the_token_itself_is_kept_nowhere():
    token = make_sign_in_link(HOUSE, somebody())
    assert SignInLink.objects.get().token_digest == token_digest(token)
    assert all(token not in str(line.record) for line in journal.chain())
    assert len(token) >= 43


def test_a_link_dies_after_a_quarter_of_an_hour():
    with clock.simulated(NOON):
        token = make_sign_in_link(HOUSE, somebody())
    with clock.simulated(NOON + timedelta(minutes=15)), pytest.raises(LinkSpent):
        use_link(HOUSE, token)
    with clock.simulated(NOON + timedelta(minutes=14, seconds=59)):
        assert use_link(HOUSE, token).name == "Ada"


def test_a_newer_link_ends_the_older():
    ada = somebody()
    older = make_sign_in_link(HOUSE, ada)
    make_sign_in_link(HOUSE, ada)
    with pytest.raises(LinkSpent):
        use_link(HOUSE, older)


def test_closing_an_account_ends_its_links():
    ada, bob = somebody("Ada"), somebody("Bob", Role.EMPLOYEE)
    token = make_sign_in_link(HOUSE, bob)
    closed = deactivate_user(ada.actor(), bob)
    with pytest.raises(LinkSpent):
        use_link(HOUSE, token)
    with pytest.raises(NoSuchUser):
        make_sign_in_link(HOUSE, closed)


def test_a_weak_password_is_refused_with_every_reason():
    ada = somebody()
    with pytest.raises(PasswordTooWeak) as refusal:
        set_password(ada.actor(), ada, password="password")
    assert "too short" in refusal.value.message
    assert "too common" in refusal.value.message


def test_nobody_sets_another_persons_password_not_even_an_administrator():
    ada, bob = somebody("Ada"), somebody("Bob", Role.EMPLOYEE)
    with pytest.raises(NotAllowed):
        set_password(ada.actor(), bob, password=GOOD)
    set_password(bob.actor(), bob, password=GOOD)
    assert user_by_password("bob@example.org", GOOD) == bob


def test_no_password_stands_in_the_journal():
    ada = somebody()
    set_password(ada.actor(), ada, password=GOOD)
    assert all(GOOD not in str(line.record) for line in journal.chain())


def test_a_closed_account_does_not_open_by_password():
    somebody("Ada")
    bob = somebody("Bob", Role.EMPLOYEE, password=GOOD)
    assert user_by_password("Bob@Example.org", GOOD) == bob
    bob.is_active = False
    bob.save()
    assert user_by_password("bob@example.org", GOOD) is None


def test_the_sixth_attempt_at_one_address_from_one_place_is_too_many():
    def attempt(address="ada@example.org", origin="192.0.2.1"):
        return begin_attempt(HOUSE, address=address, origin=origin)

    with clock.simulated(NOON):
        assert [attempt() for _ in range(6)] == [True] * 5 + [False]
        assert not attempt(" ADA@example.org")
        assert attempt(origin="192.0.2.2")
        assert attempt(address="bob@example.org")
    with clock.simulated(NOON + timedelta(minutes=15)):
        assert attempt()
        assert SignInAttempt.objects.count() == 1


def test_attempts_keep_no_address_in_clear():
    begin_attempt(HOUSE, address="ada@example.org", origin="192.0.2.1")
    kept = SignInAttempt.objects.get()
    assert "ada" not in kept.address_digest
    assert len(kept.origin_digest) == 64


def test_signing_in_by_password_is_journalled_and_forgives_what_went_before():
    ada = somebody()
    begin_attempt(HOUSE, address=ada.email, origin="192.0.2.1")
    note_sign_in(HOUSE, ada, at=NOON, address=ada.email, origin="192.0.2.1")
    assert not SignInAttempt.objects.exists()
    assert journal.entries(act="accounts.sign_in").get().after["signed_in_by"] == "password"
