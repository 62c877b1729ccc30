"""Auditors' accounts are of their own kind: opened once, by two proofs, and never by management."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
import pytest
from django.test import Client

from attestry.accounts.actions.auditors import invite_auditor, recover_auditor
from attestry.accounts.actions.signing_in import make_sign_in_link, set_password
from attestry.accounts.actions.tokens import make_token
from attestry.accounts.actions.users import add_user, change_role, deactivate_user, reactivate_user
from attestry.accounts.errors import KeptByTheFirm
from attestry.accounts.models import SecondFactor, User
from attestry.accounts.rules import AUDITOR_SESSION_LASTS, Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.journal import queries as journal
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Invalid, NotAllowed

pytestmark = pytest.mark.django_db

GOOD = "four rather plain words"
OPERATOR = Actor.operator("root")


def key_on(page: str) -> str:
    return re.search(r'second-factor-key">([A-Z2-7 ]+)<', page).group(1).replace(" ", "")


def code_of(key: str, *, steps: int = 0) -> str:
    return pyotp.TOTP(key).at(clock.now() + timedelta(seconds=30 * steps))


def opened(client: Client, link: str) -> str:
    """Open an account by its link; the key of its second factor."""
    assert client.get(link)["Location"] == "/sign-in/second-factor/"
    key = key_on(client.get("/sign-in/second-factor/").content.decode())
    answer = client.post("/sign-in/second-factor/", {"password": GOOD, "again": GOOD, "code": code_of(key)})
    assert answer.status_code == 302, answer.content.decode()
    return key


def invited(client: Client, name: str = "Ann") -> User:
    """An auditor whom an administrator invited and who opened the account."""
    ada = User.objects.filter(role=Role.ADMINISTRATOR).first() or somebody("Ada")
    user = add_user(ada.actor(), email=f"{name.lower()}@firm.example", name=name, role=Role.AUDITOR)
    user.key = opened(client, f"/sign-in/{make_sign_in_link(ada.actor(), user)}/")
    user.refresh_from_db()
    return user


def test_an_auditor_opens_the_account_by_the_link_with_a_password_and_a_second_factor(client):
    ann = invited(client)
    assert ann.opened_at is not None
    assert client.get("/profile/").status_code == 200
    assert client.session.get_expiry_age() <= AUDITOR_SESSION_LASTS.total_seconds()
    assert ann.key not in SecondFactor.objects.get().sealed_secret
    assert all(ann.key not in str(line.record) for line in journal.chain())


def test_until_the_code_is_given_nobody_is_signed_in(client):
    ann = invited(client)
    client.post("/sign-out/")
    answer = client.post("/sign-in/", {"email": ann.email, "password": GOOD, "next": "/journal/"})
    assert answer["Location"] == "/sign-in/second-factor/"
    assert client.get("/profile/").status_code == 302
    assert client.post("/sign-in/second-factor/", {"code": "000000"}).status_code == 401
    assert client.get("/profile/").status_code == 302
    with clock.simulated(clock.now() + timedelta(seconds=60)):
        answer = client.post("/sign-in/second-factor/", {"code": code_of(ann.key)})
        assert answer["Location"] == "/journal/"
    assert client.get("/profile/").status_code == 200


def test_a_code_counts_once(client):
    ann = invited(client)
    client.post("/sign-out/")
    client.post("/sign-in/", {"email": ann.email, "password": GOOD})
    again = client.post("/sign-in/second-factor/", {"code": code_of(ann.key)})
    assert again.status_code == 401
    assert "This code does not count." in again.content.decode()


def test_guessing_codes_ends(client):
    ann = invited(client)
    client.post("/sign-out/")
    client.post("/sign-in/", {"email": ann.email, "password": GOOD})
    said = [client.post("/sign-in/second-factor/", {"code": "000000"}).status_code for _ in range(5)]
    assert said[-1] == 429


def test_behind_a_trusted_proxy_guesses_at_a_code_are_counted_by_whom_it_names(client, settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    ann = invited(client)
    client.post("/sign-out/")
    client.post("/sign-in/", {"email": ann.email, "password": GOOD})

    def guess(origin):
        behind = {"REMOTE_ADDR": "10.0.0.5", "headers": {"x-forwarded-for": origin}}
        return client.post("/sign-in/second-factor/", {"code": "000000"}, **behind).status_code

    assert [guess("198.51.100.1") for _ in range(6)] == [401] * 5 + [429]
    assert guess("198.51.100.2") == 401


def test_the_first_proof_is_forgotten_after_ten_minutes(client):
    ann = invited(client)
    client.post("/sign-out/")
    client.post("/sign-in/", {"email": ann.email, "password": GOOD})
    with clock.simulated(clock.now() + timedelta(minutes=11)):
        answer = client.post("/sign-in/second-factor/", {"code": code_of(ann.key)})
        assert answer["Location"] == "/sign-in/"


def test_a_session_of_an_auditor_ends_sooner_than_one_of_management(client, settings):
    invited(client)
    assert 0 < client.session.get_expiry_age() < settings.SESSION_COOKIE_AGE / 2


def test_without_a_session_that_gave_the_first_proof_the_page_leads_to_the_sign_in(client):
    assert client.get("/sign-in/second-factor/")["Location"] == "/sign-in/"


@pytest.mark.parametrize("who", [HOUSE, OPERATOR, "administrator"])
def test_nobody_of_management_makes_a_link_to_an_account_that_was_opened(client, who):
    ann = invited(client)
    actor = User.objects.get(name="Ada").actor() if who == "administrator" else who
    with pytest.raises(KeptByTheFirm):
        make_sign_in_link(actor, ann)
    assert not ann.sign_in_links.filter(used_at=None).exists()


def test_an_invitation_that_was_lost_is_made_again_only_while_nobody_opened_the_account():
    ada = somebody("Ada")
    ann = add_user(ada.actor(), email="ann@firm.example", name="Ann", role=Role.AUDITOR)
    assert make_sign_in_link(ada.actor(), ann) != make_sign_in_link(ada.actor(), ann)
    for outside in (HOUSE, OPERATOR):
        with pytest.raises(KeptByTheFirm):
            make_sign_in_link(outside, ann)


@pytest.mark.parametrize("actor", [HOUSE, OPERATOR])
def test_the_house_and_its_operator_set_no_auditors_password(client, actor):
    ann = invited(client)
    with pytest.raises(KeptByTheFirm):
        set_password(actor, ann, password="another long password")
    ada = User.objects.get(name="Ada")
    with pytest.raises(NotAllowed):
        set_password(ada.actor(), ann, password="another long password")
    ann.refresh_from_db()
    assert ann.check_password(GOOD)


@pytest.mark.parametrize("who", [HOUSE, OPERATOR, "administrator"])
def test_nobody_becomes_an_auditor_or_stops_being_one_by_a_change_of_role(client, who):
    ann, bob = invited(client), somebody("Bob", Role.EMPLOYEE)
    actor = User.objects.get(name="Ada").actor() if who == "administrator" else who
    for user, role in ((ann, Role.ADMINISTRATOR), (bob, Role.AUDITOR)):
        with pytest.raises(KeptByTheFirm):
            change_role(actor, user, role=role)
        held = user.role
        user.refresh_from_db()
        assert user.role == held


def test_the_operator_at_the_command_line_may_only_deactivate_an_auditor(client):
    ann = invited(client)
    with pytest.raises(KeptByTheFirm):
        add_user(OPERATOR, email="x@firm.example", name="X", role=Role.AUDITOR)
    closed = deactivate_user(OPERATOR, ann)
    with pytest.raises(KeptByTheFirm):
        reactivate_user(OPERATOR, closed)
    ann.refresh_from_db()
    assert not ann.is_active
    assert client.get("/profile/").status_code == 302


def test_nobody_makes_a_token_in_an_auditors_name_and_theirs_live_thirty_days_at_most(client):
    ann = invited(client)
    for other in (HOUSE, OPERATOR, User.objects.get(name="Ada").actor()):
        with pytest.raises(NotAllowed):
            make_token(other, ann, name="x", days=1, may_act=False)
    with pytest.raises(Invalid, match="31 days"):
        make_token(ann.actor(), ann, name="x", days=31, may_act=False)


def test_only_an_auditor_recovers_an_auditor_and_never_themselves(client):
    ann, bea = invited(client), invited(Client(), "Bea")
    for actor in (HOUSE, OPERATOR, User.objects.get(name="Ada").actor()):
        with pytest.raises(NotAllowed):
            recover_auditor(actor, ann)
        with pytest.raises(NotAllowed):
            invite_auditor(actor, email="z@firm.example", name="Z")
    with pytest.raises(KeptByTheFirm):
        recover_auditor(ann.actor(), ann)
    make_token(ann.actor(), ann, name="script", days=3, may_act=False)
    token = recover_auditor(bea.actor(), ann)
    assert client.get("/profile/").status_code == 302
    assert ann.api_tokens.get().revoked_at is not None
    fresh = opened(Client(), f"/sign-in/{token}/")
    assert fresh != ann.key


def test_the_page_of_users_offers_no_link_and_no_role_for_an_auditor(client):
    ann = invited(Client())
    client.force_login(User.objects.get(name="Ada"))
    page = client.get("/users/").content.decode()
    assert f"/users/{ann.pk}/link/" not in page
    assert f"/users/{ann.pk}/role/" not in page
    assert client.post(f"/users/{ann.pk}/link/").status_code == 403
    assert (
        "There is no such role."
        in client.post(f"/users/{ann.pk}/role/", {"role": "auditor"}, follow=True).content.decode()
    )
    assert client.post(f"/users/{ann.pk}/role/", {"role": "employee"}).status_code == 403


def test_the_operators_own_link_still_signs_the_administrator_in(client):
    ada = somebody("Ada")
    assert client.get(f"/sign-in/{make_sign_in_link(OPERATOR, ada)}/")["Location"] == "/"
    assert client.get("/profile/").status_code == 200
