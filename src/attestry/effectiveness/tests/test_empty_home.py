"""What the pages of coverage and exposure teach where there is nothing to show yet."""

from __future__ import annotations

import pytest

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.effectiveness.tests.reading import said

pytestmark = pytest.mark.django_db


def test_a_home_in_which_no_control_is_in_use_is_told_what_a_map_is_made_of(client):
    client.force_login(somebody("Ada", Role.LEAD))
    page = said(client.get("/coverage/"))
    assert "No control is in use" in page
    assert "adopt the controls that it brings" in page


def test_a_home_in_which_nothing_ran_is_told_that_nobody_looked(client):
    client.force_login(somebody("Ada", Role.AUDITOR))
    page = said(client.get("/exposure/"))
    assert "Nothing was seen failing" in page
    assert "Where nobody looked nothing can fail" in page
