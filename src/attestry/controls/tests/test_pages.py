import pytest

from attestry.accounts.rules import Role
from attestry.controls.forms import initial
from attestry.controls.models import Control
from attestry.controls.tests.samples import make_user

FORM = {
    "key": "own-1",
    "category": "physical",
    "title": "Visitors sign in",
    "statement": "Visitors sign a book at the door.",
    "nature": "preventive",
    "execution": "manual",
    "automation": "A person stands at the door.",
    "frequency": "per_event",
    "risk": "A stranger walks about.",
    "criteria": "cc6.4, CC6.4",
    "evidence": "The book\n\n",
}


@pytest.fixture
def lead(client, packaged):
    client.force_login(make_user("Ada", Role.LEAD))
    return client


def test_an_own_control_is_written_and_mapped(lead):
    answer = lead.post("/controls/own/new/", FORM)
    assert answer["Location"] == "/controls/OWN-1/"
    text = Control.objects.get(key="OWN-1").text()
    assert text.mappings == {"tsc": ("CC6.4",)}
    assert text.evidence == ("The book",)


@pytest.mark.parametrize(
    "left_out, said",
    [
        ({"risk": ""}, "It is linked to no risk"),
        ({"nature": ""}, "This field is required"),
        ({"automation": ""}, "It is manual and does not say why."),
        ({"criteria": "CC99"}, "CC99"),
        ({"key": "IAM-99"}, "belong to the library"),
    ],
)
def test_r159_a_control_that_lacks_something_is_refused_and_the_page_says_what(lead, left_out, said):
    answer = lead.post("/controls/own/new/", FORM | left_out)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Control.objects.filter(key__in=("OWN-1", "IAM-99")).exists()


def test_r159_the_risk_may_be_waived_with_a_reason(lead):
    lead.post("/controls/own/new/", FORM | {"risk": "", "risk_waiver": "A customer asks for it."})
    assert Control.objects.get(key="OWN-1").risk_waiver == "A customer asks for it."


def test_an_edit_keeps_what_the_form_does_not_ask_for(lead):
    before = Control.objects.get(key="IAM-01").text()
    form = {name: value for name, value in initial(before).items() if value is not False}
    lead.post("/controls/IAM-01/edit/", {**form, "title": "One person, one identity"})
    after = Control.objects.get(key="IAM-01")
    assert after.title == "One person, one identity"
    assert after.text().mappings == before.mappings
    assert after.text().test_methods == before.test_methods
    assert after.is_edited


def test_r68_going_live_without_an_owner_is_refused_with_what_to_do(lead):
    lead.post("/controls/IAM-01/adopt/")
    lead.post("/controls/IAM-01/go-live/")
    assert Control.objects.get(key="IAM-01").state == "adopted"
    page = lead.get("/controls/own/new/").content.decode()
    assert "IAM-01 has no owner and cannot go live. Assign an owner who answers for it." in page


def test_a_control_is_owned_live_and_retired_with_a_reason(lead):
    lead.post("/controls/IAM-01/adopt/")
    lead.post("/controls/IAM-01/owner/", {"owner": "ada@example.com"})
    lead.post("/controls/IAM-01/go-live/")
    lead.post("/controls/IAM-01/retire/", {"reason": " "})
    assert Control.objects.get(key="IAM-01").state == "live"
    lead.post("/controls/IAM-01/retire/", {"reason": "Replaced."})
    control = Control.objects.get(key="IAM-01")
    assert (control.state, control.state_reason) == ("retired", "Replaced.")


@pytest.mark.parametrize("act", ["adopt", "owner", "go-live", "retire", "edit"])
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OWNER, Role.EMPLOYEE, Role.EXECUTIVE])
def test_r166_only_who_may_change_controls_reaches_the_act(client, packaged, role, act):
    client.force_login(make_user("Eve", role))
    assert client.post(f"/controls/IAM-01/{act}/").status_code == 403
