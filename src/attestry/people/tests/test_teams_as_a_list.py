"""Teams are sorted, held, searched and exported."""

from __future__ import annotations

import pytest

from attestry.kit import clock
from attestry.people.actions.keeping import add_team
from attestry.people.tests.acting import HOUSE, NOW, a_person, signed_in, words
from attestry.ui.tests.exports import column, exported

pytestmark = pytest.mark.django_db
TEAMS = "/people/teams/"


@pytest.fixture(autouse=True)
def teams():
    with clock.simulated(NOW):
        a_person("Ada", team="Core")
        a_person("Bo", team="Core")
        a_person("Cy", team="=Sales")
        add_team(HOUSE, name="Apps")
        yield


def test_teams_are_sorted_either_way(client):
    signed_in(client)
    assert column(client, TEAMS, "team", sort="here") == ["Apps", "'=Sales", "Core"]
    assert column(client, TEAMS, "team", sort="-here") == ["Core", "'=Sales", "Apps"]
    assert column(client, TEAMS, "team", sort="-team") == ["Core", "Apps", "'=Sales"]


def test_teams_are_held_and_searched_and_no_name_is_a_formula(client):
    signed_in(client)
    assert column(client, TEAMS, "team", people="none") == ["Apps"]
    assert exported(client, TEAMS, q="sales") == [{"team": "'=Sales", "here_today": "1", "ever": "1"}]
    page = words(client.get(f"{TEAMS}?people=some"))
    assert "=Sales" in page
    assert 'value="Apps"' not in page
    assert 'value="Core"' in page
