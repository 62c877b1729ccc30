"""What the pages of connections say, and what they keep to themselves."""

from __future__ import annotations

import json

import pytest
from django.conf import settings

from attestry.connectors import guides
from attestry.connectors.actions import add_connection
from attestry.connectors.health import connection_named, health
from attestry.connectors.models import Collection, CollectionState, Connection
from attestry.connectors.queries import all_tables, source_ids
from attestry.effectiveness.tests.reading import said
from attestry.effectiveness.tests.world import HOUSE, NOW
from attestry.kit.secrets import SecretBox

pytestmark = pytest.mark.django_db
SECRET = "wJalrXUtnFEMI-not-a-real-key"


def test_each_stream_says_whether_it_was_seen_in_time(world, client_of):
    page = said(client_of(world.lead).get("/connections/"))
    assert "Accounts" in page
    assert "every 24 hours" in page


def test_a_day_without_a_reading_is_a_hole_in_the_strip_and_not_a_reading(world):
    line = next(one for one in health(NOW) if one.connection.name == "accounts").streams[0]
    by_day = {day.on.isoformat(): day.state for day in line.strip}
    assert by_day["2026-03-11"] == ""
    assert by_day["2026-03-12"] in ("complete", "partial")


def test_a_stream_is_stale_once_it_is_older_than_it_may_be(world):
    line = next(one for one in health(NOW) if one.connection.name == "accounts").streams[0]
    late = NOW + line.stream.fresh_for
    assert line.is_fresh
    assert next(one for one in health(late) if one.connection.name == "accounts").streams[0].state == "stale"


def test_the_list_costs_the_same_queries_for_every_number_of_connections(
    world, client_of, django_assert_max_num_queries
):
    client = client_of(world.lead)
    client.get("/connections/")
    with django_assert_max_num_queries(9):
        client.get("/connections/")
    for number in range(5):
        add_connection(
            HOUSE,
            name=f"more-{number}",
            source_id="files",
            settings={"table": "worker", "path": "/nowhere.csv"},
            secrets={},
            box=SecretBox(settings.HOME.keys),
        )
    with django_assert_max_num_queries(9):
        client.get("/connections/")


def test_collecting_now_asks_for_it_once(world, client_of):
    client = client_of(world.owner)
    for _ in range(2):
        assert client.post("/connections/accounts/collect/").status_code == 302
    waiting = Collection.objects.filter(connection__name="accounts", state=CollectionState.REQUESTED)
    assert waiting.count() == 1
    assert "asked for" in said(client.get("/connections/accounts/"))


def test_removing_wants_a_reason_and_keeps_what_was_said(world, client_of):
    client = client_of(world.lead)
    assert client.post("/connections/people/remove/", {"reason": " "}).status_code == 422
    assert connection_named("people").removed_at is None
    assert client.post("/connections/people/remove/", {"reason": "Replaced"}).status_code == 302
    assert connection_named("people").removal_reason == "Replaced"
    assert "Replaced" in said(client.get("/connections/people/"))


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/connections/people/remove/", {"reason": "because"}),
        ("/connections/add/files/", {"name": "mine"}),
    ],
)
def test_an_owner_may_not_add_or_remove(world, client_of, address, data):
    assert client_of(world.owner).post(address, data).status_code == 403


def test_an_auditor_asks_for_nothing(world, client_of):
    assert client_of(world.auditor).post("/connections/accounts/collect/").status_code == 403
    assert "Collect now" not in said(client_of(world.auditor).get("/connections/accounts/"))


def test_secrets_go_in_and_never_come_out(world, client_of):
    client = client_of(world.lead)
    form = {
        "name": "main-account",
        "setting-access_key_id": "AKIAEXAMPLE",
        "secret-secret_access_key": SECRET,
    }
    wrong = client.post("/connections/add/aws/", {**form, "name": "Not a name"})
    assert wrong.status_code == 422
    assert SECRET not in wrong.content.decode()
    assert client.post("/connections/add/aws/", form).status_code == 302
    made = Connection.objects.get(name="main-account")
    assert SECRET not in made.sealed_secrets + json.dumps(made.settings)
    assert SECRET in SecretBox(settings.HOME.keys).open(made.sealed_secrets)
    assert SECRET not in client.get("/connections/main-account/").content.decode()
    assert Collection.objects.filter(connection=made, state=CollectionState.REQUESTED).exists()


@pytest.mark.parametrize("source_id", source_ids())
def test_every_source_has_a_form_with_its_scopes_and_its_guide(world, client_of, source_id):
    answer = client_of(world.lead).get(f"/connections/add/{source_id}/")
    assert answer.status_code == 200
    assert "What it may read, and why" in said(answer)


def test_what_is_wrong_with_the_settings_is_said_and_what_was_typed_stays(world, client_of):
    answer = client_of(world.lead).post(
        "/connections/add/files/", {"name": "more", "setting-table": "worker", "setting-path": ""}
    )
    assert answer.status_code == 422
    assert "File is needed" in said(answer)
    assert 'value="more"' in answer.content.decode()


def test_a_guide_is_markdown_in_which_markup_stays_text(monkeypatch):
    class Hostile:
        guide = "# Title\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1))\n\n| a |\n|---|\n| b |\n"

    monkeypatch.setattr(guides, "source", lambda _id: Hostile)
    made = str(guides.guide.__wrapped__("hostile"))
    assert "<script>" not in made
    assert 'href="javascript' not in made
    assert "<table>" in made


def test_every_declared_column_is_described(world, client_of):
    page = said(client_of(world.lead).get("/connections/tables/"))
    for shape in all_tables().values():
        assert shape.name in page
        assert shape.columns[-1].description.split(";")[0][:40] in page


def test_what_is_not_there_says_so(world, client_of):
    assert client_of(world.lead).get("/connections/nothing/").status_code == 404
    assert client_of(world.lead).get("/connections/add/nothing/").status_code == 404
