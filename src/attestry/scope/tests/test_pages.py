import pytest

from attestry.accounts.rules import Role
from attestry.controls.tests.samples import make_user
from attestry.frameworks.actions import sync_frameworks
from attestry.journal.rules import Actor
from attestry.scope.actions.discovering import note_discovered
from attestry.scope.actions.setting_up import ensure_system
from attestry.scope.models import Component, DataStore, DiscoveredResource, Service

HOUSE = Actor.system("tests")
PAGES = ["/scope/", "/scope/services/", "/scope/data-stores/", "/scope/boundary/", "/scope/resources/"]


@pytest.fixture
def system(db):
    sync_frameworks(HOUSE)
    return ensure_system(HOUSE, "Payroll")


@pytest.fixture
def lead(client, system):
    client.force_login(make_user("Ada", Role.LEAD))
    return client


def words(answer):
    return answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_costs_the_same_however_much_there_is(lead, system, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(70) as first:
        assert lead.get(path).status_code == 200
    cost = len(first)
    note_discovered(HOUSE, system, source="aws", item_ids=[f"arn:{n}" for n in range(60)])
    for n in range(5):
        lead.post("/scope/services/", {"name": f"Service {n}", "data_classes": ["personal"]})
        lead.post("/scope/data-stores/", {"name": f"Store {n}", "encryption": "unknown"})
        lead.post("/scope/boundary/", {"kind": "people", "name": f"Team {n}", "verdict": "in"})
    with django_assert_max_num_queries(cost + 2):
        lead.get(path)


def test_r36_security_goes_only_with_a_reason_and_then_warns(lead):
    lead.post("/scope/categories/privacy/", {"chosen": "yes", "reason": "Personal data."})
    page = words(lead.post("/scope/categories/security/", {"chosen": "no"}, follow=True))
    assert "Leaving Security out needs a reason." in page
    page = words(
        lead.post(
            "/scope/categories/security/",
            {"chosen": "no", "reason": "Asked for by the customer."},
            follow=True,
        )
    )
    assert "Security is left out" in page
    assert "an auditor may decline it" in page
    assert "Asked for by the customer." in page


def test_r35_choosing_a_category_shows_at_once_what_it_adds(lead):
    assert "Choosing it would add <b>18 criteria</b>" in words(lead.get("/scope/"))
    page = words(lead.post("/scope/categories/privacy/", {"chosen": "yes"}, follow=True))
    assert "It brings <b>18 criteria</b>" in page


def test_r3_a_service_names_the_data_that_it_holds_for_customers(lead):
    form = {"name": "Pay runs", "customers": "Employers", "data_classes": ["personal", "confidential"]}
    page = words(lead.post("/scope/services/", form, follow=True))
    assert "Confidential, Personal" in page
    assert Service.objects.get().customers == "Employers"
    assert "There already is a service" in words(lead.post("/scope/services/", form))


def test_r7_a_store_without_a_class_is_a_finding_until_it_has_one(lead):
    page = words(lead.post("/scope/data-stores/", {"name": "Archive", "encryption": "unknown"}, follow=True))
    assert "It has no data class." in page
    store = DataStore.objects.get()
    known = {
        "data_class": "personal",
        "location": "Frankfurt",
        "encryption": "encrypted",
        "access": "Two people",
        "retention": "Ten years",
    }
    page = words(lead.post(f"/scope/data-stores/{store.pk}/", known, follow=True))
    assert "It has no data class." not in page
    assert "Frankfurt" in page


def test_r78_a_kind_without_components_is_named(lead):
    assert "No people are described as part of the system." in words(lead.get("/scope/boundary/"))
    lead.post("/scope/boundary/", {"kind": "people", "name": "Operations", "verdict": "in"})
    assert "No people are described" not in words(lead.get("/scope/boundary/"))


def test_a_component_is_left_out_only_with_a_reason(lead):
    answer = lead.post("/scope/boundary/", {"kind": "software", "name": "Website", "verdict": "out"})
    assert answer.status_code == 422
    assert "needs a reason" in words(answer)
    lead.post("/scope/boundary/", {"kind": "software", "name": "Website", "verdict": "in"})
    component = Component.objects.get()
    lead.post(f"/scope/boundary/{component.pk}/", {"verdict": "out", "reason": "Holds nothing of customers."})
    component.refresh_from_db()
    assert component.verdict == "out"


def test_r80_an_undecided_resource_counts_as_in_until_somebody_decides(lead, system):
    note_discovered(HOUSE, system, source="aws", item_ids=["arn:untagged"])
    assert "1 discovered resource is undecided and counts as in." in words(lead.get("/scope/boundary/"))
    resource = DiscoveredResource.objects.get()
    refused = words(lead.post(f"/scope/resources/{resource.pk}/", {"verdict": "out"}, follow=True))
    assert "Leaving something out of the system needs a reason." in refused
    lead.post(f"/scope/resources/{resource.pk}/", {"verdict": "out", "reason": "A sandbox."})
    page = words(lead.get("/scope/resources/?verdict=out"))
    assert "arn:untagged" in page
    assert "A sandbox." in page


@pytest.mark.parametrize(
    "path, form",
    [
        ("/scope/categories/privacy/", {"chosen": "yes"}),
        ("/scope/ai/", {"uses_ai": "yes"}),
        ("/scope/services/", {"name": "x"}),
        ("/scope/data-classes/", {"key": "x", "title": "X"}),
        ("/scope/data-stores/", {"name": "x", "encryption": "unknown"}),
        ("/scope/boundary/", {"kind": "people", "name": "x", "verdict": "in"}),
    ],
)
def test_who_may_not_draw_the_scope_is_refused(client, system, path, form):
    client.force_login(make_user("Eve", Role.AUDITOR))
    assert client.post(path, form).status_code == 403


def test_what_is_not_there_is_not_found(lead):
    assert lead.post("/scope/resources/99/", {"verdict": "in"}).status_code == 404
    assert lead.post("/scope/boundary/99/", {"verdict": "in"}).status_code == 404
    assert lead.get("/scope/data-stores/99/").status_code == 404
