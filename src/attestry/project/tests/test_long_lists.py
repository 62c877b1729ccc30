"""Lists of 50,000 rows: read in as many queries as a short one, or refused with the limit said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from attestry.accounts.tests.people import HOUSE
from attestry.continuity.actions.importing import import_forecasts, import_plans, import_tests
from attestry.customers.actions.importing import plan_customers
from attestry.engagements.tests.examination import an_examination
from attestry.incidents.actions.importing import import_incidents
from attestry.kit import clock
from attestry.kit.errors import Invalid
from attestry.people.models import Person
from attestry.people.queries.imports import plan_for
from attestry.remediation.actions.importing import plan_tasks
from attestry.requests.actions.importing import plan_requests
from attestry.risks.actions.importing import plan_risks
from attestry.scope.actions.describing import add_data_store
from attestry.scope.actions.reaching_data import plan_grants, plan_readings
from attestry.scope.actions.setting_up import ensure_system
from attestry.training.actions.completing import plan_completions, plan_phishing
from attestry.training.actions.courses import add_course
from attestry.vendors.actions.discovering import propose_from_spend
from attestry.vendors.actions.importing import import_vendors, plan_vendors
from attestry.vendors.models import Vendor, VendorProposal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
MANY, FEW = 50_000, 500


@pytest.fixture(autouse=True)
def _the_day():
    with clock.simulated(NOW):
        yield


def a_list(header, line, count=MANY):
    return "\n".join([header, *(line(number) for number in range(count))]).encode()


def read_in_few_queries(plan, header, line, count=MANY):
    """What a long list would do, worked out in as many queries as what a short one would do."""
    with CaptureQueriesContext(connection) as short:
        plan(a_list(header, line, FEW))
    with CaptureQueriesContext(connection) as long:
        found = plan(a_list(header, line, count))
    assert len(long) == len(short)
    return found


def everybody(count):
    Person.objects.bulk_create(
        (
            Person(
                email=f"p{n}@example.org", name=f"Person {n}", started_on=date(2024, 1, 2), recorded_at=NOW
            )
            for n in range(count)
        ),
        batch_size=1000,
    )


def test_vendors(django_assert_max_num_queries):
    header = "name,data_held,access,dependence"
    facts = "personal,production,stops"
    found = read_in_few_queries(plan_vendors, header, lambda n: f"Vendor {n},{facts}")
    assert len(found.added) == MANY
    data = a_list(header, lambda n: f"Vendor {n},{facts}", 10_000)
    with django_assert_max_num_queries(10_000 // 50):
        import_vendors(HOUSE, data=data)
    assert Vendor.objects.count() == 10_000


def test_spending(django_assert_max_num_queries):
    data = a_list("vendor,amount,date", lambda n: f"Shop number {n % 20_000},{n}.50,2026-01-02")
    with django_assert_max_num_queries(20_000 // 50):
        assert propose_from_spend(HOUSE, data=data) == 20_000
    assert VendorProposal.objects.count() == 20_000


def test_people():
    line = "p{0}@example.org,Person {0},2024-01-02".format
    assert read_in_few_queries(plan_for, "email,name,started_on", line)


def test_tasks():
    everybody(1)
    line = "Task {0},p0@example.org,2026-04-01".format
    found = read_in_few_queries(plan_tasks, "title,owner,deadline", line)
    assert len(found.added) == MANY


def test_completions():
    everybody(FEW)
    add_course(HOUSE, key="basics", title="Basics")
    day = (NOW - timedelta(days=400)).date()

    def line(n):
        return f"p{n % FEW}@example.org,basics,{day + timedelta(days=n // FEW)}"

    found = read_in_few_queries(plan_completions, "email,course,completed_on", line)
    assert len(found.added) == MANY


def test_phishing_results():
    everybody(MANY)

    def plan(data):
        return plan_phishing(data, name="Spring", ran_on=NOW.date())

    found = read_in_few_queries(plan, "email,clicked", "p{0}@example.org,no".format)
    assert len(found.added) == MANY


def test_who_may_read_a_store_and_who_did():
    store = add_data_store(HOUSE, ensure_system(HOUSE, "Payroll"), name="Wages", location="Cork")
    may = read_in_few_queries(
        lambda data: plan_grants(store, data), "person,granted_on", "person {0},2026-01-02".format
    )
    did = read_in_few_queries(
        lambda data: plan_readings(store, data), "person,read_at", "person {0},2026-01-02T10:00:00Z".format
    )
    assert (len(may.added), len(did.added)) == (MANY, MANY)


def test_requests():
    examination = an_examination()

    def plan(data):
        return plan_requests(examination.engagement, data)

    line = f"R-{{0}},A document,{examination.lead.email},{clock.now().date() + timedelta(days=30)}".format
    found = read_in_few_queries(plan, "number,title,owner_email,due_on", line)
    assert len(found.added) == MANY


@pytest.mark.parametrize(
    ("read", "header", "line"),
    [
        (plan_risks, "title,owner_email", "Risk {0},ada@example.org"),
        (plan_customers, "customer,stage", "Customer {0},customer"),
        (
            lambda data: import_incidents(HOUSE, data),
            "title,summary,detected_at",
            "Incident {0},It was down,2026-01-02T10:00:00Z",
        ),
        (
            lambda data: import_plans(HOUSE, data),
            "title,covers,owner_email",
            "Plan {0},Everything,ada@example.org",
        ),
        (
            lambda data: import_tests(HOUSE, data),
            "plan,kind,tested_on,recovery,loss,is_whole",
            "Plan {0},restore,2026-01-02,1 hour,1 hour,yes",
        ),
        (
            lambda data: import_forecasts(HOUSE, data),
            "service,unit,expected_peak,capacity,until,basis,made_on",
            "Service {0},calls,1,2,2026-12-31,A guess,2026-01-02",
        ),
    ],
)
def test_a_list_that_is_taken_in_row_by_row_is_refused_with_its_limit_before_any_is(
    read, header, line, django_assert_max_num_queries
):
    with django_assert_max_num_queries(6), pytest.raises(Invalid, match="more than 2,000 rows"):
        read(a_list(header, line.format))
