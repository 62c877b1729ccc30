from datetime import date

import pytest
from django.conf import settings

from attestry import pipeline
from attestry.accounts.tests.people import HOUSE
from attestry.connectors.actions import connect_registers
from attestry.effectiveness.tests.world import a_home
from attestry.kit.errors import Invalid
from attestry.kit.secrets import SecretBox
from attestry.vendors.actions.importing import import_vendors
from attestry.vendors.gaps import gaps
from attestry.vendors.models import Vendor
from attestry.vendors.queries.standing import vendor_lines
from attestry.vendors.tests.conftest import a_vendor
from attestry.vendors.tests.test_reports import a_report

SPEND = b"vendor,amount\nCloudy Inc.,100\nHooli,20.50\nHOOLI Ltd,9.50\nInitech,1\n"


@pytest.fixture
def home(tmp_path):
    with a_home(tmp_path / "home") as made:
        yield made


def test_the_register_is_sealed_with_reports_and_what_they_expect(home, today):
    a_report(a_vendor())
    connect_registers(HOUSE, SecretBox(settings.HOME.keys))
    (collected,) = pipeline.collect(HOUSE, progress=print, only=["vendors-register"]).collections
    assert (collected.state, collected.row_count) == ("complete", 4)


def test_r91_a_critical_vendor_without_an_assessment_is_a_blocker(today):
    a_vendor()
    (line,) = vendor_lines(today.date())
    assert line.is_blocked
    assert [one.what for one in line.lacks] == ["assessment", "report", "review", "owner"]
    keys = {one.key for one in gaps(today)}
    assert f"vendor:{line.vendor.pk}:assessment" in keys


def test_three_hundred_vendors_cost_no_further_query(today, django_assert_max_num_queries):
    rows = "\n".join(f"Supplier {n},personal,production,stops" for n in range(300))
    import_vendors(HOUSE, data=f"name,data_held,access,dependence\n{rows}\n".encode())
    with django_assert_max_num_queries(8):
        assert len(vendor_lines(today.date())) == 300
    with django_assert_max_num_queries(9):
        assert len(list(gaps(today))) >= 300


def test_a_list_is_taken_in_whole_or_every_wrong_line_is_named(today):
    good = b"name,data_held,access,dependence,reviewed_on\nCloudy,personal,none,low,2026-01-02\n"
    a_vendor()
    assert str(import_vendors(HOUSE, data=good)) == "0 added, 1 changed, 0 as they were"
    assert Vendor.objects.get().reviewed_on == date(2026, 1, 2)
    bad = (
        b"name,data_held,access,dependence,reviewed_on\nNew,none,none,low,\nOther,everything,none,low,\n"
        b"NEW,none,none,low,2027-01-01\n"
    )
    with pytest.raises(Invalid, match="line 3: data_held.*line 4: name.*line 4: reviewed_on: 2027"):
        import_vendors(HOUSE, data=bad)
    assert Vendor.objects.count() == 1
    with pytest.raises(Invalid, match="“tier” is not known"):
        import_vendors(HOUSE, data=b"name,data_held,access,dependence,tier\n")
