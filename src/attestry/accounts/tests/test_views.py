import re
from datetime import UTC, datetime, timedelta

import pytest

from attestry.accounts.actions.signing_in import make_sign_in_link
from attestry.accounts.actions.users import change_role, deactivate_user
from attestry.accounts.models import User
from attestry.accounts.queries import user_by_password
from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.journal import queries as journal
from attestry.kit import clock

pytestmark = pytest.mark.django_db

GOOD = "four rather plain words"
WRONG = "The address and the password do not belong together"


@pytest.fixture(autouse=True)
def first_page(settings):
    settings.LOGIN_REDIRECT_URL = "profile"


def sign_in(client, email="ada@example.org", password=GOOD, **more):
    return client.post("/sign-in/", {"email": email, "password": password, **more})


def test_somebody_signs_in_with_address_and_password(client):
    somebody("Ada", password=GOOD)
    answer = sign_in(client, email=" ADA@example.org ")
    assert (answer.status_code, answer["Location"]) == (302, "/profile/")
    assert "ada@example.org" in client.get("/profile/").content.decode()
    assert journal.entries(act="accounts.sign_in").get().subject == "user:ada@example.org"


def test_every_wrong_pair_gets_the_same_answer(client):
    somebody("Ada", password=GOOD)
    bob = somebody("Bob", Role.EMPLOYEE, password=GOOD)
    bob.is_active = False
    bob.save()
    pairs = [("ada@example.org", "wrong"), ("nobody@example.org", GOOD), ("bob@example.org", GOOD)]
    pages = set()
    for email, password in pairs:
        answer = sign_in(client, email, password)
        assert answer.status_code == 401
        text = answer.content.decode().replace(email, "")
        pages.add(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text))
    assert len(pages) == 1
    assert WRONG in pages.pop()


def test_a_password_is_compared_also_where_nobody_has_the_address(client, monkeypatch):
    hashed = []
    monkeypatch.setattr(User, "set_password", lambda self, password: hashed.append(password))
    sign_in(client, "nobody@example.org", "a guess")
    assert hashed == ["a guess"]


def test_the_sixth_guess_is_refused_even_when_it_is_right(client):
    somebody("Ada", password=GOOD)
    for _ in range(5):
        assert sign_in(client, password="wrong").status_code == 401
    refused = sign_in(client)
    assert refused.status_code == 429
    assert "Wait a quarter of an hour" in refused.content.decode()
    with clock.simulated(clock.now() + timedelta(minutes=16)):
        assert sign_in(client).status_code == 302


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/journal/?act=x", "/journal/?act=x"),
        ("https://elsewhere.example/", "/profile/"),
        ("//elsewhere.example/", "/profile/"),
        ("javascript:alert(1)", "/profile/"),
    ],
)
def test_one_lands_on_the_page_that_one_wanted_and_never_elsewhere(client, wanted, reached):
    somebody("Ada", password=GOOD)
    assert sign_in(client, next=wanted)["Location"] == reached


def test_a_link_signs_in_once_and_then_says_that_it_is_spent(client):
    link = f"/sign-in/{make_sign_in_link(HOUSE, somebody())}/"
    assert client.get(link)["Location"] == "/profile/"
    client.post("/sign-out/")
    spent = client.get(link)
    assert spent.status_code == 410
    assert "was used before" in spent.content.decode()


def test_a_browser_that_looks_ahead_does_not_spend_the_link(client):
    link = f"/sign-in/{make_sign_in_link(HOUSE, somebody())}/"
    assert client.get(link, headers={"Sec-Purpose": "prefetch;prerender"}).status_code == 503
    assert client.head(link).status_code == 405
    assert client.get(link).status_code == 302


def test_signing_out_ends_the_session_and_wants_a_post(client):
    client.force_login(somebody())
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert client.get("/profile/").status_code == 302


def test_a_closed_account_loses_its_session_at_once(client):
    ada, bob = somebody("Ada"), somebody("Bob", Role.EMPLOYEE)
    client.force_login(bob)
    deactivate_user(ada.actor(), bob)
    assert client.get("/profile/")["Location"].startswith("/sign-in/")


def test_a_changed_role_holds_from_the_next_page_on(client):
    ada, bob = somebody("Ada"), somebody("Bob")
    client.force_login(bob)
    assert client.get("/users/").status_code == 200
    change_role(ada.actor(), bob, role=Role.EMPLOYEE)
    assert client.get("/users/").status_code == 403


def new_password(client, **typed):
    return client.post("/profile/", {"password": GOOD, "again": GOOD, **typed})


def test_whoever_came_by_link_sets_a_password_without_the_old_one(client):
    user = somebody("Ada", password="an older, longer password")
    client.get(f"/sign-in/{make_sign_in_link(HOUSE, user)}/")
    assert new_password(client).status_code == 302
    assert user_by_password("ada@example.org", GOOD) is not None
    assert client.get("/profile/").status_code == 200


def test_whoever_came_by_password_must_know_it_to_change_it(client):
    somebody("Ada", password="an older, longer password")
    sign_in(client, password="an older, longer password")
    assert "not your current password" in new_password(client, current="wrong").content.decode()
    assert new_password(client, current="an older, longer password").status_code == 302


def test_a_new_password_ends_every_other_session(client, django_user_model):
    from django.test import Client

    user, elsewhere = somebody(), Client()
    elsewhere.force_login(user)
    client.force_login(user)
    new_password(client)
    assert elsewhere.get("/profile/").status_code == 302
    assert client.get("/profile/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"again": "something else entirely"}, "The two passwords differ."),
        ({"password": "short", "again": "short"}, "too short"),
    ],
)
def test_a_password_that_will_not_do_says_why(client, typed, says):
    client.force_login(somebody())
    answer = new_password(client, **typed)
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_an_administrator_adds_a_user_and_hands_over_a_link(client):
    client.force_login(somebody("Ada"))
    typed = {"name": "Bob", "email": "bob@example.org", "role": "control_owner"}
    assert client.post("/users/", typed).status_code == 302
    bob = User.objects.get(email="bob@example.org")
    page = client.post(f"/users/{bob.pk}/link/").content.decode()
    link = re.search(r"http://testserver(/sign-in/[\w-]+/)", page)
    client.post("/sign-out/")
    client.get(link.group(1))
    assert "Control owner" in client.get("/profile/").content.decode()


def test_an_address_that_is_taken_is_said_beside_the_field(client):
    client.force_login(somebody("Ada"))
    answer = client.post("/users/", {"name": "Eve", "email": "ADA@example.org", "role": "employee"})
    assert answer.status_code == 422
    assert "Somebody signs in with ada@example.org already." in answer.content.decode()


def test_an_administrator_changes_closes_and_opens_accounts(client):
    client.force_login(somebody("Ada"))
    bob = somebody("Bob", Role.EMPLOYEE)
    client.post(f"/users/{bob.pk}/role/", {"role": "executive"})
    client.post(f"/users/{bob.pk}/deactivate/")
    bob.refresh_from_db()
    assert (bob.role, bob.is_active) == ("executive", False)
    client.post(f"/users/{bob.pk}/reactivate/")
    bob.refresh_from_db()
    assert bob.is_active
    assert {entry.actor_key for entry in journal.entries(subject=bob.subject)[:3]} == {"user:ada@example.org"}


def test_the_last_administrator_is_told_why_not(client):
    ada = somebody("Ada")
    client.force_login(ada)
    answer = client.post(f"/users/{ada.pk}/deactivate/")
    assert answer.status_code == 409
    assert "Make somebody else administrator first." in answer.content.decode()


def test_the_list_of_users_sorts_and_makes_few_queries(client, django_assert_max_num_queries):
    client.force_login(somebody("Ada"))
    for name in ("Cem", "Bob", "Dia"):
        somebody(name, Role.EMPLOYEE)
    with django_assert_max_num_queries(6):
        page = client.get("/users/?sort=-name").content.decode().split("<tbody>")[1]
    places = [page.index(f"{name}@example.org") for name in ("dia", "cem", "bob", "ada")]
    assert places == sorted(places)


def test_a_profile_says_when_one_signed_in(client):
    user = somebody("Ada", password=GOOD)
    sign_in(client)
    user.refresh_from_db()
    assert user.last_login > datetime(2026, 1, 1, tzinfo=UTC)
    assert "Last signed in" in client.get("/profile/").content.decode()


def test_behind_a_trusted_proxy_guesses_are_counted_by_whom_it_names(client, settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    somebody("Ada", password=GOOD)

    def guess(origin):
        wrong = {"email": "ada@example.org", "password": "wrong"}
        behind = {"REMOTE_ADDR": "10.0.0.5", "headers": {"x-forwarded-for": origin}}
        return client.post("/sign-in/", wrong, **behind).status_code

    assert [guess("198.51.100.1") for _ in range(6)] == [401] * 5 + [429]
    assert guess("198.51.100.2") == 401
    assert guess("203.0.113.7, 198.51.100.1") == 429
