import json

import pytest

from attestry.accounts.actions.users import add_user, change_role
from attestry.accounts.rules import Role
from attestry.journal.rules import Actor
from attestry.ui.tests.exports import column, exported

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client):
    user = add_user(Actor.operator("shell"), email="ada@example.org", name="Ada", role=Role.ADMINISTRATOR)
    client.force_login(user)
    return user


@pytest.fixture
def bob(ada):
    user = add_user(ada.actor(), email="bob@example.org", name="Bob", role=Role.EMPLOYEE)
    change_role(ada.actor(), user, role=Role.EXECUTIVE)
    return user


def test_the_journal_shows_who_changed_what_to_what(client, bob):
    page = client.get("/journal/").content.decode()
    assert "shell at the command line" in page
    assert "role: employee" in page
    assert "role: executive" in page


def test_the_journal_narrows_by_act_by_actor_by_subject_and_by_words(client, bob):
    def subjects(query):
        rows = client.get(f"/journal/?{query}").content.decode().split("<tbody>")[1]
        return "user:bob@example.org" in rows, "user:ada@example.org" in rows

    assert subjects("") == (True, True)
    assert subjects("act=accounts.change_role") == (True, False)
    assert "accounts.add_user</code>" not in client.get("/journal/?act=accounts.change_role").content.decode()
    assert subjects("subject=user:ada@example.org") == (False, True)
    assert "of 1<" in client.get("/journal/?actor=operator:shell").content.decode()
    assert "of 2<" in client.get("/journal/?q=bob").content.decode()


def test_the_journal_is_sorted_either_way_and_keeps_the_subject_it_is_narrowed_to(client, bob):
    first = exported(client, "/journal/", sort="seq")
    assert [one["seq"] for one in first] == sorted((one["seq"] for one in first), key=int)
    assert column(client, "/journal/", "subject", sort="-subject")[0] == "user:bob@example.org"
    page = client.get("/journal/", {"subject": "user:bob@example.org"}).content.decode()
    assert "subject=user%3Abob%40example.org&amp;sort=act" in page


def test_one_entry_shows_its_hash_and_the_one_before(client, bob):
    page = client.get("/journal/3/").content.decode()
    assert "employee → executive" in page
    line = list(map(json.loads, b"".join(client.get("/journal/export/")).splitlines()))[2]
    assert line["hash"] in page
    assert line["previous_hash"] in page


def test_an_entry_that_is_not_there_is_not_found(client, ada):
    assert client.get("/journal/99/").status_code == 404


def test_the_export_is_the_whole_chain_in_order(client, bob):
    answer = client.get("/journal/export/")
    lines = [json.loads(line) for line in b"".join(answer).splitlines()]
    assert [line["record"]["seq"] for line in lines] == [1, 2, 3]
    assert "attachment" in answer["Content-Disposition"]


def test_whoever_may_not_export_sees_the_journal_and_no_export(client, bob, ada):
    change_role(ada.actor(), bob, role=Role.EMPLOYEE)
    client.force_login(bob)
    assert "Export the chain" not in client.get("/journal/").content.decode()
    assert client.get("/journal/export/").status_code == 403
    assert client.get("/journal/?format=csv").status_code == 403


def test_the_csv_holds_what_was_chosen(client, bob):
    lines = b"".join(client.get("/journal/?format=csv&act=accounts.change_role")).decode().splitlines()
    assert len(lines) == 2
    assert '""role"":""executive""' in lines[1]


def test_the_list_makes_the_same_number_of_queries_however_long_it_is(
    client, ada, django_assert_max_num_queries
):
    for number in range(30):
        add_user(ada.actor(), email=f"u{number}@example.org", name=f"U {number}", role=Role.EMPLOYEE)
    with django_assert_max_num_queries(8):
        client.get("/journal/")
