import pytest
from django.test import override_settings

from attestry.accounts.rules import Role
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.remediation.models import TrackedIssue, Tracker
from attestry.remediation.queries.trackers import is_due
from attestry.remediation.tests.samples import NOW, person, task, user_of

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Board <script>x</script>",
    "kind": "github",
    "address": "https://api.github.com",
    "project": "acme/gate",
    "token": "very-secret-token",
}


@pytest.fixture(autouse=True)
def morning():
    with clock.simulated(NOW):
        yield


@pytest.fixture
def lead(client):
    client.force_login(user_of(person("Ada", Role.LEAD)))
    return client


def words(answer):
    return answer.content.decode()


def test_a_tracker_is_added_asked_and_removed_and_its_token_is_never_shown(lead):
    page = words(lead.post("/tasks/trackers/", TYPED, follow=True))
    assert "Board &lt;script&gt;" in page
    assert "<script>x" not in page
    made = Tracker.objects.get()
    assert "very-secret-token" not in page + made.sealed_secret + str(list(JournalEntry.objects.values()))
    assert is_due(NOW)
    Tracker.objects.update(next_at=NOW.replace(year=2027), refusal="it answered 500.", failures=3)
    TrackedIssue.objects.create(tracker=made, task=task(), linked_at=NOW, refusal="<i>no</i>")
    page = words(lead.get("/tasks/trackers/"))
    assert "it answered 500." in page
    assert "&lt;i&gt;no" in page
    lead.post(f"/tasks/trackers/{made.pk}/ask/")
    assert is_due(NOW)
    assert TrackedIssue.objects.get().refusal == ""
    lead.post(f"/tasks/trackers/{made.pk}/remove/")
    assert not is_due(NOW)
    assert Tracker.objects.get().sealed_secret == ""
    assert "There is no such tracker" in words(lead.post(f"/tasks/trackers/{made.pk}/ask/", follow=True))
    lead.post("/tasks/trackers/", TYPED)
    assert Tracker.objects.filter(removed_at=None).count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("address", "http://api.github.com"),
        ("address", "https://me:secret@api.github.com"),
        ("project", "acme"),
        ("project", "acme/../x"),
        ("token", "tok\u00e9n"),
        ("name", " "),
        ("kind", "jira_cloud"),
    ],
)
def test_a_tracker_that_cannot_be_is_refused_with_the_field(lead, field, value):
    answer = lead.post("/tasks/trackers/", {**TYPED, field: value})
    assert answer.status_code == 422
    assert "acme" in words(answer)
    assert not Tracker.objects.exists()


@override_settings(PRIVATE_HOSTS=["localhost"])
def test_a_host_that_is_named_as_private_may_be_asked_without_encryption(lead):
    lead.post("/tasks/trackers/", {**TYPED, "address": "http://localhost:9/"})
    assert Tracker.objects.get().address == "http://localhost:9"


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.OWNER, Role.EXECUTIVE, Role.AUDITOR])
def test_only_who_leads_keeps_trackers(client, role):
    client.force_login(user_of(person("Eve", role)))
    assert client.get("/tasks/trackers/").status_code == 403
    assert client.post("/tasks/trackers/", TYPED).status_code == 403
    assert client.post("/tasks/trackers/1/remove/").status_code == 403
    assert not Tracker.objects.exists()


def test_the_page_costs_the_same_however_many_trackers_and_issues(lead, django_assert_max_num_queries):
    def add(n):
        made = Tracker.objects.create(name=f"T{n}", kind="github", added_at=NOW, next_at=NOW)
        TrackedIssue.objects.create(tracker=made, task=task(f"Task {n}"), linked_at=NOW, note="No evidence.")

    add(0)
    lead.get("/tasks/trackers/")
    with django_assert_max_num_queries(60) as first:
        lead.get("/tasks/trackers/")
    for n in range(1, 12):
        add(n)
    with django_assert_max_num_queries(len(first)):
        assert "No evidence." in words(lead.get("/tasks/trackers/"))
