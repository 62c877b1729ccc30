"""The API: acts by their names, with the bearer's rights, the same refusals and the same journal."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest
from django.test import Client
from typer.testing import CliRunner

from attestry.accounts.actions.tokens import make_token, revoke_token
from attestry.accounts.actions.users import deactivate_user
from attestry.accounts.models import ApiToken
from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.cli.app import app
from attestry.journal.models import JournalEntry
from attestry.journal.offered import acts
from attestry.kit import clock
from attestry.scope.actions.setting_up import ensure_system
from attestry.scope.models import DataClass, Service

pytestmark = pytest.mark.django_db


def bearing(user, *, may_act=True, days=30):
    token = make_token(user.actor(), user, name="a script", days=days, may_act=may_act)
    return Client(headers={"Authorization": f"Bearer {token}"}, enforce_csrf_checks=True)


def post(client, act, /, **said):
    return client.post(f"/api/acts/{act}", orjson.dumps(said), content_type="application/json")


@pytest.fixture
def lead():
    ensure_system(HOUSE, "Payroll")
    return somebody("Lea", Role.LEAD)


def test_an_act_is_done_with_records_named_by_number_key_or_name(lead):
    client = bearing(lead)
    made = post(
        client,
        "scope.add_data_class",
        system="Payroll",
        key="hr2",
        title="HR data",
        handling="",
        is_confidential=True,
        is_personal=True,
    )
    assert made.json() == {
        "act": "scope.add_data_class",
        "record": "data class",
        "id": DataClass.objects.get(key="hr2").pk,
        "is": "HR data",
    }
    service = post(client, "scope.add_service", system="Payroll", name="Pay", data_classes=["hr2"]).json()
    assert list(Service.objects.get(pk=service["id"]).data_classes.all()) == [
        DataClass.objects.get(key="hr2")
    ]
    written = JournalEntry.objects.order_by("-seq").first()
    assert (written.act, written.actor_key) == ("scope.add_service", lead.subject)
    assert written.actor_name == "Lea (token a script)"


def test_what_is_wrong_is_told_field_by_field_as_a_problem_and_nothing_is_done(lead):
    answer = post(bearing(lead), "scope.add_service", system="Payroll", nme="Pay", customers=3)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    for field in ("name: Field required", "customers: Input should be a valid string", "nme: Extra inputs"):
        assert field in answer.json()["detail"]
    unknown = post(bearing(lead), "scope.add_service", system="Billing", name="Pay").json()
    assert unknown["detail"] == "system: there is no one system “Billing”."
    assert not Service.objects.exists()
    assert post(bearing(lead), "scope.nothing").status_code == 404


@pytest.mark.parametrize(
    ("body", "words"), [(b"{", "no JSON"), (b"[1]", "no JSON object"), (b"\xff", "no JSON")]
)
def test_a_body_that_is_no_json_object_is_refused(lead, body, words):
    answer = bearing(lead).post("/api/acts/scope.add_service", body, content_type="application/json")
    assert answer.status_code == 422
    assert words in answer.json()["detail"]


def test_a_role_may_over_the_api_what_it_may_on_a_page(lead):
    employee = somebody("Emil", Role.EMPLOYEE)
    answer = post(bearing(employee), "scope.add_service", system="Payroll", name="Pay")
    assert (answer.status_code, answer.json()["code"]) == (403, "NotAllowed")
    named = {one["name"] for one in bearing(lead).get("/api/acts/").json()["acts"]}
    assert "scope.add_service" in named
    theirs = {one["name"] for one in bearing(employee).get("/api/acts/").json()["acts"]}
    assert "scope.add_service" not in theirs
    rooms = {one.partition(".")[0] for one in theirs}
    assert rooms.isdisjoint({"controls", "connectors", "scope", "readiness"})
    assert "accounts.add_user" not in named


def test_a_token_that_only_reads_changes_nothing_and_lists_nothing_to_do(lead):
    client = bearing(lead, may_act=False)
    assert client.get("/journal/").status_code == 200
    assert post(client, "scope.add_service", system="Payroll", name="Pay").status_code == 403
    assert client.get("/api/acts/").json()["acts"] == []
    assert not Service.objects.exists()


def test_a_token_acts_only_below_the_api_and_no_form_is_sent_with_it(lead):
    client = bearing(lead)
    assert client.post("/scope/services/", {"name": "Pay"}).status_code == 403
    signed_in = Client(enforce_csrf_checks=True)
    signed_in.force_login(lead)
    assert post(signed_in, "scope.add_service", system="Payroll", name="Pay").status_code == 403
    assert not Service.objects.exists()


def test_a_token_ends_by_time_by_its_owner_and_with_the_account(lead):
    assert Client(headers={"Authorization": "Bearer attestry_guess"}).get("/api/acts/").status_code == 401
    client = bearing(lead, days=2)
    with clock.simulated(clock.now() + timedelta(days=2, seconds=1)):
        assert client.get("/api/acts/").status_code == 401
    assert client.get("/api/acts/").status_code == 200
    revoke_token(lead.actor(), ApiToken.objects.get())
    assert client.get("/api/acts/")["WWW-Authenticate"] == "Bearer"
    again = bearing(lead)
    deactivate_user(HOUSE, lead)
    assert again.get("/api/acts/").status_code == 401


def test_what_the_house_does_by_itself_is_not_offered_to_anybody():
    names = set(acts()) - {"evidence.hand_in_document"}
    assert not {
        one
        for one in names
        if (one.startswith("evidence.") and one != "evidence.hand_in_document")
        or "sync" in one
        or "._" in one
    }
    assert names.isdisjoint(
        {"control_tests.keep_mutation_scores", "scope.note_discovered", "accounts.set_password"}
    )


def test_every_offered_act_says_what_it_does_and_what_it_is_told(lead):
    client = bearing(somebody("Ada"))
    for name, one in acts().items():
        told = client.get(f"/api/acts/{name}").json()
        assert told["summary"], name
        assert told["arguments"]["type"] == "object"
        assert set(one.arguments.records) <= set(told["arguments"]["properties"])


def test_tokens_are_made_shown_once_and_ended_on_a_page(lead, client):
    client.force_login(lead)
    page = client.post(
        "/profile/tokens/", {"name": "<b>CI</b>", "days": 30, "may_act": "on"}
    ).content.decode()
    (token,) = ApiToken.objects.all()
    text = page.split("<code>attestry_")[1].split("<")[0]
    assert f"attestry_{text}" not in client.get("/profile/tokens/").content.decode()
    assert "&lt;b&gt;CI&lt;/b&gt;" in page
    assert Client(headers={"Authorization": f"Bearer attestry_{text}"}).get("/api/acts/").status_code == 200
    somebody_else = somebody("Eve", Role.LEAD)
    client.force_login(somebody_else)
    assert client.post(f"/profile/tokens/{token.pk}/revoke/").status_code == 404
    client.force_login(lead)
    client.post(f"/profile/tokens/{token.pk}/revoke/")
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert client.post("/profile/tokens/", {"name": "x", "days": 400}).status_code == 422


def test_the_shell_does_the_same_acts_by_the_same_names(lead):
    def shell(*words, said=""):
        return CliRunner().invoke(app, ["act", *words], input=said, catch_exceptions=False)

    assert "scope.add_service\t" in shell("list", "scope").output
    assert '"data_classes"' in shell("show", "scope.add_service").output
    done = shell("do", "scope.add_service", "system=Payroll", "name=Pay", "data_classes=[]")
    assert orjson.loads(done.output)["is"] == "Pay"
    done = shell("do", "scope.add_service", "--json", said='{"system": "Payroll", "name": "Rosters"}')
    assert orjson.loads(done.output)["is"] == "Rosters"
